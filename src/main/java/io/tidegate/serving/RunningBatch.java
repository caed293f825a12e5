package io.tidegate.serving;

import java.util.Arrays;

/**
 * The requests of a replica and the rules by which its steps take them up. {@link #formBatch} decides the batch of the step
 * that begins at the clock, and for how many steps the same decision would follow; {@link #takeSteps} lets some of these pass;
 * {@link #finishStep(double)} ends those that are done.
 */
abstract sealed class RunningBatch extends FormedStep permits LeapReplica {
    private final ReplicaListener listener;
    private double pendingPrefill;
    private double pendingDecode;

    /** Figures at the beginning of the step that was formed, and how many alike have been taken since. */
    private double contextThen;

    private double prefillThen;
    long taken;

    /** Slots of those that run, each with its place above it, as sorted last. */
    private long[] order = new long[0];

    RunningBatch(ReplicaModel model, ReplicaListener listener) {
        super(model);
        this.listener = listener;
    }

    /** Puts a request in the queue; gives its slot. */
    int add(int request, int priority, int cached, int prefill, int output) {
        int slot = addSlot(request, priority, cached + prefill, output, prefill);
        queue(priority, slot);
        pendingPrefill += model.time().prefillWork(cached, prefill);
        pendingDecode += decodeWork(slot);
        return slot;
    }

    public int active() {
        return waiting() + running();
    }

    public double pendingPrefill() {
        return Math.max(0, pendingPrefill);
    }

    public double pendingWork() {
        return pendingPrefill() + Math.max(0, pendingDecode);
    }

    /** Decides the next step's batch; something must be active. */
    void formBatch(double clock) {
        long restartsThen = restarts();
        int decodes =
                model.batching().policy() == Batching.Policy.CHUNKED ? formChunked(clock) : formPrefillFirst(clock);
        lookAtStep(decodes, restarts() > restartsThen);
        if (decodes() == 0 && parts() == 0) {
            throw new IllegalStateException("a replica with " + active() + " requests has nothing to do at " + clock);
        }
        contextThen = context;
        prefillThen = pendingPrefill;
        taken = 0;
    }

    private int formChunked(double clock) {
        if (wantsBlocks()) {
            preempt(clock);
        }
        int used = decoding();
        for (int i = 0; i < prompting(); i++) {
            setChunk(i, chunk(left(promptSlot(i)), used));
            used += chunk(i);
        }
        int slot = firstWaiting();
        while (slot != NONE && used < model.batching().tokenBudget() && admits(slot, true)) {
            unqueueFirst();
            start(slot, clock);
            int left = left(slot);
            if (left == 0) {
                setPlace(slot, takePlace());
                beginAnswer(slot);
                used++;
            } else {
                int chunk = chunk(left, used);
                addPrompt(slot, chunk);
                used += chunk;
            }
            slot = firstWaiting();
        }
        return decoding();
    }

    private int chunk(int left, int used) {
        return Math.max(
                0,
                Math.min(
                        Math.min(left, model.batching().longestChunk()),
                        model.batching().tokenBudget() - used));
    }

    private int formPrefillFirst(double clock) {
        int count = 0;
        int longest = 0;
        int slot = firstWaiting();
        while (slot != NONE && admits(slot, false)) {
            int left = left(slot);
            if (left > 0) {
                int most = Math.max(longest, prompt(slot));
                boolean alone = count == 0 && isRestarted(slot);
                if (!alone && (count + 1L) * most > model.batching().tokenBudget()) {
                    break;
                }
                longest = most;
                count++;
                start(slot, clock);
            }
            unqueueFirst();
            addPrompt(slot, left);
            slot = firstWaiting();
        }
        if (count > 0) {
            return 0;
        }
        int handed = prompting();
        for (int i = 0; i < handed; i++) {
            promptTokens -= prompt(promptSlot(i)) + 1;
            beginAnswer(promptSlot(i));
        }
        keepPrompts(0);
        if (wantsBlocks()) {
            preempt(clock);
        }
        for (int i = 0; i < handed; i++) {
            if (isHanded(promptSlot(i))) {
                start(promptSlot(i), clock);
            }
        }
        return decoding();
    }

    /** Whether the first that waits may be let in; {@code grown} if the step's growth of those that run has been given out. */
    private boolean admits(int slot, boolean grown) {
        if (running() >= model.batching().maxBatch()) {
            return false;
        }
        if (surelyHas(prompt(slot))) {
            return true;
        }
        long need = atAdmission(slot) + model.kv().watermark();
        if (!grown) {
            return freeNow() >= need;
        }
        return !surelyLacks(need) && freeAfterGrowth() >= need;
    }

    private void start(int slot, double clock) {
        if (start(slot)) {
            listener.started(request(slot), clock);
        }
    }

    // ---- Progress.

