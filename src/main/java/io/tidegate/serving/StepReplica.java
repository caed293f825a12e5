package io.tidegate.serving;

import java.util.ArrayList;
import java.util.List;
import umontreal.ssj.simevents.Event;
import umontreal.ssj.simevents.Simulator;

/** The slow twin of {@link LeapReplica}: plain objects, and every step an event of its own simulator. */
public final class StepReplica implements Replica {
    private final ReplicaModel model;
    private final StepLaw law;
    private final ReplicaListener listener;
    private final ReplicaMeter meter = new ReplicaMeter();
    private final Simulator simulator = new Simulator();
    private final List<Job> waiting = new ArrayList<>();
    private final List<Job> prefilling = new ArrayList<>();
    private final List<Job> decoding = new ArrayList<>();
    private double compute = 1;
    private double memory = 1;
    /** The last step boundary, or the arrival that ended an idle time: kept exactly, which the simulator's delays do not. */
    private double clock;

    private double latest = Double.NEGATIVE_INFINITY;
    /** No step begins at or after this time. */
    private double limit = Double.NEGATIVE_INFINITY;

    /** An idle replica at a clock before all times. */
    public StepReplica(ReplicaModel model, ReplicaListener listener) {
        this.model = model;
        this.law = model.time().law();
        this.listener = listener;
        this.clock = Double.NEGATIVE_INFINITY;
        simulator.init();
    }

    /** A request on its way through the replica. */
    private static final class Job {
        final int request;
        final int prompt;
        final int output;
        /** Prompt tokens that are cached or computed. */
        int ready;
        /** Output tokens given. */
        int given;

        boolean started;

        Job(int request, int cached, int prefill, int output) {
            this.request = request;
            this.prompt = cached + prefill;
            this.output = output;
            this.ready = cached;
        }

        int kv() {
            return prompt + output;
        }
    }

    /** What a step computes of a prompt. */
    private record Chunk(Job job, int tokens) {
        /** Mean position of its tokens. */
        double position() {
            return job.ready + tokens / 2.0;
        }
    }

    /** The end of a step. */
    private final class StepEnd extends Event {
        private final double time;
        private final List<Chunk> chunks;

        StepEnd(double time, List<Chunk> chunks) {
            super(simulator);
            this.time = time;
            this.chunks = chunks;
        }

        @Override
        public void actions() {
            end(time, chunks);
            if (active() > 0 && clock < limit) {
                begin();
            }
        }
    }

