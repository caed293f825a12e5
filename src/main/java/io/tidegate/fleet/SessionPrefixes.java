package io.tidegate.fleet;

import io.tidegate.random.Hash;
import io.tidegate.serving.PrefixCache;
import io.tidegate.serving.PrefixCache.Tier;
import io.tidegate.workload.RequestDraft;
import io.tidegate.workload.SessionTable;
import java.util.Arrays;
import java.util.List;

/**
 * Which replica holds the prefixes of which session. A session has two: of its main context, and of its subagents and whatever else
 * another model class answers. A request that finds its prefix takes it out of the cache, and what it leaves at its end, prompt and
 * answer, is the next one; a request that misses leaves a new one, and the old one, wherever it is, is dropped then. A replica that
 * only prefills keeps the prompt, when it is computed.
 *
 * <p>Of a session that was under way when the simulation began to serve, the replica that its first request comes to is taken to hold
 * the prefix. Were they all to begin without, the fleet would have to compute every open session's context at once.
 *
 * <p>Instructions that sessions share, and the cached part of requests without a session, are taken to be on every replica.
 */
final class SessionPrefixes {
    private static final int CONTEXTS = 2;
    /** In place of a replica: the prefix of a session that was under way before anything was served. */
    private static final int ANYWHERE = -2;

    private final ServingPlane plane;
    private final SessionTable table;
    private final InFlight flight;
    private final double timeToLive;
    private final PrefixCache[] caches;
    private final double[] reload;

    /** By session and context: the replica that held the prefix last, and its entry there, which the key may show to be another's. */
    private int[] replicas = new int[0];

    private int[] entries = new int[0];

    /** Requests that ended since replicas were last looked at, whose prefixes are not stored yet. */
    private int[] endedAt = new int[64];

    private int[] endedHandle = new int[64];
    private int[] endedTokens = new int[64];
    private long[] endedKey = new long[64];
    private double[] endedTime = new double[64];
    private int ended;

    /** What {@link #find} found. */
    private int handle;

    private long key;
    private int holder;
    private PrefixUse use = PrefixUse.NONE;
    private boolean anywhere;

    SessionPrefixes(List<PoolModel> pools, ServingPlane plane, SessionTable table, InFlight flight, double timeToLive) {
        this.plane = plane;
        this.table = table;
        this.flight = flight;
        this.timeToLive = timeToLive;
        caches = new PrefixCache[plane.size()];
        reload = new double[caches.length];
        for (int r = 0; r < caches.length; r++) {
            PoolModel pool = pools.get(plane.pool(r));
            caches[r] =
                    new PrefixCache(pool.replica().kv().tokens(), pool.spec().hostCache());
            reload[r] = pool.spec().reload();
        }
    }

    /** A session was under way before anything was served. */
    void assume(int session) {
        if (CONTEXTS * (session + 1) > replicas.length) {
            grow(CONTEXTS * (session + 1));
        }
        Arrays.fill(replicas, CONTEXTS * session, CONTEXTS * (session + 1), ANYWHERE);
    }

    /** The replica that holds the prefix of the request that a session makes at {@code t}, or {@link Router#NO_HOLDER}. */
    int find(int session, double t, RequestDraft draft) {
        holder = Router.NO_HOLDER;
        use = PrefixUse.NONE;
        anywhere = false;
        if (session == SessionTable.NONE || draft.ownCached == 0) {
            return holder;
        }
        use = PrefixUse.EXPIRED;
        if (draft.cached > draft.sharedCached) {
            use = PrefixUse.EVICTED;
            handle = handle(session, draft);
            key = key(session, handle);
            int replica = replicas[handle];
            anywhere = replica == ANYWHERE;
            if (anywhere) {
                use = PrefixUse.HBM;
            } else if (replica != Router.NO_HOLDER && look(replica, t) != Tier.MISS) {
                use = PrefixUse.ELSEWHERE;
                holder = plane.model(replica) == draft.model ? replica : Router.NO_HOLDER;
            }
        }
        return holder;
    }

    private Tier look(int replica, double t) {
        plane.bringTo(replica, t);
        settle();
        caches[replica].makeRoom(plane.takePeak(replica), t);
        return caches[replica].find(entries[handle], key, t);
    }

    /** Writes into the draft what is cached on the replica that was chosen. */
    void land(int replica, double t, RequestDraft draft) {
        if (use == PrefixUse.NONE || anywhere || replica == ServingPlane.NONE_ON_LINE) {
            return;
        }
        int own = 0;
        if (replica == holder) {
            Tier tier = caches[replica].find(entries[handle], key, t);
            use = tier == Tier.HBM ? PrefixUse.HBM : PrefixUse.HOST;
            own = Math.max(0, Math.min(draft.ownCached, caches[replica].tokens(entries[handle]) - draft.sharedCached));
        }
        draft.setCached(draft.sharedCached + own);
    }

