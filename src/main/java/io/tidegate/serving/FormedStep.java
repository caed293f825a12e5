package io.tidegate.serving;

/** What a step of a {@link RunningBatch} does, and how many steps are formed alike. */
final class FormedStep {
    private final Running running;
    private final double rate;
    private int decodes;
    private double context;
    private int parts;
    private int prefillTokens;
    private double reading;
    private double readingGrowth;
    private long uniform;

    FormedStep(Running running, ReplicaModel model) {
        this.running = running;
        this.rate = model.tokensPerStep();
    }

    /** Looks at what runs, of which all answers take part or none does; {@code restarts} if any lost its place for it. */
    void look(int itsDecodes, boolean restarts) {
        decodes = itsDecodes;
        context = decodes > 0 ? running.context : 0;
        parts = 0;
        prefillTokens = 0;
        reading = 0;
        readingGrowth = 0;
        uniform = Long.MAX_VALUE;
        boolean skipped = false;
        for (int i = 0; i < running.prompting; i++) {
            int slot = running.prompts[i];
            int chunk = running.chunks[i];
            if (chunk == 0) {
                skipped = true;
                continue;
            }
            int left = running.slots.left(slot);
            parts++;
            prefillTokens += chunk;
            reading += chunk * (running.slots.prompt(slot) - left + 0.5 * chunk);
            readingGrowth += (double) chunk * chunk;
            uniform = Math.min(uniform, left / chunk);
        }
        if (restarts || (skipped && parts > 0)) {
            // What a restart made room for may be let in at the next step, and prompts that were skipped go first in
            // it.
            uniform = 1;
        }
        if (decodes > 0) {
            uniform = Math.min(uniform, running.decoding.firstStep() - running.decodeStep);
            uniform = running.withoutShortage(uniform);
        }
    }

    /** Decoding requests. */
    int decodes() {
        return decodes;
    }

    /** Tokens they hold before the step, answers counted evenly. */
    double context() {
        return context;
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

    /** The first of the steps in which a sequence lies beyond a context, by its place from 0; a large number if none does. */
    long firstBeyond(int maxContext) {
        long first = Long.MAX_VALUE;
        if (decodes > 0) {
            double room = (maxContext + FittedRange.MARGIN) * decodes - context;
            first = room < 0 ? 0 : (long) (room / (rate * decodes)) + 1;
        }
        for (int i = 0; i < running.prompting; i++) {
            if (running.chunks[i] > 0) {
                int slot = running.prompts[i];
                long left = (long) maxContext - (running.slots.prompt(slot) - running.slots.left(slot));
                first = Math.min(first, left < 0 ? 0 : left / running.chunks[i]);
            }
        }
        return first;
    }
}
