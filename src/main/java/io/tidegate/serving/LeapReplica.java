package io.tidegate.serving;

/**
 * A replica in flat arrays that takes all steps up to the next change of its batch at once, exactly.
 *
 * <p>While the same requests decode and the same prompts get the same number of tokens, each step is longer than the one before
 * by the same time: {@code B} requests read {@code B} tokens more, and each chunk of {@code c} tokens of a prompt has {@code c}
 * more before it. With {@code A} the time of the first step and {@code G} that growth, the first {@code j} steps take
 *
 * <pre>A·j + G·j·(j − 1)/2</pre>
 *
 * seconds: the end of an answer or of a prompt needs no stepping, and the boundary at which an arrival joins is found by a square
 * root. All boundaries of a leap are counted from where the batch was formed, so that looking at a replica more often does
 * not move a bit. {@link RunningBatch} forms batches; {@link StepReplica} is the same without the leap.
 */
public final class LeapReplica extends RunningBatch implements Replica {
    private final boolean limited;

    private double effC;
    private double effM;
    private double clock = Double.NEGATIVE_INFINITY;
    private double latest = Double.NEGATIVE_INFINITY;
    private long peak;

    // The leap: steps alike from a start.
    private boolean formed;
    private double start;
    /** Seconds of the first step: what it takes anyway, what decoding adds and what prefilling adds. */
    private double floorTime;

    private double decodeTime;
    private double prefillTime;
    /** Seconds by which decoding and prefilling take longer from step to  */
    private double decodeGrowth;

    private double prefillGrowth;
    /** The first step of the leap that lies outside the contexts measured. */
    private long firstBeyond;

    /** An idle replica at a clock before all times. */
    public LeapReplica(ReplicaModel model, ReplicaListener listener) {
        super(model, listener);
        this.limited = !model.range().equals(FittedRange.EVERYWHERE);
        this.effC = model.time().law().effC();
        this.effM = model.time().law().effM();
    }

    @Override
    public int arrive(double t, int request, int priority, int cached, int prefill, int output) {
        Requests.check(t, latest, request, priority, cached, prefill, output, model);
        advanceTo(t);
        if (active() == 0 && clock < t) {
            clock = t;
        }
        int slot = add(request, priority, cached, prefill, output);
        formed = false;
        return slot;
    }

    @Override
    public int cancel(double t, int request, int ticket) {
        Requests.checkCancel(t, latest, request);
        advanceTo(t);
        if (!isSlotOf(ticket, request)) {
            return NOT_THERE;
        }
        formed = false;
        return remove(ticket);
    }

    @Override
    public void advanceTo(double t) {
        latest = Math.max(latest, t);
        if (clock < t && active() > 0) {
            takeStepsBefore(t);
        }
    }

    /** As {@link #advanceTo}, for a clock before {@code t} and if anything is active. */
    private void takeStepsBefore(double t) {
        do {
            if (!formed) {
                form();
            }
            leap(t);
        } while (clock < t && active() > 0);
    }

    @Override
    public double nextBoundary() {
        if (active() == 0) {
            return Double.POSITIVE_INFINITY;
        }
        return formed ? boundary(uniform()) : Math.nextUp(clock);
    }

    @Override
    public long takePeakTokens() {
        long most = Math.max(peak, heldTokens());
        peak = 0;
        return most;
    }

    @Override
    public void setStretch(double compute, double memory) {
        Requests.checkStretch(compute, memory);
        StepLaw law = model.time().law();
        double newC = law.effC() * compute;
        double newM = law.effM() * memory;
        if (newC != effC || newM != effM) {
            effC = newC;
            effM = newM;
            formed = false;
        }
    }

    @Override
    public ReplicaMeter meter() {
        return this;
    }