    /** Takes the prefix for the request that has landed and passed; gives the seconds in which it is read back. */
    double claim(int request, double t, RequestDraft draft) {
        flight.prefix[request] = (byte) use.ordinal();
        flight.context[request] = (byte) context(flight.session[request], draft);
        if (use != PrefixUse.HBM && use != PrefixUse.HOST) {
            return 0;
        }
        replicas[handle] = Router.NO_HOLDER;
        if (anywhere) {
            return 0;
        }
        flight.pinned[request] = caches[holder].tokens(entries[handle]);
        caches[holder].claim(entries[handle], key, t);
        return use == PrefixUse.HBM ? 0 : (draft.cached - draft.sharedCached) / reload[holder];
    }

    /** A request has started on its replica: its prefix is part of what that holds. */
    void started(int request) {
        if (flight.pinned[request] > 0) {
            caches[flight.replica[request]].release(flight.pinned[request]);
            flight.pinned[request] = 0;
        }
    }

    /**
     * A request was cancelled at {@code t}, at which its replica had so many of its tokens, cached or computed. They stay, if any were
     * computed; of one that has not started, the prefix that it had claimed stays as it was.
     */
    void cancelled(int request, int tokens, double t) {
        int claimed = flight.pinned[request];
        started(request);
        if (claimed > 0) {
            ended(request, claimed, t);
        } else if (tokens > flight.cached[request]) {
            ended(request, tokens, t);
        }
    }

    /** A request ended on its replica at {@code t} and leaves so many tokens; {@link #settle} stores them. */
    void ended(int request, int tokens, double t) {
        int session = flight.session[request];
        if (session == SessionTable.NONE || timeToLive <= 0) {
            return;
        }
        if (ended == endedAt.length) {
            int n = ended * 2;
            endedAt = Arrays.copyOf(endedAt, n);
            endedHandle = Arrays.copyOf(endedHandle, n);
            endedTokens = Arrays.copyOf(endedTokens, n);
            endedKey = Arrays.copyOf(endedKey, n);
            endedTime = Arrays.copyOf(endedTime, n);
        }
        int mine = CONTEXTS * session + flight.context[request];
        endedAt[ended] = flight.replica[request];
        endedHandle[ended] = mine;
        endedTokens[ended] = tokens;
        endedKey[ended] = key(session, mine);
        endedTime[ended] = t;
        ended++;
    }

    /** Stores what requests left; to be called whenever replicas have been advanced, as none may be asked while it tells of them. */
    void settle() {
        for (int i = 0; i < ended; i++) {
            int replica = endedAt[i];
            int mine = endedHandle[i];
            double t = endedTime[i];
            PrefixCache cache = caches[replica];
            drop(mine, endedKey[i], t);
            // First what the request held counts as active, then as its prefix.
            cache.makeRoom(plane.takePeak(replica), t);
            int entry = cache.store(endedKey[i], endedTokens[i], t, timeToLive);
            cache.makeRoom(plane.takePeak(replica), t);
            entries[mine] = entry;
            replicas[mine] = entry == PrefixCache.NONE ? Router.NO_HOLDER : replica;
        }
        ended = 0;
    }

    private void drop(int mine, long itsKey, double t) {
        if (mine >= replicas.length) {
            grow(mine);
        }
        int replica = replicas[mine];
        if (replica >= 0 && caches[replica].find(entries[mine], itsKey, t) != Tier.MISS) {
            int tokens = caches[replica].tokens(entries[mine]);
            caches[replica].claim(entries[mine], itsKey, t);
            caches[replica].release(tokens);
        }
    }

    private int handle(int session, RequestDraft draft) {
        int found = CONTEXTS * session + context(session, draft);
        if (found >= replicas.length) {
            grow(found);
        }
        return found;
    }

    private int context(int session, RequestDraft draft) {
        return session != SessionTable.NONE && (draft.subagent || draft.model != table.model[session]) ? 1 : 0;
    }

    private long key(int session, int itsHandle) {
        return Hash.combine(table.key[session], itsHandle % CONTEXTS);
    }

    private void grow(int index) {
        int from = replicas.length;
        int n = Math.max(128, 2 * (index + 1));
        replicas = Arrays.copyOf(replicas, n);
        entries = Arrays.copyOf(entries, n);
        Arrays.fill(replicas, from, n, Router.NO_HOLDER);
    }
}
