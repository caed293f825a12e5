package io.tidegate.serving;

import java.util.Arrays;

/**
 * Requests that hold KV: prompts under way and answers, and the blocks they take.
 *
 * <p>Blocks of decoding requests follow from how far each is, so that they need no counting. Mostly it is enough to bound them: by
 * the tokens of all that run, and a block for each of them on top. Where that bound does not do they are added up: while each
 * request grows by a token per step, from how many of them have the end of their tokens where in a block, which never
 * changes but for the steps; otherwise request by request.
 */
abstract sealed class Running extends FinishList permits FormedStep {
    /** Blocks of more tokens than this have more places than batches have requests. */
    private static final int MOST_PHASES = 256;

    final ReplicaModel model;
    /** Places in a block of which requests are counted, from {@link #ENDS} on in the table; 0 if none are. */
    private final int phases;
    /** Requests whose answer has not begun, in the order in which they get tokens: the slot of each, and what it gets in a step. */
    private int[] prompts = new int[8];

    private int prompting;
    /** Tokens that these hold: whole prompts, and a token for each that is computed. */
    long promptTokens;
    /** Steps so far in which the decoding requests took part. */
    long decodeStep;
    /** Tokens held by decoding requests, answers counted evenly. */
    double context;

    Running(ReplicaModel model) {
        super(phases(model));
        this.model = model;
        this.phases = phases(model);
    }

    private static int phases(ReplicaModel model) {
        int blockTokens = model.kv().blockTokens();
        return model.tokensPerStep() == 1 && blockTokens <= MOST_PHASES ? blockTokens : 0;
    }

    /** Requests that run. */
    int running() {
        return prompting + decoding();
    }

    // ---- Prompts.

    /** Requests whose answer has not begun. */
    int prompting() {
        return prompting;
    }

    /** The slot of one of them, by its place from 0. */
    int promptSlot(int place) {
        return prompts[2 * place];
    }

    /** Tokens that it gets in a step. */
    int chunk(int place) {
        return prompts[2 * place + 1];
    }

    void setChunk(int place, int chunk) {
        prompts[2 * place + 1] = chunk;
    }

    void addPrompt(int slot, int chunk) {
        if (2 * prompting == prompts.length) {
            prompts = Arrays.copyOf(prompts, 2 * prompts.length);
        }
        promptTokens += prompt(slot) + (left(slot) == 0 ? 1 : 0);
        keepPrompt(prompting++, slot, chunk);
    }

    /** Puts a prompt at a place of those there are. */
    void keepPrompt(int place, int slot, int chunk) {
        prompts[2 * place] = slot;
        prompts[2 * place + 1] = chunk;
    }

    /** Forgets all prompts but the first. */
    void keepPrompts(int count) {
        prompting = count;
    }

    /** The place of a slot among them, or {@link #NONE}. */
    int promptPlace(int slot) {
        for (int place = 0; place < prompting; place++) {
            if (promptSlot(place) == slot) {
                return place;
            }
        }
        return NONE;
    }

    void removePrompt(int place) {
        int slot = promptSlot(place);
        prompting--;
        promptTokens -= prompt(slot) + (left(slot) == 0 ? 1 : 0);
        System.arraycopy(prompts, 2 * (place + 1), prompts, 2 * place, 2 * (prompting - place));
    }

    /** Prompts that got nothing go before those that did. */
    void sortPromptsByPlace() {
        for (int i = 1; i < prompting; i++) {
            int slot = promptSlot(i);
            int chunk = chunk(i);
            int j = i;
            while (j > 0 && place(promptSlot(j - 1)) > place(slot)) {
                keepPrompt(j, promptSlot(j - 1), chunk(j - 1));
                j--;
            }
            keepPrompt(j, slot, chunk);
        }
    }

    // ---- Answers.

    void beginAnswer(int slot) {
        long finish = decodeStep + model.decodeSteps(output(slot));
        addFinish(finish, slot);
        context += prompt(slot) + 1;
        countPhase(slot, finish, 1);
    }

    /** A decoding request with some steps left, 0 if its answer is whole, is none any more. */
    void endAnswer(int slot, long steps) {
        context -= prompt(slot) + 1 + model.tokensPerStep() * (model.decodeSteps(output(slot)) - steps);
        countPhase(slot, decodeStep + steps, -1);
    }

    /** A decoding request is none any more before its answer is whole; gives the tokens that it has. */
    int breakOff(int slot) {
        int place = finishPlace(slot);
        long steps = finishStep(place) - decodeStep;
        removeFinish(place);
        endAnswer(slot, steps);
        return done(slot, steps);
    }

    private void countPhase(int slot, long finish, int change) {
        if (phases > 0) {
            cells[phase((long) prompt(slot) + output(slot) - finish)] += change;
        }
    }

    /** Where those are counted whose tokens differ from the steps by so many. */
    private int phase(long ahead) {
        int last = phases - 1;
        return ENDS + ((phases & last) == 0 ? (int) ahead & last : (int) Math.floorMod(ahead, (long) phases));
    }

