package io.tidegate.serving;

/** A request on its way through a {@link StepReplica}. */
final class StepJob {
    final int request;
    /** Its place among all arrivals of the replica. */
    final long order;

    final int priority;
    private final ReplicaModel model;

    /** Tokens to compute before a token is given, and tokens to give from there on: a restart moves tokens from these to those. */
    int prompt;

    int output;
    /** Tokens of the prompt that are cached or computed. */
    int computed;
    /** Whether its prompt is computed and the first token after it given. */
    boolean decoding;
    /** Decode steps since the first token after the prompt. */
    int steps;
    /** KV blocks that it has. */
    long blocks;

    boolean restarted;
    boolean startTold;
    boolean firstTokenTold;

    StepJob(ReplicaModel model, long order, int request, int priority, int cached, int prefill, int output) {
        this.model = model;
        this.order = order;
        this.request = request;
        this.priority = priority;
        this.prompt = cached + prefill;
        this.output = output;
        this.computed = cached;
        this.decoding = prefill == 0;
        this.firstTokenTold = prefill == 0;
    }

    private StepJob(StepJob other) {
        this(other.model, other.order, other.request, other.priority, other.prompt, 0, other.output);
        computed = other.computed;
        decoding = other.decoding;
        steps = other.steps;
        blocks = other.blocks;
        restarted = other.restarted;
        startTold = other.startTold;
        firstTokenTold = other.firstTokenTold;
    }

    StepJob copy() {
        return new StepJob(this);
    }

    /** Tokens processed: of the prompt, or all of it and those given since. */
    int done() {
        if (!decoding) {
            return computed;
        }
        long further = (long) Math.floor(steps * model.tokensPerStep());
        return prompt + 1 + (int) Math.min(output - 1, further);
    }

    /** Tokens that count as held: a prompt under way counts in full. */
    int held() {
        return decoding ? done() : prompt;
    }

    /** Whether its tokens no longer fit its blocks. */
    boolean needsBlock() {
        return done() > blocks * model.kv().blockTokens();
    }

    boolean isComplete() {
        return decoding && steps >= model.decodeSteps(output);
    }

    /** Loses its blocks: what it had is to be computed again as a prompt. */
    void restart() {
        int lost = held();
        output = prompt + output - lost;
        prompt = lost;
        computed = 0;
        decoding = false;
        steps = 0;
        blocks = 0;
        restarted = true;
    }
}
