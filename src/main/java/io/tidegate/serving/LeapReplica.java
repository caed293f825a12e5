package io.tidegate.serving;

/**
 * A replica in flat arrays that takes all steps up to the next change of its batch at once, exactly.
 *
 * <p>While {@code B} requests that hold {@code K} tokens only decode, each step reads {@code B} tokens more than the one
 * before. With {@code A} the time of the first step and {@code G = effM·cK·B}, the first {@code j} steps take
 *
 * <pre>A·j + G·j·(j − 1)/2</pre>
 *
 * seconds: the first completion needs no stepping, and the boundary at which an arrival joins is found by a square root. While
 * something prefills, it goes step by step. All boundaries of a leap are counted from where the batch last changed, so that
 * looking at a replica more often does not move a bit. {@link StepReplica} is the same without the leap.
 */
public final class LeapReplica implements Replica {
    private final ReplicaModel model;
    private final StepLaw law;
    private final ReplicaListener listener;
    private final ReplicaMeter meter = new ReplicaMeter();
    private final SlotTable slots = new SlotTable();
    private final FinishList decoding = new FinishList();
    /** The first {@code prefilling} of these are in the batch, the others wait. */
    private final SlotQueue queue = new SlotQueue();

    private int prefilling;
    /** Whether the first of the queue has had a chunk; no other can have. */
    private boolean headStarted;

    private long kvFree;
    /** Tokens that decoding requests hold in the next step. */
    private long held;

    private double effC;
    private double effM;
    private double clock;
    private double latest = Double.NEGATIVE_INFINITY;
    private double pending;
    private long step;

    // The plan: what happens next if nothing arrives. Made when asked for, void when the batch or the stretch changes.
    private boolean planned;
    private double boundary;
    /** Seconds of the next step that it takes anyway, that decoding adds and that prefilling adds. */
    private double floorTime;

    private double decodeTime;
    private double prefillTime;
    /** Unstretched part of {@code prefillTime} that counts as pending work. */
    private double prefillWork;
    /** Seconds by which each step of a leap is longer than the one before. */
    private double growth;
    /** Where the leap began: time and step. */
    private double leapStart;

    private long leapStep;

    /** An idle replica at a clock before all times. */
    public LeapReplica(ReplicaModel model, ReplicaListener listener) {
        this.model = model;
        this.law = model.time().law();
        this.listener = listener;
        this.kvFree = model.kv().tokens();
        this.effC = law.effC();
        this.effM = law.effM();
        this.clock = Double.NEGATIVE_INFINITY;
    }

    @Override
    public void arrive(double t, int request, int priority, int cached, int prefill, int output) {
        int kv = Requests.check(t, latest, request, priority, cached, prefill, output, model);
        advanceTo(t);
        if (active() == 0 && clock < t) {
            clock = t;
        }
        queue.add(slots.add(request, kv, output, prefill));
        pending += model.time().prefillWork(cached, prefill) + model.time().decodeWork(kv - output, output);
        admit();
    }

    @Override
    public void advanceTo(double t) {
        latest = Math.max(latest, t);
        while (clock < t) {
            if (prefilling > 0) {
                step();
            } else if (decoding.size() > 0) {
                leap(t);
            } else {
                return;
            }
        }
    }

    @Override
    public double nextBoundary() {
        if (!planned) {
            plan();
        }
        return boundary;
    }

    @Override
    public double pendingWork() {
        return Math.max(0, pending);
    }

    @Override
    public int active() {
        return queue.size() + decoding.size();
    }

    @Override
    public int waiting() {
        return queue.size() - prefilling;
    }

    @Override
    public void setStretch(double compute, double memory) {
        Requests.checkStretch(compute, memory);
        double newC = law.effC() * compute;
        double newM = law.effM() * memory;
        if (newC != effC || newM != effM) {
            effC = newC;
            effM = newM;
            planned = false;
        }
    }

    @Override
    public long heldTokens() {
        return held;
    }

    @Override
    public long takePeakTokens() {
        return held;
    }

    @Override
    public ReplicaMeter meter() {
        return meter;
    }

    /** Lets waiting requests into the batch. Later arrivals cannot change who gets in, so it need not wait for the next step. */
    private void admit() {
        while (prefilling < queue.size()
                && prefilling + decoding.size() < model.batching().maxBatch()) {
            int kv = slots.kv(queue.get(prefilling));
            if (kv > kvFree) {
                return;
            }
            kvFree -= kv;
            prefilling++;
            planned = false;
        }
    }

