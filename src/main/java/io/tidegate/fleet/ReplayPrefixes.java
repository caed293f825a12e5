package io.tidegate.fleet;

import io.tidegate.fleet.ReplaySpec.Caching;
import io.tidegate.serving.BlockPrefixes;
import io.tidegate.serving.Replica;
import io.tidegate.serving.ReplicaListener;
import io.tidegate.workload.Trace;
import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * The prompts that each replica of a pool keeps while it serves a trace. A replica is looked at whenever something may have been
 * computed, so that what it evicts is that of stepwise eviction; what a step gives is seen from its end on.
 */
final class ReplayPrefixes implements ReplicaListener {
    private final Trace trace;
    private final Caching caching;
    private final ReplicaListener next;
    private final ReplayOutcome outcome;
    private final Kept[] kept;
    /** Replica and claimed blocks of each request. */
    private final int[] homes;

    private final int[] claimed;
    private long[] blocks = new long[0];

    /** What one replica keeps. */
    private static final class Kept {
        final BlockPrefixes cache;
        /** Requests that the replica has told completed, and which are not yet in the cache. */
        final ArrayDeque<Completion> completions = new ArrayDeque<>();
        /** Most tokens of active requests since something completed or room was made. */
        long peak;

        Kept(BlockPrefixes cache) {
            this.cache = cache;
        }
    }

    private record Completion(int request, double time) {}

    ReplayPrefixes(Trace trace, ReplaySpec spec, Caching caching, int replicas, ReplayOutcome outcome) {
        this.trace = trace;
        this.caching = caching;
        this.outcome = outcome;
        this.next = outcome.listener();
        this.homes = new int[trace.size()];
        this.claimed = new int[trace.size()];
        this.kept = new Kept[replicas];
        long room = takesWhatIsLeft() ? spec.model().kv().tokens() : caching.room();
        Arrays.setAll(kept, r -> new Kept(new BlockPrefixes(room, caching.hostTokens(), trace.blockTokens())));
    }

    private boolean takesWhatIsLeft() {
        return caching.room() == Caching.LEFT;
    }

    /** Advances a replica and brings what it keeps to {@code t}. */
    void advance(int r, Replica replica, double t) {
        for (double b = replica.nextBoundary(); b < t; b = replica.nextBoundary()) {
            replica.advanceTo(b);
            take(kept[r], replica, t);
        }
        replica.advanceTo(t);
        take(kept[r], replica, t);
        makeRoom(kept[r], t);
        kept[r].peak = replica.heldTokens();
    }

    /** Keeps the prompts of requests that completed at or before {@code t}. */
    private void take(Kept one, Replica replica, double t) {
        one.peak = Math.max(one.peak, replica.takePeakTokens());
        while (!one.completions.isEmpty() && one.completions.element().time <= t) {
            Completion done = one.completions.remove();
            makeRoom(one, done.time);
            one.peak = replica.heldTokens();
            int count = copyBlocks(done.request);
            one.cache.complete(blocks, 0, count, claimed[done.request], done.time, caching.timeToLive());
        }
    }

    private void makeRoom(Kept one, double t) {
        one.cache.makeRoom(takesWhatIsLeft() ? one.peak : 0, t);
    }

    /** The replica that has the most of a prompt's first blocks, the first on a tie; all have been advanced to {@code t}. */
    int holder(int request, double t) {
        int count = copyBlocks(request);
        int best = Router.NO_HOLDER;
        int most = 0;
        for (int r = 0; r < kept.length; r++) {
            int run = kept[r].cache.find(blocks, 0, count, t);
            if (run > most) {
                most = run;
                best = r;
            }
        }
        return best;
    }

    /** Takes what a replica, advanced to {@code t}, has of a prompt; returns the seconds that reading it back takes. */
    double claim(int request, int r, double t) {
        BlockPrefixes cache = kept[r].cache;
        homes[request] = r;
        int count = copyBlocks(request);
        claimed[request] = cache.claim(blocks, 0, count, t);
        long found = (long) claimed[request] * trace.blockTokens();
        long reloaded = (long) cache.reloaded() * trace.blockTokens();
        outcome.cached(request, (int) Math.min(found, trace.prompt(request) - 1L), reloaded);
        if (!takesWhatIsLeft()) {
            cache.release(claimed[request]);
        }
        return reloaded * caching.secondsPerToken();
    }

    private int copyBlocks(int request) {
        int count = trace.hashes(request);
        if (count > blocks.length) {
            blocks = new long[2 * count];
        }
        trace.copyHashes(request, blocks);
        return count;
    }

    @Override
    public void started(int request, double t) {
        if (takesWhatIsLeft()) {
            kept[homes[request]].cache.release(claimed[request]);
        }
        next.started(request, t);
    }

    @Override
    public void firstToken(int request, double t) {
        next.firstToken(request, t);
    }

    @Override
    public void restarted(int request, double t) {
        next.restarted(request, t);
    }

    @Override
    public void completed(int request, double t) {
        kept[homes[request]].completions.add(new Completion(request, t));
        next.completed(request, t);
    }
}