    /**
     * Reads what the next arrivals at some replicas will need, and changes nothing: a caller that knows some dozens of arrivals ahead
     * touches their replicas first, so that memory fetches them all at once and not one after the other.
     *
     * @param replicas those of a fleet
     * @param ids places of those to touch, in the first {@code count} cells
     * @return a figure without meaning, so that the reading cannot be left out
     */
    public static long touch(LeapReplica[] replicas, int[] ids, int count) {
        long figures = 0;
        for (int i = 0; i < count; i++) {
            figures += replicas[ids[i]].touchFields();
        }
        for (int i = 0; i < count; i++) {
            figures += replicas[ids[i]].touchArrays();
        }
        for (int i = 0; i < count; i++) {
            figures += replicas[ids[i]].touchNext();
        }
        return figures;
    }

    private long touchFields() {
        return (long) (busySeconds() + start + prefillGrowth)
                + restarts()
                + waitingTokens()
                + promptTokens
                + uniform()
                + taken;
    }

    /** Forms the batch of the step that begins at the clock. */
    private void form() {
        formBatch(clock);
        int decodes = decodes();
        StepLaw law = model.time().law();
        floorTime = effM * model.time().floor(decodes + prefillTokens());
        decodeTime = effC * law.cB() * decodes + effM * law.cK() * (decodes > 0 ? context : 0);
        decodeGrowth = effM * law.cK() * model.tokensPerStep() * decodes;
        prefillTime = effC * (law.cP() * prefillTokens() + law.cPC() * reading()) + effM * law.cR() * parts();
        prefillGrowth = effC * law.cPC() * readingGrowth();
        start = clock;
        formed = true;
        if (limited) {
            firstBeyond = firstBeyond(model.range().maxContext());
        }
    }

    /** Takes all steps of the leap, or those that begin before {@code t}; the clock must be before it. */
    private void leap(double t) {
        long all = uniform();
        boolean whole = boundary(all - 1) < t;
        long to = whole ? all : boundaryAfter(t);
        count(to);
        takeSteps(to);
        clock = boundary(to);
        long held = heldTokens();
        // Not Math.max, which is compiled for all who use it and so with a branch, that here cannot be foreseen.
        peak = held > peak ? held : peak;
        if (whole) {
            finishStep(clock);
            formed = false;
        }
    }

    private void count(long to) {
        double count = to - taken;
        double before = taken;
        double series = 0.5 * count * (count - 1);
        int decodes = decodes();
        double decode = count * (decodeTime + decodeGrowth * before) + decodeGrowth * series;
        double prefill = count * (prefillTime + prefillGrowth * before) + prefillGrowth * series;
        double busy = count * floorTime + decode + prefill;
        double joules = prefill * model.power().prefillWatts()
                + (busy - prefill) * model.power().decodeWatts(decodes);
        add(busy, decode + prefill, busy * decodes, joules, to - taken);
        if (limited) {
            countOutside(to, decodes);
        }
    }

    private void countOutside(long to, int decodes) {
        FittedRange range = model.range();
        long steps = to - taken;
        long far = Math.max(0, to - Math.max(taken, firstBeyond));
        boolean size = decodes > range.maxBatch() || prefillTokens() > range.maxPrefill();
        boolean unbalanced = (decodes > 0 && decodes < range.ranks()) || (parts() > 0 && parts() < range.ranks());
        addOutside(far, size ? steps : 0, unbalanced ? steps : 0, size || unbalanced ? steps : far);
    }

    /** The time at which the first {@code j} steps of the leap are done. */
    private double boundary(long j) {
        double first = floorTime + decodeTime + prefillTime;
        return start + (first * j + (decodeGrowth + prefillGrowth) * (0.5 * j * (j - 1)));
    }

    /** Steps to the first boundary at or after {@code t}, which must lie inside the leap. */
    private long boundaryAfter(double t) {
        double span = t - start;
        double growth = decodeGrowth + prefillGrowth;
        double slope = floorTime + decodeTime + prefillTime - 0.5 * growth;
        long j = (long) (2 * span / (slope + Math.sqrt(slope * slope + 2 * growth * span)));
        while (boundary(j) < t) {
            j++;
        }
        while (boundary(j - 1) >= t) {
            j--;
        }
        return j;
    }
}
