package io.tidegate.serving;

/**
 * The requests of a {@link LeapReplica} and the rules by which its steps take them up. {@link #form} decides the batch of the step
 * that begins at the clock, and for how many steps the same decision would follow; {@link #take} lets some of these pass;
 * {@link #finish} ends those that are done.
 */
final class RunningBatch {
    private final ReplicaModel model;
    private final Batching batching;
    private final KvCache kv;
    private final StepTime time;
    private final double rate;
    private final ReplicaListener listener;
    private final ReplicaMeter meter;
    private final WaitingRoom waiting;
    private final Running running;
    private final SlotTable slots;
    private final FinishList decoding;
    /** Place, in the order of those that run, of what gets tokens of a prompt next. */
    private int nextPlace;

    private double pendingPrefill;
    private double pendingDecode;

    private final FormedStep step;
    /** Figures at the beginning of the step that was formed, and how many alike have been taken since. */
    private double contextThen;

    private double prefillThen;
    private long taken;

    RunningBatch(ReplicaModel model, ReplicaListener listener, ReplicaMeter meter) {
        this.model = model;
        this.batching = model.batching();
        this.kv = model.kv();
        this.time = model.time();
        this.rate = model.tokensPerStep();
        this.listener = listener;
        this.meter = meter;
        this.running = new Running(model);
        this.slots = running.slots;
        this.waiting = new WaitingRoom(slots);
        this.decoding = running.decoding;
        this.step = new FormedStep(running, model);
    }

    void add(int request, int priority, int cached, int prefill, int output) {
        int slot = slots.add(request, priority, cached + prefill, output, prefill);
        waiting.add(priority, slot);
        pendingPrefill += time.prefillWork(cached, prefill);
        pendingDecode += decodeWork(slot);
    }

    int active() {
        return waiting.size() + running.size();
    }

    int waiting() {
        return waiting.size();
    }

    long waitingTokens() {
        return waiting.tokens();
    }

    /** Tokens of KV held by those that run. */
    long held() {
        return running.held();
    }

    double pendingPrefill() {
        return pendingPrefill;
    }

    double pendingDecode() {
        return pendingDecode;
    }

    /** Reads what an arrival is likely to need; the figure means nothing. */
    long touch() {
        return waiting.first() + running.touch() + step.uniform();
    }

    /** The step formed last. */
    FormedStep step() {
        return step;
    }

    /** Decides the next step's batch; something must be active. */
    void form(double clock) {
        long restartsThen = meter.restarts();
        int decodes = batching.policy() == Batching.Policy.CHUNKED ? formChunked(clock) : formPrefillFirst(clock);
        for (int i = 0; i < running.prompting; i++) {
            int slot = running.prompts[i];
            slots.setPlace(slot, running.chunks[i] > 0 ? nextPlace++ : Integer.MIN_VALUE + slots.order(slot));
        }
        step.look(decodes, meter.restarts() > restartsThen);
        if (step.decodes() == 0 && step.parts() == 0) {
            throw new IllegalStateException("a replica with " + active() + " requests has nothing to do at " + clock);
        }
        contextThen = running.context;
        prefillThen = pendingPrefill;
        taken = 0;
    }

    private int formChunked(double clock) {
        if (running.wantsBlocks()) {
            preempt(clock);
        }
        int used = decoding.size();
        for (int i = 0; i < running.prompting; i++) {
            running.chunks[i] = chunk(slots.left(running.prompts[i]), used);
            used += running.chunks[i];
        }
        int slot = waiting.first();
        while (slot != WaitingRoom.NONE && used < batching.tokenBudget() && admits(slot, true)) {
            waiting.removeFirst();
            start(slot, clock);
            int left = slots.left(slot);
            if (left == 0) {
                slots.setPlace(slot, nextPlace++);
                running.beginAnswer(slot);
                used++;
            } else {
                int chunk = chunk(left, used);
                running.addPrompt(slot, chunk);
                used += chunk;
            }
            slot = waiting.first();
        }
        return decoding.size();
    }

    private int chunk(int left, int used) {
        return Math.max(0, Math.min(Math.min(left, batching.longestChunk()), batching.tokenBudget() - used));
    }

    private int formPrefillFirst(double clock) {
        int count = 0;
        int longest = 0;
        int slot = waiting.first();
        while (slot != WaitingRoom.NONE && admits(slot, false)) {
            int left = slots.left(slot);
            if (left > 0) {
                int most = Math.max(longest, slots.prompt(slot));
                boolean alone = count == 0 && slots.isRestarted(slot);
                if (!alone && (count + 1L) * most > batching.tokenBudget()) {
                    break;
                }
                longest = most;
                count++;
                start(slot, clock);
            }
            waiting.removeFirst();
            running.addPrompt(slot, left);
            slot = waiting.first();
        }
        if (count > 0) {
            return 0;
        }
        int handed = running.prompting;
        for (int i = 0; i < handed; i++) {
            running.promptTokens -= slots.prompt(running.prompts[i]) + 1;
            running.beginAnswer(running.prompts[i]);
        }
        running.prompting = 0;
        if (running.wantsBlocks()) {
            preempt(clock);
        }
        for (int i = 0; i < handed; i++) {
            if (slots.isHanded(running.prompts[i])) {
                start(running.prompts[i], clock);
            }
        }
        return decoding.size();
    }