    private void plan() {
        planned = true;
        int batch = decoding.size();
        decodeTime = effC * law.cB() * batch + effM * law.cK() * held;
        if (prefilling > 0) {
            planPrefill(batch);
            boundary = clock + (floorTime + decodeTime + prefillTime);
        } else if (batch > 0) {
            floorTime = effM * model.time().floor(batch);
            growth = effM * law.cK() * batch;
            leapStart = clock;
            leapStep = step;
            boundary = leapEnd(decoding.firstStep() - step);
        } else {
            boundary = Double.POSITIVE_INFINITY;
        }
    }

    private void planPrefill(int batch) {
        int budget = model.batching().tokenBudget();
        int reached = 0;
        double reading = 0;
        while (reached < prefilling && budget > 0) {
            int slot = queue.get(reached++);
            int chunk = Math.min(slots.left(slot), budget);
            reading += chunk * (slots.prompt(slot) - slots.left(slot) + 0.5 * chunk);
            budget -= chunk;
        }
        int tokens = model.batching().tokenBudget() - budget;
        double compute = law.cP() * tokens + law.cPC() * reading;
        floorTime = effM * model.time().floor(batch + tokens);
        prefillTime = effC * compute + effM * law.cR() * reached;
        prefillWork = law.effC() * compute;
    }

    /** Takes one step in which something prefills. */
    private void step() {
        double end = nextBoundary();
        int batch = decoding.size();
        int budget = model.batching().tokenBudget();
        for (int i = 0; i < prefilling && budget > 0; i++) {
            int slot = queue.get(i);
            int left = slots.left(slot);
            int chunk = Math.min(left, budget);
            if (i > 0 || !headStarted) {
                listener.started(slots.request(slot), clock);
            }
            slots.setLeft(slot, left - chunk);
            headStarted = chunk < left;
            budget -= chunk;
        }
        double others = floorTime + decodeTime;
        double busy = others + prefillTime;
        double joules = prefillTime * model.power().prefillWatts()
                + others * model.power().decodeWatts(batch);
        meter.add(busy, decodeTime + prefillTime, busy * batch, joules, 1);
        pending -= prefillWork;
        held += batch;
        step++;
        clock = end;
        completeDecodes();
        endPrefills();
        change();
    }

    /** Takes all steps to the first completion, or those that begin before {@code t}; the clock must be before it. */
    private void leap(double t) {
        double first = nextBoundary();
        int batch = decoding.size();
        long all = decoding.firstStep() - leapStep;
        long before = step - leapStep;
        boolean whole = leapEnd(all - 1) < t;
        long end = whole ? all : boundaryAfter(t);
        double count = end - before;
        double work = count * (decodeTime + growth * before) + growth * (0.5 * count * (count - 1));
        double busy = count * floorTime + work;
        meter.add(busy, work, busy * batch, busy * model.power().decodeWatts(batch), end - before);
        held += batch * (end - before);
        step += end - before;
        clock = whole ? first : leapEnd(end);
        if (whole) {
            completeDecodes();
            change();
        }
    }

    /** The time at which the first {@code j} steps of the leap are done. */
    private double leapEnd(long j) {
        return leapStart + ((floorTime + decodeTime) * j + growth * (0.5 * j * (j - 1)));
    }

    /** Steps to the first boundary at or after {@code t}, which must lie inside the leap. */
    private long boundaryAfter(double t) {
        double span = t - leapStart;
        double slope = floorTime + decodeTime - 0.5 * growth;
        long j = (long) (2 * span / (slope + Math.sqrt(slope * slope + 2 * growth * span)));
        while (leapEnd(j) < t) {
            j++;
        }
        while (leapEnd(j - 1) >= t) {
            j--;
        }
        return j;
    }

    /** Completes the decodes that the step just taken finished, in order of arrival. */
    private void completeDecodes() {
        while (decoding.size() > 0 && decoding.firstStep() == step) {
            int slot = decoding.removeFirst();
            held -= slots.kv(slot);
            complete(slot);
        }
    }

    /** Gives their first token to those whose prompt is done: the first of the queue, as prompts are computed in order. */
    private void endPrefills() {
        while (prefilling > 0 && slots.left(queue.get(0)) == 0) {
            int slot = queue.get(0);
            queue.removeFirst();
            prefilling--;
            listener.firstToken(slots.request(slot), clock);
            if (slots.output(slot) == 1) {
                complete(slot);
            } else {
                held += slots.prompt(slot) + 1;
                decoding.add(step + slots.output(slot) - 1, slot);
            }
        }
    }

    private void complete(int slot) {
        int request = slots.request(slot);
        kvFree += slots.kv(slot);
        pending -= model.time().decodeWork(slots.prompt(slot), slots.output(slot));
        slots.remove(slot);
        listener.completed(request, clock);
    }

    private void change() {
        planned = false;
        if (active() == 0) {
            pending = 0;
        }
        admit();
    }
}
