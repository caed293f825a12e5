package io.tidegate.serving;

import java.util.Arrays;

/**
 * Those of a {@link LeapReplica}'s requests that hold KV: prompts under way and answers, and the blocks they take.
 *
 * <p>Blocks of decoding requests follow from how far each is, so that they need no counting: they are added up, request by
 * request, only where the tokens of all that run, and a block for each of them on top, might not fit.
 */
final class Running {
    final SlotTable slots = new SlotTable();
    /** Decoding requests by the decode step that finishes them. */
    final FinishList decoding = new FinishList();
    /** Requests whose answer has not begun, in the order in which they get tokens; and what each gets in a step. */
    int[] prompts = new int[8];

    int[] chunks = new int[8];
    int prompting;
    /** Tokens that these hold: whole prompts, and a token for each that is computed. */
    long promptTokens;
    /** Steps so far in which the decoding requests took part. */
    long decodeStep;
    /** Tokens held by decoding requests, answers counted evenly. */
    double context;
    /** Slots of those that run, each with its place above it, as sorted last. */
    long[] order = new long[16];

    private final ReplicaModel model;
    private final KvCache kv;
    private final double rate;
    private final long kvTokens;
    private final long watermarkTokens;
    private final int blockTokens;

    Running(ReplicaModel model) {
        this.model = model;
        this.kv = model.kv();
        this.rate = model.tokensPerStep();
        this.kvTokens = kv.tokens();
        this.watermarkTokens = kv.watermark() * kv.blockTokens();
        this.blockTokens = kv.blockTokens();
    }

    int size() {
        return prompting + decoding.size();
    }

    void addPrompt(int slot, int chunk) {
        if (prompting == prompts.length) {
            prompts = Arrays.copyOf(prompts, 2 * prompting);
            chunks = Arrays.copyOf(chunks, 2 * prompting);
        }
        prompts[prompting] = slot;
        chunks[prompting++] = chunk;
        promptTokens += slots.prompt(slot) + (slots.left(slot) == 0 ? 1 : 0);
    }

    void removePrompt(int slot) {
        int place = 0;
        while (prompts[place] != slot) {
            place++;
        }
        prompting--;
        promptTokens -= slots.prompt(slot);
        System.arraycopy(prompts, place + 1, prompts, place, prompting - place);
    }

    /** Prompts that got nothing go before those that did. */
    void sortPromptsByPlace() {
        for (int i = 1; i < prompting; i++) {
            int slot = prompts[i];
            int j = i;
            while (j > 0 && slots.place(prompts[j - 1]) > slots.place(slot)) {
                prompts[j] = prompts[j - 1];
                j--;
            }
            prompts[j] = slot;
        }
    }

    void beginAnswer(int slot) {
        decoding.add(decodeStep + model.decodeSteps(slots.output(slot)), slot);
        context += slots.prompt(slot) + 1;
    }

    /** Tokens of KV held by those that run. */
    long held() {
        return promptTokens + (rate == 1 ? (long) context : answerTokens());
    }

    /** Tokens held by decoding requests, drafts that are not whole yet left out. */
    private long answerTokens() {
        long sum = 0;
        for (int i = 0; i < decoding.size(); i++) {
            sum += done(decoding.slot(i), decoding.step(i) - decodeStep);
        }
        return sum;
    }

    /** Tokens that a decoding request with some steps left has. */
    int done(int slot, long steps) {
        int output = slots.output(slot);
        if (rate == 1) {
            return slots.prompt(slot) + output - (int) steps;
        }
        long passed = model.decodeSteps(output) - steps;
        return slots.prompt(slot) + 1 + (int) Math.min(output - 1, passed * rate);
    }

    long atAdmission(int slot) {
        return kv.blocksFor(slots.prompt(slot) + (slots.left(slot) == 0 ? 1 : 0));
    }

    /** Blocks that a decoding request holds between steps: those of its tokens before the last step. */
    long blocksNow(int slot, long steps) {
        return steps == model.decodeSteps(slots.output(slot))
                ? kv.blocksFor(slots.prompt(slot) + (slots.isHanded(slot) ? 1 : 0))
                : kv.blocksFor(done(slot, steps + 1));
    }

    long blocksOf(int slot) {
        return slots.left(slot) > 0
                ? atAdmission(slot)
                : blocksNow(slot, decoding.step(decoding.placeOf(slot)) - decodeStep);
    }

    long promptBlocks() {
        long sum = 0;
        for (int i = 0; i < prompting; i++) {
            sum += atAdmission(prompts[i]);
        }
        return sum;
    }

    long freeNow() {
        long sum = promptBlocks();
        for (int i = 0; i < decoding.size(); i++) {
            sum += blocksNow(decoding.slot(i), decoding.step(i) - decodeStep);
        }
        return kv.blocks() - sum;
    }

    /** Tokens of blocks that are surely free once every decoding request has what it needs for the next step. */
    private long spareTokens() {
        return kvTokens - (long) context - promptTokens - (blockTokens - 1L) * size() - 2L * blockTokens;
    }

    /** Whether a number of tokens (0 or more) surely finds its blocks with the watermark left free. */
    boolean surelyHas(int tokens) {
        return spareTokens() >= watermarkTokens + tokens + blockTokens;
    }

    /** Whether decoding requests may not all find the blocks that they need for the next step. */
    boolean wantsBlocks() {
        return decoding.size() > 0 && spareTokens() < blockTokens && freeAfterGrowth() < 1;
    }

    /** Free blocks once every decoding request has what it needs for the next step; negative if they do not suffice. */
    long freeAfterGrowth() {
        long sum = promptBlocks();
        for (int i = 0; i < decoding.size(); i++) {
            sum += kv.blocksFor(done(decoding.slot(i), decoding.step(i) - decodeStep));
        }
        return kv.blocks() - sum;
    }

    /** At most {@code steps}, over which decoding requests surely find a free block whenever they ask; 1 or more. */
    long withoutShortage(long steps) {
        double most = decoding.size() * ((steps - 1) * rate + blockTokens);
        if (most <= spareTokens() - blockTokens) {
            return steps;
        }
        long rounds = (freeAfterGrowth() - 1) / decoding.size();
        long safe = rounds < 1 ? 1 : (long) StrictMath.ceil((double) rounds * blockTokens / rate);
        return Math.min(steps, safe);
    }

    /** Reads what an arrival is likely to need; the figure means nothing. */
    long touch() {
        int finishing = decoding.size();
        return prompts[0]
                + chunks[0]
                + slots.touch(finishing == 0 ? 0 : decoding.slot(finishing - 1))
                + decoding.touch();
    }

    /** Writes the slots of those that run to {@code order} and gives their number. */
    int sortRunning() {
        int n = decoding.size() + prompting;
        if (order.length < n) {
            order = new long[2 * n];
        }
        boolean byArrival = model.batching().policy() == Batching.Policy.PREFILL_FIRST;
        for (int i = 0; i < n; i++) {
            int slot = i < prompting ? prompts[i] : decoding.slot(i - prompting);
            long key = byArrival ? slots.order(slot) : slots.place(slot);
            order[i] = (key << 32) | slot;
        }
        Arrays.sort(order, 0, n);
        return n;
    }
}