    /** Whether the first that waits may be let in; {@code grown} if the step's growth of those that run has been given out. */
    private boolean admits(int slot, boolean grown) {
        if (running.size() >= batching.maxBatch()) {
            return false;
        }
        if (running.surelyHas(slots.prompt(slot))) {
            return true;
        }
        long need = running.atAdmission(slot) + kv.watermark();
        return (grown ? running.freeAfterGrowth() : running.freeNow()) >= need;
    }

    private void start(int slot, double clock) {
        if (slots.start(slot)) {
            listener.started(slots.request(slot), clock);
        }
    }

    // ---- Progress.

    /** Lets steps pass until {@code to} of those formed alike are taken. */
    void take(long to) {
        long count = to - taken;
        taken = to;
        if (step.decodes() > 0) {
            running.decodeStep += count;
            running.context = contextThen + rate * step.decodes() * to;
        }
        double work = 0;
        for (int i = 0; i < running.prompting; i++) {
            if (running.chunks[i] > 0) {
                int left = slots.left(running.prompts[i]);
                int done = slots.prompt(running.prompts[i]) - left - (int) (running.chunks[i] * (to - count));
                work += time.prefillWork(done, (int) (running.chunks[i] * to));
                left -= (int) (running.chunks[i] * count);
                slots.setLeft(running.prompts[i], left);
                running.promptTokens += left == 0 ? 1 : 0;
            }
        }
        pendingPrefill = prefillThen - work;
    }

    /** Ends the answers and prompts that the last of the steps formed alike completed. */
    void finish(double clock) {
        while (step.decodes() > 0 && decoding.size() > 0 && decoding.firstStep() == running.decodeStep) {
            int slot = decoding.removeFirst();
            running.context -= slots.prompt(slot) + 1 + rate * model.decodeSteps(slots.output(slot));
            complete(slot, clock);
        }
        if (decoding.size() == 0) {
            running.context = 0;
        }
        int kept = 0;
        int skipped = 0;
        for (int i = 0; i < running.prompting; i++) {
            int slot = running.prompts[i];
            if (running.chunks[i] == 0 && slots.left(slot) > 0) {
                skipped++;
            }
            if (running.chunks[i] == 0 || slots.left(slot) > 0) {
                running.prompts[kept] = slot;
                running.chunks[kept++] = running.chunks[i];
                continue;
            }
            running.promptTokens -= slots.prompt(slot) + 1;
            if (slots.answer(slot)) {
                listener.firstToken(slots.request(slot), clock);
            }
            if (slots.output(slot) == 1) {
                complete(slot, clock);
            } else {
                running.beginAnswer(slot);
            }
        }
        running.prompting = kept;
        if (skipped > 0 && skipped < kept) {
            running.sortPromptsByPlace();
        }
        if (running.prompting + waiting.size() == 0) {
            pendingPrefill = 0;
        }
        if (active() == 0) {
            pendingDecode = 0;
        }
    }

    private void complete(int slot, double clock) {
        int request = slots.request(slot);
        pendingDecode -= decodeWork(slot);
        slots.remove(slot);
        listener.completed(request, clock);
    }

    private double decodeWork(int slot) {
        return time.decodeWork(slots.prompt(slot), slots.output(slot)) / rate;
    }

    // ---- KV blocks.

    /** Gives decoding requests their blocks one by one, in order, and restarts the last of those that run where none is left. */
    private void preempt(double clock) {
        int n = running.sortRunning();
        long free = running.freeNow();
        int end = n;
        for (int i = 0; i < end; i++) {
            int slot = (int) running.order[i];
            if (slots.left(slot) > 0) {
                continue;
            }
            long steps = decoding.step(decoding.placeOf(slot)) - running.decodeStep;
            long now = running.blocksNow(slot, steps);
            long need = kv.blocksFor(running.done(slot, steps)) - now;
            boolean runs = true;
            do {
                while (runs && free < 1) {
                    int victim = end > i + 1 ? (int) running.order[--end] : slot;
                    runs = victim != slot;
                    free += runs ? running.blocksOf(victim) : now;
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
        int prompt = slots.prompt(slot);
        int left = slots.left(slot);
        int done = prompt - left;
        if (left > 0) {
            pendingPrefill -= time.prefillWork(done, left);
            running.removePrompt(slot);
            done = prompt;
        } else {
            int place = decoding.placeOf(slot);
            long steps = decoding.step(place) - running.decodeStep;
            decoding.removeAt(place);
            done = running.done(slot, steps);
            running.context -= prompt + 1 + rate * (model.decodeSteps(slots.output(slot)) - steps);
        }
        slots.restart(slot, done, prompt + slots.output(slot) - done);
        pendingPrefill += time.prefillWork(0, done);
        pendingDecode += decodeWork(slot);
        waiting.addFirst(slots.priority(slot), slot);
        meter.addRestart();
        listener.restarted(slots.request(slot), clock);
    }
}
