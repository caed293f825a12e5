package io.tidegate.serving;

import io.tidegate.serving.StepBatch.Chunk;
import umontreal.ssj.simevents.Event;
import umontreal.ssj.simevents.Simulator;

/**
 * The slow twin of {@link LeapReplica}, and the plainest statement of the rules: every step is an event of its own simulator, and
 * {@link StepScheduler} forms its batch from plain objects.
 */
public final class StepReplica implements Replica {
    private final ReplicaModel model;
    private final StepLaw law;
    private final ReplicaListener listener;
    private final ReplicaMeter meter = new ReplicaMeter();
    private final Simulator simulator = new Simulator();
    private final StepScheduler scheduler;
    private double compute = 1;
    private double memory = 1;
    private long arrivals;
    private long peak;
    /** The last step boundary, or the arrival that ended an idle time: kept exactly, which the simulator's delays do not. */
    private double clock = Double.NEGATIVE_INFINITY;

    private double latest = Double.NEGATIVE_INFINITY;
    /** No step begins at or after this time. */
    private double limit = Double.NEGATIVE_INFINITY;

    /** An idle replica at a clock before all times. */
    public StepReplica(ReplicaModel model, ReplicaListener listener) {
        this.model = model;
        this.law = model.time().law();
        this.listener = listener;
        this.scheduler = new StepScheduler(model);
        simulator.init();
    }

    /** The end of a step. */
    private final class StepEnd extends Event {
        private final double time;
        private final StepBatch batch;

        StepEnd(double time, StepBatch batch) {
            super(simulator);
            this.time = time;
            this.batch = batch;
        }

        @Override
        public void actions() {
            end(time, batch);
            if (active() > 0 && clock < limit) {
                begin();
            }
        }
    }

    @Override
    public int arrive(double t, int request, int priority, int cached, int prefill, int output) {
        Requests.check(t, latest, request, priority, cached, prefill, output, model);
        advanceTo(t);
        if (active() == 0) {
            clock = Math.max(clock, t);
        }
        scheduler.add(new StepJob(model, arrivals++, request, priority, cached, prefill, output));
        return request;
    }

    /** Looks for the request among all that are there; it has no use for the ticket. */
    @Override
    public int cancel(double t, int request, int ticket) {
        Requests.checkCancel(t, latest, request);
        advanceTo(t);
        for (StepJob job : scheduler.all()) {
            if (job.request == request) {
                int had = job.done();
                scheduler.remove(job);
                return had;
            }
        }
        return NOT_THERE;
    }

    @Override
    public void advanceTo(double t) {
        latest = Math.max(latest, t);
        limit = t;
        if (active() > 0 && clock < limit) {
            begin();
            simulator.start();
        }
    }

    /** Begins a step at the clock and schedules its end. */
    private void begin() {
        StepBatch batch = scheduler.form(this::tellRestarted);
        batch.decodes().forEach(this::tellStarted);
        batch.chunks().forEach(chunk -> tellStarted(chunk.job()));
        peak = Math.max(peak, heldTokens());
        count(batch);
        double end = clock + seconds(batch);
        new StepEnd(end, batch).schedule(Math.max(0, end - simulator.time()));
    }

    private void tellRestarted(StepJob job) {
        meter.addRestart();
        listener.restarted(job.request, clock);
    }

    private void tellStarted(StepJob job) {
        if (!job.startTold) {
            job.startTold = true;
            listener.started(job.request, clock);
        }
    }

    /** Ends a step: tokens for all that decode, and for those whose prompt is done the first after it. */
    private void end(double time, StepBatch batch) {
        clock = time;
        for (StepJob job : batch.decodes()) {
            job.steps++;
        }
        for (Chunk chunk : batch.chunks()) {
            chunk.job().computed += chunk.tokens();
            chunk.job().decoding = chunk.job().computed == chunk.job().prompt;
        }
        peak = Math.max(peak, heldTokens());
        batch.decodes().forEach(this::completeIfDone);
        for (Chunk chunk : batch.chunks()) {
            StepJob job = chunk.job();
            if (job.decoding && !job.firstTokenTold) {
                job.firstTokenTold = true;
                listener.firstToken(job.request, clock);
            }
            completeIfDone(job);
        }
    }

    private void completeIfDone(StepJob job) {
        if (job.isComplete()) {
            scheduler.remove(job);
            listener.completed(job.request, clock);
        }
    }