    /** Tokens of KV held by those that run. */
    public long heldTokens() {
        return promptTokens + (model.tokensPerStep() == 1 ? (long) context : answerTokens());
    }

    /** Tokens held by decoding requests, drafts that are not whole yet left out. */
    private long answerTokens() {
        long sum = 0;
        for (int i = 0; i < decoding(); i++) {
            sum += done(finishSlot(i), finishStep(i) - decodeStep);
        }
        return sum;
    }

    /** Tokens that a decoding request with some steps left has. */
    int done(int slot, long steps) {
        int output = output(slot);
        double rate = model.tokensPerStep();
        if (rate == 1) {
            return prompt(slot) + output - (int) steps;
        }
        long passed = model.decodeSteps(output) - steps;
        return prompt(slot) + 1 + (int) Math.min(output - 1, passed * rate);
    }

    // ---- Blocks.

    long atAdmission(int slot) {
        return model.kv().blocksFor(prompt(slot) + (left(slot) == 0 ? 1 : 0));
    }

    /** Blocks that a decoding request holds between steps: those of its tokens before the last step. */
    long blocksNow(int slot, long steps) {
        return steps == model.decodeSteps(output(slot))
                ? model.kv().blocksFor(prompt(slot) + (isHanded(slot) ? 1 : 0))
                : model.kv().blocksFor(done(slot, steps + 1));
    }

    long blocksOf(int slot) {
        return left(slot) > 0 ? atAdmission(slot) : blocksNow(slot, finishStep(finishPlace(slot)) - decodeStep);
    }

    private long promptBlocks() {
        long sum = 0;
        for (int i = 0; i < prompting; i++) {
            sum += atAdmission(promptSlot(i));
        }
        return sum;
    }

    long freeNow() {
        long sum = promptBlocks();
        for (int i = 0; i < decoding(); i++) {
            sum += blocksNow(finishSlot(i), finishStep(i) - decodeStep);
        }
        return model.kv().blocks() - sum;
    }

    /** Tokens of blocks that are surely free once every decoding request has what it needs for the next step. */
    private long spareTokens() {
        KvCache kv = model.kv();
        long padding = (kv.blockTokens() - 1L) * running() + 2L * kv.blockTokens();
        return kv.tokens() - (long) context - promptTokens - padding;
    }

    /** Whether a number of tokens (0 or more) surely finds its blocks with the watermark left free. */
    boolean surelyHas(int tokens) {
        KvCache kv = model.kv();
        return spareTokens() >= (kv.watermark() + 1) * kv.blockTokens() + tokens;
    }

    /** Whether a number of blocks surely are not free once every decoding request has what it needs for the next step. */
    boolean surelyLacks(long blocks) {
        KvCache kv = model.kv();
        return phases > 0 && kv.tokens() - (long) context - promptTokens < blocks * kv.blockTokens();
    }

    /** Whether decoding requests may not all find the blocks that they need for the next step. */
    boolean wantsBlocks() {
        return decoding() > 0 && spareTokens() < model.kv().blockTokens() && freeAfterGrowth() < 1;
    }

    /** Free blocks once every decoding request has what it needs for the next step; negative if they do not suffice. */
    long freeAfterGrowth() {
        KvCache kv = model.kv();
        long sum = promptBlocks();
        if (phases > 0) {
            return kv.blocks() - sum - ((long) context + padding()) / kv.blockTokens();
        }
        for (int i = 0; i < decoding(); i++) {
            sum += kv.blocksFor(done(finishSlot(i), finishStep(i) - decodeStep));
        }
        return kv.blocks() - sum;
    }

    /** Tokens by which the blocks of decoding requests exceed what they hold, by the counted phases. */
    private long padding() {
        int none = phase(-decodeStep);
        long sum = 0;
        for (int at = ENDS; at < ENDS + phases; at++) {
            int before = none - at;
            sum += (before + (phases & before >> 31)) * (long) cells[at];
        }
        return sum;
    }

    /** At most {@code steps}, over which decoding requests surely find a free block whenever they ask; 1 or more. */
    long withoutShortage(long steps) {
        double rate = model.tokensPerStep();
        int blockTokens = model.kv().blockTokens();
        double most = decoding() * ((steps - 1) * rate + blockTokens);
        if (most <= spareTokens() - blockTokens) {
            return steps;
        }
        long rounds = (freeAfterGrowth() - 1) / decoding();
        long safe = rounds < 1 ? 1 : (long) StrictMath.ceil((double) rounds * blockTokens / rate);
        return Math.min(steps, safe);
    }

    /** Reads the arrays where an arrival is likely to need them; the figure means nothing. */
    final long touchArrays() {
        return touchSlots() + touchFinishes() + prompts[0];
    }

    /** Reads slots that are likely to change next; the figure means nothing. */
    final long touchNext() {
        return touchFirstFinish() + touchSlot(prompts[0]) + touchSlot(Math.max(0, cells[0]));
    }
}
