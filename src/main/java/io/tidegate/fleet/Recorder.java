package io.tidegate.fleet;

import io.tidegate.workload.ModelSpec;
import io.tidegate.workload.SessionKind;
import io.tidegate.workload.SessionTable;
import java.util.List;

/**
 * Writes down what happens to requests, once each. A stamp is counted when it falls into the measured span: a try and a denial
 * by their own time, queue wait and time to first token by that of the first token, a user who leaves before it by the time of
 * that, the rest at completion. Requests of batch jobs are counted by their {@link BatchPlane}.
 */
final class Recorder {
    /** Told of ends, for each replica in order of time. */
    interface Follower {
        /** A request is complete; its slot is free after this. */
        void completed(int request, double t);

        /** The user of a session's request has left before the first token; its slot is free after this. */
        void left(int request, double t);
    }

    private static final int SINGLE = SessionKind.STREAM.ordinal();

    private final InFlight flight;
    private final CellOutcome out;
    private final Follower follower;
    private final SessionTable table;
    private final PeopleOutcome people;
    private final Breakdown breakdown;
    private final double[] goodTtft;
    private final double[] goodTpot;
    private final double measureFrom;
    private final double end;
    private final double bin;
    private final long[] servedLater;

    Recorder(
            PhaseSpan span,
            List<ModelSpec> models,
            SessionTable table,
            InFlight flight,
            CellOutcome out,
            Follower follower) {
        this.table = table;
        this.flight = flight;
        people = out.people;
        breakdown = out.breakdown;
        goodTtft = models.stream().mapToDouble(ModelSpec::sloTtft).toArray();
        goodTpot = models.stream().mapToDouble(ModelSpec::sloTpot).toArray();
        this.out = out;
        this.follower = follower;
        measureFrom = span.measureFrom() - span.warmUpFrom();
        end = span.end() - span.warmUpFrom();
        bin = span.bin();
        servedLater = new long[out.served.length];
    }

    /** Whether a stamp counts. */
    boolean isMeasured(double t) {
        return t >= measureFrom && t < end;
    }

    /** A try of a population's session, if it is one's; {@code first} where the request was not tried before. */
    void tried(int population, int session, boolean first, double t) {
        if (first) {
            out.simulated++;
        }
        if (isMeasured(t)) {
            out.attempts[population]++;
            out.attemptSeries[population].add(t, 1);
            people.tried(population, kind(session), region(session), first, t);
            PartCounts part = part(population, session);
            part.tries++;
            if (first) {
                out.offered[population]++;
                part.offered++;
            }
        }
    }

    /** A refusal. */
    void denied(int population, int session, int model, int reason, double t) {
        if (isMeasured(t)) {
            out.denied[population][model][reason]++;
            out.deniedSeries[population].add(t, 1);
            people.denied(population, kind(session), region(session), reason, t);
            part(population, session).denied[reason]++;
        }
    }

    private PartCounts part(int population, int session) {
        return breakdown.of(population, region(session), kind(session));
    }

    private int kind(int session) {
        return session == SessionTable.NONE ? SINGLE : table.kind[session];
    }

    private int region(int session) {
        return session == SessionTable.NONE ? people.nowhere() : table.region[session];
    }

    /** The request that is due in a slot is given up, and with it its session, unless that is an agent of another. */
    void lost(int slot, double t) {
        if (isMeasured(t)) {
            int population = table.population[slot];
            boolean single = table.kind[slot] == SessionKind.RETRY.ordinal();
            boolean agent = table.kind[slot] == SessionKind.SUBAGENT.ordinal();
            out.lost[population]++;
            out.cutSessions[population] += single || agent ? 0 : 1;
            part(population, single ? SessionTable.NONE : slot).lost++;
        }
    }

    /** The first step with a request begins. */
    void started(int request, double t) {
        flight.started[request] = t;
    }

    /** A request has its first token, which counts unless its user left while the step was under way. */
    void firstToken(int request, double t) {
        if (t > flight.leaves[request]) {
            return;
        }
        flight.firstToken[request] = t;
        flight.leaves[request] = Double.POSITIVE_INFINITY;
        if (!isMeasured(t) || flight.job[request] != SessionTable.NONE) {
            return;
        }
        int population = flight.population[request];
        int model = flight.model[request];
        double arrival = flight.arrival[request];
        out.wait(population, model).record(flight.started[request] - arrival);
        out.ttft(population, model).record(t - arrival);
        part(population, flight.session[request]).ttft.record(t - arrival);
        out.ttftInBin(model, (int) ((t - measureFrom) / bin)).record(t - arrival);
    }

    /**
     * Adds to {@code counts}, by population, the requests that are still open at the start of the measured span, or at its end,
     * although their completion has been told: a replica tells of a step when it takes it, before the step has ended. A request
     * is open until its answer is complete or its user leaves.
     */
    void countServedLater(long[] counts, boolean atEnd) {
        for (int p = 0; p < counts.length; p++) {
            counts[p] += atEnd ? servedLater[p] : out.served[p] + out.abandoned[p];
        }
    }

    /** A request lost its place. */
    void restarted(double t) {
        out.restarts += isMeasured(t) ? 1 : 0;
    }

    /** A request has its last token, and its slot is given back. */
    void completed(int request, double t) {
        if (flight.job[request] == SessionTable.NONE) {
            count(request, t);
        }
        follower.completed(request, t);
        flight.remove(request);
    }

    /** The user of a request has left at {@code t}, for which so many tokens were computed, and its slot is given back. */
    void left(int request, int tokens, double t) {
        int population = flight.population[request];
        servedLater[population] += t >= end ? 1 : 0;
        if (isMeasured(t)) {
            PartCounts part = part(population, flight.session[request]);
            out.lost[population]++;
            out.abandoned[population]++;
            out.wastedTokens[population] += tokens;
            part.lost++;
            part.abandoned++;
            part.wastedTokens += tokens;
        }
        follower.left(request, t);
        flight.remove(request);
    }

    private void count(int request, double t) {
        int population = flight.population[request];
        servedLater[population] += t >= end ? 1 : 0;
        if (isMeasured(t)) {
            out.served[population]++;
            out.cachedTokens[population] += flight.cached[request];
            out.inputTokens[population] += flight.input[request];
            out.outputTokens[population] += flight.output[request];
            out.prefixes[population][flight.prefix[request]]++;
            if (flight.ideal[request] >= 0) {
                out.agentTokens[0] += flight.cached[request];
                out.agentTokens[1] += flight.ideal[request];
                out.agentTokens[2] += flight.input[request];
            }
            int after = flight.output[request] - 1;
            int model = flight.model[request];
            boolean good = flight.firstToken[request] - flight.arrival[request] <= goodTtft[model];
            if (after > 0) {
                double tpot = (t - flight.firstToken[request]) / after;
                out.tpot(population, model).record(tpot);
                good &= tpot <= goodTpot[model];
            }
            int session = flight.session[request];
            people.served(population, kind(session), region(session), flight.output[request], good);
            PartCounts part = part(population, session);
            part.served++;
            part.inputTokens += flight.input[request];
            part.cachedTokens += flight.cached[request];
            part.outputTokens += flight.output[request];
            if (good) {
                part.good++;
                part.goodTokens += flight.output[request];
            }
        }
    }
}
