package io.tidegate.serving;

/** What a step does, and how many steps are formed alike. */
abstract sealed class FormedStep extends Running permits RunningBatch {
    private int decodes;
    private int parts;
    private int prefillTokens;
    private double reading;
    private double readingGrowth;
    private long uniform;

    FormedStep(ReplicaModel model) {
        super(model);
    }

    /** Looks at what runs, of which all answers take part or none does; {@code restarts} if any lost its place for it. */
    void lookAtStep(int itsDecodes, boolean restarts) {
        decodes = itsDecodes;
        parts = 0;
        prefillTokens = 0;
        reading = 0;
        readingGrowth = 0;
        uniform = Long.MAX_VALUE;
        boolean skipped = false;
        for (int i = 0; i < prompting(); i++) {
            int slot = promptSlot(i);
            int chunk = chunk(i);
            if (chunk == 0) {
                skipped = true;
                continue;
            }
            int left = left(slot);
            parts++;
            prefillTokens += chunk;
            reading += chunk * (prompt(slot) - left + 0.5 * chunk);
            readingGrowth += (double) chunk * chunk;
            uniform = Math.min(uniform, left / chunk);
        }
        if (restarts || (skipped && parts > 0)) {
            // What a restart made room for may be let in at the next step, and prompts that were skipped go first in
            // it.
            uniform = 1;
        }
        if (decodes > 0) {
            uniform = Math.min(uniform, firstFinish() - decodeStep);
            uniform = withoutShortage(uniform);
        }
    }

    /** Decoding requests. */
    int decodes() {
        return decodes;
    }

    /** Prompts that get tokens. */
    int parts() {
        return parts;
    }

    /** Tokens they get. */
    int prefillTokens() {
        return prefillTokens;
    }

    /** Sum of these tokens' positions in the first step. */
    double reading() {
        return reading;
    }

    /** What the sum grows by from step to step. */
    double readingGrowth() {
        return readingGrowth;
    }

    /** Steps that are formed alike, the first included: 1 or more. */
    long uniform() {
        return uniform;
    }

    /** The first of the steps, just formed, in which a sequence lies beyond a context, by its place from 0; a large number if none does. */
    long firstBeyond(int maxContext) {
        long first = Long.MAX_VALUE;
        if (decodes > 0) {
            double room = (maxContext + FittedRange.MARGIN) * decodes - context;
            first = room < 0 ? 0 : (long) (room / (model.tokensPerStep() * decodes)) + 1;
        }
        for (int i = 0; i < prompting(); i++) {
            if (chunk(i) > 0) {
                int slot = promptSlot(i);
                long left = (long) maxContext - (prompt(slot) - left(slot));
                first = Math.min(first, left < 0 ? 0 : left / chunk(i));
            }
        }
        return first;
    }
}
