package io.tidegate.serving;

/** What a step does, and how many steps are formed alike. */
abstract sealed class FormedStep extends Running permits RunningBatch {
    private int decodes;
    private int parts;
    private int prefillTokens;
    private double reading;
    private double readingGrowth;
    private long uniform;
    /** Place, in the order of those that run, of what gets tokens of a prompt next. */
    private int nextPlace;

    FormedStep(ReplicaModel model) {
        super(model);
    }

    /**
     * Looks at what runs, of which all answers take part or none does, and gives prompts their places; {@code restarts} if any lost
     * its place for it.
     */
    void lookAtStep(int itsDecodes, boolean restarts) {
        int count = 0;
        int tokens = 0;
        double position = 0;
        double growth = 0;
        long steps = Long.MAX_VALUE;
        for (int i = 0; i < prompting(); i++) {
            int slot = promptSlot(i);
            int chunk = chunk(i);
            if (chunk == 0) {
                setPlace(slot, Integer.MIN_VALUE + order(slot));
                continue;
            }
            setPlace(slot, nextPlace++);
            int left = left(slot);
            count++;
            tokens += chunk;
            position += chunk * (prompt(slot) - left + 0.5 * chunk);
            growth += (double) chunk * chunk;
            int alike = left / chunk;
            steps = alike < steps ? alike : steps;
        }
        if (restarts || (count > 0 && count < prompting())) {
            // What a restart made room for may be let in at the next step, and prompts that were skipped go first in
            // it.
            steps = 1;
        }
        if (itsDecodes > 0) {
            long toFinish = firstFinish() - decodeStep;
            steps = toFinish < steps ? toFinish : steps;
            steps = withoutShortage(steps);
        }
        decodes = itsDecodes;
        parts = count;
        prefillTokens = tokens;
        reading = position;
        readingGrowth = growth;
        uniform = steps;
    }

    /** The place behind all that run. */
    int takePlace() {
        return nextPlace++;
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