    @Override
    public void arrive(double t, int request, int priority, int cached, int prefill, int output) {
        Requests.check(t, latest, request, cached, prefill, output, model.kv().tokens());
        advanceTo(t);
        if (active() == 0) {
            clock = Math.max(clock, t);
        }
        waiting.add(new Job(request, cached, prefill, output));
        admit();
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

    private void admit() {
        while (!waiting.isEmpty()
                && prefilling.size() + decoding.size() < model.batching().maxBatch()) {
            Job first = waiting.get(0);
            if (reserved() + first.kv() > model.kv().tokens()) {
                return;
            }
            waiting.remove(0);
            prefilling.add(first);
        }
    }

    private long reserved() {
        long sum = 0;
        for (Job job : prefilling) {
            sum += job.kv();
        }
        for (Job job : decoding) {
            sum += job.kv();
        }
        return sum;
    }

    /** Begins a step at the clock and schedules its end. */
    private void begin() {
        List<Chunk> chunks = chunks();
        for (Chunk chunk : chunks) {
            if (!chunk.job.started) {
                chunk.job.started = true;
                listener.started(chunk.job.request, clock);
            }
        }
        double seconds = seconds(decoding.size(), held(), chunks);
        count(seconds, chunks);
        double end = clock + seconds;
        new StepEnd(end, chunks).schedule(Math.max(0, end - simulator.time()));
    }

    /** Ends a step: a token for all that decode, and for those whose prompt is done their first. */
    private void end(double time, List<Chunk> chunks) {
        clock = time;
        for (Job job : decoding) {
            job.given++;
        }
        for (Job job : List.copyOf(decoding)) {
            if (job.given == job.output) {
                decoding.remove(job);
                listener.completed(job.request, clock);
            }
        }
        for (Chunk chunk : chunks) {
            Job job = chunk.job;
            job.ready += chunk.tokens;
            if (job.ready == job.prompt) {
                prefilling.remove(job);
                job.given = 1;
                listener.firstToken(job.request, clock);
                if (job.output == 1) {
                    listener.completed(job.request, clock);
                } else {
                    decoding.add(job);
                }
            }
        }
        admit();
    }

    /** The next step's share of prompts, in order of arrival. */
    private List<Chunk> chunks() {
        List<Chunk> chunks = new ArrayList<>();
        int budget = model.batching().tokenBudget();
        for (Job job : prefilling) {
            int tokens = Math.min(budget, job.prompt - job.ready);
            if (tokens > 0) {
                chunks.add(new Chunk(job, tokens));
                budget -= tokens;
            }
        }
        return chunks;
    }

    /** Tokens that decoding requests hold. */
    private long held() {
        long sum = 0;
        for (Job job : decoding) {
            sum += job.prompt + job.given;
        }
        return sum;
    }

    /** The step law, written as it is stated, with the batch's and the prompts' parts. */
    private double seconds(int b, long k, List<Chunk> chunks) {
        return floorSeconds(b, chunks) + decodeSeconds(b, k) + prefillSeconds(chunks);
    }

    private double floorSeconds(int b, List<Chunk> chunks) {
        double p = 0;
        for (Chunk chunk : chunks) {
            p += chunk.tokens;
        }
        return law.effM() * memory * (law.c0() + law.w() * (1 - StrictMath.exp(-(b + p) / law.n0())));
    }

    private double decodeSeconds(int b, long k) {
        return law.effC() * compute * law.cB() * b + law.effM() * memory * law.cK() * k;
    }

    private double prefillSeconds(List<Chunk> chunks) {
        double sum = 0;
        for (Chunk chunk : chunks) {
            sum += law.effC() * compute * chunk.tokens * (law.cP() + law.cPC() * chunk.position());
            sum += law.effM() * memory * law.cR();
        }
        return sum;
    }

    private void count(double seconds, List<Chunk> chunks) {
        int batch = decoding.size();
        double prefill = prefillSeconds(chunks);
        double joules = prefill * model.power().prefillWatts()
                + (seconds - prefill) * model.power().decodeWatts(batch);
        meter.add(seconds, decodeSeconds(batch, held()) + prefill, batch * seconds, joules, 1);
    }

    @Override
    public double nextBoundary() {
        if (active() == 0) {
            return Double.POSITIVE_INFINITY;
        }
        if (!prefilling.isEmpty()) {
            return clock + seconds(decoding.size(), held(), chunks());
        }
        int steps = Integer.MAX_VALUE;
        for (Job job : decoding) {
            steps = Math.min(steps, job.output - job.given);
        }
        double time = clock;
        for (int i = 0; i < steps; i++) {
            time += seconds(decoding.size(), held() + (long) i * decoding.size(), List.of());
        }
        return time;
    }

    @Override
    public double pendingWork() {
        double sum = 0;
        for (List<Job> jobs : List.of(waiting, prefilling, decoding)) {
            for (Job job : jobs) {
                int left = job.prompt - job.ready;
                sum += law.effC() * left * (law.cP() + law.cPC() * (job.ready + left / 2.0));
                for (int held = job.prompt + 1; held < job.kv(); held++) {
                    sum += law.effC() * law.cB() + law.effM() * law.cK() * held;
                }
            }
        }
        return sum;
    }

    @Override
    public int active() {
        return waiting.size() + prefilling.size() + decoding.size();
    }

    @Override
    public int waiting() {
        return waiting.size();
    }

    @Override
    public void setStretch(double computeStretch, double memoryStretch) {
        Requests.checkStretch(computeStretch, memoryStretch);
        compute = computeStretch;
        memory = memoryStretch;
    }

    @Override
    public long heldTokens() {
        return held();
    }

    @Override
    public long takePeakTokens() {
        return held();
    }

    @Override
    public ReplicaMeter meter() {
        return meter;
    }
}
