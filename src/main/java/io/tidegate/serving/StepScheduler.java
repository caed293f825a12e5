package io.tidegate.serving;

import io.tidegate.serving.StepBatch.Chunk;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** Who runs, who waits and which blocks are free in a {@link StepReplica}; forms its batches by the rules of {@link Batching}. */
final class StepScheduler {
    private final ReplicaModel model;
    /** Those that hold blocks; between steps the last are those that were let in last. */
    private List<StepJob> running = new ArrayList<>();
    /** Those that wait, by class of priority. */
    private final List<Deque<StepJob>> waiting = new ArrayList<>();

    private long free;

    StepScheduler(ReplicaModel model) {
        this.model = model;
        this.free = model.kv().blocks();
        for (int i = 0; i < Replica.PRIORITIES; i++) {
            waiting.add(new ArrayDeque<>());
        }
    }

    /** The same again, for looking ahead. */
    StepScheduler copy() {
        StepScheduler copy = new StepScheduler(model);
        copy.free = free;
        running.forEach(job -> copy.running.add(job.copy()));
        for (int i = 0; i < Replica.PRIORITIES; i++) {
            for (StepJob job : waiting.get(i)) {
                copy.waiting.get(i).add(job.copy());
            }
        }
        return copy;
    }

    List<StepJob> running() {
        return running;
    }

    /** Those that wait, as they will be let in. */
    List<StepJob> waiting() {
        List<StepJob> all = new ArrayList<>();
        waiting.forEach(all::addAll);
        return all;
    }

    /** Those that run and those that wait. */
    List<StepJob> all() {
        List<StepJob> all = new ArrayList<>(running);
        all.addAll(waiting());
        return all;
    }

    void add(StepJob job) {
        waiting.get(job.priority).addLast(job);
    }

    /** Forgets a request that runs, whose blocks are free then, or waits and has none. */
    void remove(StepJob job) {
        if (!running.remove(job)) {
            waiting.get(job.priority).remove(job);
        }
        free += job.blocks;
    }

    /**
     * Forms the batch of the next step; somebody must be active.
     *
     * @param restarted told of everyone that lost its place
     */
    StepBatch form(Consumer<StepJob> restarted) {
        StepBatch batch = switch (model.batching().policy()) {
            case CHUNKED -> chunked(restarted);
            case PREFILL_FIRST -> prefillFirst(restarted);
        };
        // Whoever is alone finds its blocks, as everyone's fit is checked at arrival: the first in line is never
        // restarted for want of
        // victims, so somebody always takes part.
        if (batch.decodes().isEmpty() && batch.chunks().isEmpty()) {
            throw new IllegalStateException("nobody can take part in a step");
        }
        return batch;
    }

    /** Decodes, then prompts under way, then new requests share the budget. */
    private StepBatch chunked(Consumer<StepJob> restarted) {
        List<StepJob> prompts = new ArrayList<>();
        List<StepJob> decodes = decodes(prompts, restarted);
        List<Chunk> chunks = new ArrayList<>();
        List<StepJob> skipped = new ArrayList<>();
        int budget = model.batching().tokenBudget() - decodes.size();
        for (StepJob job : prompts) {
            int tokens = chunk(job, budget);
            if (tokens > 0) {
                chunks.add(new Chunk(job, tokens));
                budget -= tokens;
            } else {
                skipped.add(job);
            }
        }
        while (budget > 0 && skipped.size() + decodes.size() + chunks.size() < cap() && headFits()) {
            StepJob job = admitHead();
            if (job.decoding) {
                decodes.add(job);
                budget--;
            } else {
                int tokens = chunk(job, budget);
                chunks.add(new Chunk(job, tokens));
                budget -= tokens;
            }
        }
        skipped.sort(Comparator.comparingLong(job -> job.order));
        running = new ArrayList<>(skipped);
        running.addAll(decodes);
        chunks.forEach(chunk -> running.add(chunk.job()));
        return new StepBatch(decodes, chunks);
    }

    private int chunk(StepJob job, int budget) {
        int most = Math.min(model.batching().longestChunk(), budget);
        return Math.min(job.prompt - job.computed, most);
    }

    /** The whole prompts of those that can be let in, or else a token for all. */
    private StepBatch prefillFirst(Consumer<StepJob> restarted) {
        List<Chunk> prompts = new ArrayList<>();
        int longest = 0;
        while (running.size() < cap() && headFits()) {
            StepJob head = head();
            if (!head.decoding) {
                longest = Math.max(longest, head.prompt);
                boolean within =
                        (prompts.size() + 1L) * longest <= model.batching().tokenBudget();
                // What a restart made longer than the budget would wait for ever.
                if (!within && !(prompts.isEmpty() && head.restarted)) {
                    break;
                }
                prompts.add(new Chunk(head, head.prompt - head.computed));
            }
            running.add(admitHead());
        }
        if (!prompts.isEmpty()) {
            return new StepBatch(List.of(), prompts);
        }
        running.sort(Comparator.comparingLong(job -> job.order));
        running = decodes(new ArrayList<>(), restarted);
        return new StepBatch(List.copyOf(running), prompts);
    }

    /** Those of the running list that decode, in its order; prompts under way are set aside. */
    private List<StepJob> decodes(List<StepJob> aside, Consumer<StepJob> restarted) {
        List<StepJob> decodes = new ArrayList<>();
        Deque<StepJob> rest = new ArrayDeque<>(running);
        while (!rest.isEmpty()) {
            StepJob job = rest.removeFirst();
            if (!job.decoding) {
                aside.add(job);
            } else if (findBlocks(job, rest, restarted)) {
                decodes.add(job);
            }
        }
        return decodes;
    }

    /**
     * Takes the blocks that a decoding request needs, each while one is free; without need one must be free, too. Where none is,
     * the last of the rest is restarted, and without a rest the request itself.
     *
     * @return whether it decodes in this step
     */
    private boolean findBlocks(StepJob job, Deque<StepJob> rest, Consumer<StepJob> restarted) {
        do {
            while (free == 0) {
                if (rest.isEmpty()) {
                    restart(job, restarted);
                    return false;
                }
                restart(rest.removeLast(), restarted);
            }
            if (job.needsBlock()) {
                job.blocks++;
                free--;
            }
        } while (job.needsBlock());
        return true;
    }

    private void restart(StepJob job, Consumer<StepJob> restarted) {
        free += job.blocks;
        job.restart();
        waiting.get(job.priority).addFirst(job);
        restarted.accept(job);
    }

    private int cap() {
        return model.batching().maxBatch();
    }

    /** Whether somebody waits, and the first fits the cache with the watermark left free. */
    private boolean headFits() {
        return waiting.stream().anyMatch(queue -> !queue.isEmpty())
                && free - model.kv().blocksFor(head().held()) >= model.kv().watermark();
    }

    /** The first of the highest class that waits. */
    private StepJob head() {
        return headQueue().getFirst();
    }

    private Deque<StepJob> headQueue() {
        return waiting.stream().filter(queue -> !queue.isEmpty()).findFirst().orElseThrow();
    }

    /** Gives the first that waits the blocks of its prompt, and of the token that one whose prompt came along has. */
    private StepJob admitHead() {
        StepJob job = headQueue().removeFirst();
        job.blocks = model.kv().blocksFor(job.held());
        free -= job.blocks;
        return job;
    }
}