    /** The step law, written as it is stated, with the batch's and the prompts' parts. */
    private double seconds(StepBatch batch) {
        return floorSeconds(batch) + decodeSeconds(batch) + prefillSeconds(batch);
    }

    private double floorSeconds(StepBatch batch) {
        double tokens = batch.decodes().size() + (double) batch.prefill();
        return law.effM() * memory * (law.c0() + law.w() * (1 - StrictMath.exp(-tokens / law.n0())));
    }

    private double decodeSeconds(StepBatch batch) {
        return law.effC() * compute * law.cB() * batch.decodes().size()
                + law.effM() * memory * law.cK() * batch.held(model.tokensPerStep());
    }

    private double prefillSeconds(StepBatch batch) {
        double sum = 0;
        for (Chunk chunk : batch.chunks()) {
            sum += law.effC() * compute * chunk.tokens() * (law.cP() + law.cPC() * chunk.position());
            sum += law.effM() * memory * law.cR();
        }
        return sum;
    }

    private void count(StepBatch batch) {
        int decodes = batch.decodes().size();
        double seconds = seconds(batch);
        double prefill = prefillSeconds(batch);
        double joules = prefill * model.power().prefillWatts()
                + (seconds - prefill) * model.power().decodeWatts(decodes);
        meter.add(seconds, decodeSeconds(batch) + prefill, decodes * seconds, joules, 1);
        countOutside(batch);
    }

    private void countOutside(StepBatch batch) {
        FittedRange range = model.range();
        int decodes = batch.decodes().size();
        int prompts = batch.chunks().size();
        boolean context = batch.held(model.tokensPerStep()) > (range.maxContext() + FittedRange.MARGIN) * decodes;
        for (Chunk chunk : batch.chunks()) {
            context |= chunk.end() > range.maxContext();
        }
        boolean size = decodes > range.maxBatch() || batch.prefill() > range.maxPrefill();
        boolean unbalanced = (decodes > 0 && decodes < range.ranks()) || (prompts > 0 && prompts < range.ranks());
        meter.addOutside(context ? 1 : 0, size ? 1 : 0, unbalanced ? 1 : 0, context || size || unbalanced ? 1 : 0);
    }

    @Override
    public double nextBoundary() {
        if (active() == 0) {
            return Double.POSITIVE_INFINITY;
        }
        return clock + seconds(scheduler.copy().form(job -> {}));
    }

    @Override
    public double pendingWork() {
        double sum = 0;
        for (StepJob job : scheduler.waiting()) {
            sum += pendingWork(job);
        }
        for (StepJob job : scheduler.running()) {
            sum += pendingWork(job);
        }
        return sum;
    }

    @Override
    public double pendingPrefill() {
        double sum = 0;
        for (StepJob job : scheduler.waiting()) {
            sum += pendingPrefill(job);
        }
        for (StepJob job : scheduler.running()) {
            sum += pendingPrefill(job);
        }
        return sum;
    }

    private double pendingPrefill(StepJob job) {
        int left = job.decoding ? 0 : job.prompt - job.computed;
        return law.effC() * left * (law.cP() + law.cPC() * (job.computed + left / 2.0));
    }

    private double pendingWork(StepJob job) {
        double sum = pendingPrefill(job);
        for (int held = job.prompt + 1; held < job.prompt + job.output; held++) {
            sum += (law.effC() * law.cB() + law.effM() * law.cK() * held) / model.tokensPerStep();
        }
        return sum;
    }

    @Override
    public int active() {
        return scheduler.waiting().size() + scheduler.running().size();
    }

    @Override
    public int waiting() {
        return scheduler.waiting().size();
    }

    @Override
    public void setStretch(double computeStretch, double memoryStretch) {
        Requests.checkStretch(computeStretch, memoryStretch);
        compute = computeStretch;
        memory = memoryStretch;
    }

    @Override
    public long heldTokens() {
        long sum = 0;
        for (StepJob job : scheduler.running()) {
            sum += job.held();
        }
        return sum;
    }

    @Override
    public long waitingTokens() {
        long sum = 0;
        for (StepJob job : scheduler.waiting()) {
            sum += job.prompt;
        }
        return sum;
    }

    @Override
    public long takePeakTokens() {
        long most = Math.max(peak, heldTokens());
        peak = 0;
        return most;
    }

    @Override
    public ReplicaMeter meter() {
        return meter;
    }
}