    /** Lets steps pass until {@code to} of those formed alike are taken. */
    void takeSteps(long to) {
        long count = to - taken;
        taken = to;
        if (decodes() > 0) {
            decodeStep += count;
            context = contextThen + model.tokensPerStep() * decodes() * to;
        }
        double work = 0;
        for (int i = 0; i < prompting(); i++) {
            if (chunk(i) > 0) {
                int left = left(promptSlot(i));
                int done = prompt(promptSlot(i)) - left - (int) (chunk(i) * (to - count));
                work += model.time().prefillWork(done, (int) (chunk(i) * to));
                left -= (int) (chunk(i) * count);
                setLeft(promptSlot(i), left);
                promptTokens += left == 0 ? 1 : 0;
            }
        }
        pendingPrefill = prefillThen - work;
    }

    /** Ends the answers and prompts that the last of the steps formed alike completed. */
    void finishStep(double clock) {
        while (decodes() > 0 && decoding() > 0 && firstFinish() == decodeStep) {
            int slot = removeFirstFinish();
            endAnswer(slot, 0);
            complete(slot, clock);
        }
        if (decoding() == 0) {
            context = 0;
        }
        int kept = 0;
        int skipped = 0;
        for (int i = 0; i < prompting(); i++) {
            int slot = promptSlot(i);
            if (chunk(i) == 0 && left(slot) > 0) {
                skipped++;
            }
            if (chunk(i) == 0 || left(slot) > 0) {
                keepPrompt(kept++, slot, chunk(i));
                continue;
            }
            promptTokens -= prompt(slot) + 1;
            if (answer(slot)) {
                listener.firstToken(request(slot), clock);
            }
            if (output(slot) == 1) {
                complete(slot, clock);
            } else {
                beginAnswer(slot);
            }
        }
        keepPrompts(kept);
        if (skipped > 0 && skipped < kept) {
            sortPromptsByPlace();
        }
        clearSums();
    }

    /** Sums of nothing are exactly 0. */
    private void clearSums() {
        if (prompting() + waiting() == 0) {
            pendingPrefill = 0;
        }
        if (active() == 0) {
            pendingDecode = 0;
        }
    }

    /** Takes out a request, wherever it stands between steps; gives the tokens that it had. */
    int remove(int slot) {
        int left = left(slot);
        int had = prompt(slot) - left + (left == 0 ? 1 : 0);
        pendingPrefill -= model.time().prefillWork(prompt(slot) - left, left);
        pendingDecode -= decodeWork(slot);
        if (left == 0 && (isStarted(slot) || !isHanded(slot))) {
            had = breakOff(slot);
            context = decoding() == 0 ? 0 : context;
        } else {
            int place = promptPlace(slot);
            if (place == NONE) {
                unqueue(slot);
            } else {
                removePrompt(place);
            }
        }
        removeSlot(slot);
        clearSums();
        return had;
    }

    private void complete(int slot, double clock) {
        int request = request(slot);
        pendingDecode -= decodeWork(slot);
        removeSlot(slot);
        listener.completed(request, clock);
    }

    private double decodeWork(int slot) {
        return model.time().decodeWork(prompt(slot), output(slot)) / model.tokensPerStep();
    }

    // ---- KV blocks.

    /** Gives decoding requests their blocks one by one, in order, and restarts the last of those that run where none is left. */
    private void preempt(double clock) {
        int n = sortRunning();
        long free = freeNow();
        int end = n;
        for (int i = 0; i < end; i++) {
            int slot = (int) order[i];
            if (left(slot) > 0) {
                continue;
            }
            // As it was when they were sorted; no step is taken in between.
            long steps = next(slot);
            long now = blocksNow(slot, steps);
            long need = model.kv().blocksFor(done(slot, steps)) - now;
            boolean runs = true;
            do {
                while (runs && free < 1) {
                    int victim = end > i + 1 ? (int) order[--end] : slot;
                    runs = victim != slot;
                    free += runs ? blocksOf(victim) : now;
                    restart(victim, clock);
                }
                if (runs && need > 0) {
                    free--;
                    now++;
                    need--;
                }
            } while (runs && need > 0);
        }
    }

    private void restart(int slot, double clock) {
        pendingDecode -= decodeWork(slot);
        int prompt = prompt(slot);
        int left = left(slot);
        int done = prompt - left;
        if (left > 0) {
            pendingPrefill -= model.time().prefillWork(done, left);
            removePrompt(promptPlace(slot));
            done = prompt;
        } else {
            done = breakOff(slot);
        }
        restartSlot(slot, done, prompt + output(slot) - done);
        pendingPrefill += model.time().prefillWork(0, done);
        pendingDecode += decodeWork(slot);
        queueFirst(priority(slot), slot);
        addRestart();
        listener.restarted(request(slot), clock);
    }

    /** Writes the slots of those that run to {@link #order} and gives their number; the next of an answer's slot are its steps left. */
    private int sortRunning() {
        int n = running();
        if (order.length < n) {
            order = new long[2 * n];
        }
        boolean byArrival = model.batching().policy() == Batching.Policy.PREFILL_FIRST;
        for (int i = 0; i < n; i++) {
            int place = i - prompting();
            int slot = place < 0 ? promptSlot(i) : finishSlot(place);
            if (place >= 0) {
                setNext(slot, (int) (finishStep(place) - decodeStep));
            }
            long key = byArrival ? order(slot) : place(slot);
            order[i] = (key << 32) | slot;
        }
        Arrays.sort(order, 0, n);
        return n;
    }
}
