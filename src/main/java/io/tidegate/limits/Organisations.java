package io.tidegate.limits;

import io.tidegate.workload.RequestDraft;
import java.util.Arrays;

/**
 * What all API organisations of a cell have used, and whether a request of one may pass: its buckets and its workspace's, the
 * growth of its use, what it has under way, its requests of the day and what it has spent. All of them are asked, and only then all are charged; a
 * refusal leaves no trace and gives the reason with the longest wait. A cap on requests under way has no known wait, and so
 * counts as none.
 *
 * <p>What a commitment covers is not taken from the buckets; caps hold for it all the same.
 *
 * <p>An organisation may have a part of its requests here and be held to its whole limits: then each request stands for so many,
 * and the others are asked for, and charged, one by one by {@link #other}. All that pass are taken to be answered with the one.
 *
 * <p>Times are seconds from an origin.
 */
public final class Organisations {
    /** The answer to a request that may pass; any other is the {@link Denial#code} of a refusal. */
    public static final int PASS = OrganisationBuckets.PASS;

    /** What a request in flight was charged to: no bucket. */
    public static final byte NOTHING = 0;
    /** The organisation's own buckets. */
    public static final byte OWN = 1;
    /** The commitment. */
    public static final byte COMMITTED = 2;

    private final double origin;
    private final int workspaces;
    private final double[] draws;
    private final int[] standsFor;
    private final OrganisationBuckets own;
    private final OrganisationBuckets byWorkspace;
    private final OrganisationBuckets committed;
    private final AccelerationCaps growth;
    private final ConcurrencyCaps underWay;
    private final SpendCaps spend;
    private final DayRequests today;
    private final BatchQueues batch;
    private boolean covered;
    private int reason;
    private double passesAt;

    /**
     * Organisations that have used nothing and whose requests are all here.
     *
     * @param draws a uniform draw of each, 0 to 1 without 1: one with a lower draw buys what one with a higher does
     * @param models model classes, numbered from 0
     * @param workspaces most workspaces of an organisation that are limited; 0 if none is
     * @param origin time 0 in seconds since the Unix epoch
     */
    public Organisations(double[] draws, int models, int workspaces, double origin) {
        this(draws, alone(draws.length), models, workspaces, origin);
    }

    /**
     * Organisations that have used nothing.
     *
     * @param draws a uniform draw of each, 0 to 1 without 1: one with a lower draw buys what one with a higher does
     * @param standsFor of each how many of its requests one that is here stands for, itself among them: 1 or more
     * @param models model classes, numbered from 0
     * @param workspaces most workspaces of an organisation that are limited; 0 if none is
     * @param origin time 0 in seconds since the Unix epoch
     */
    public Organisations(double[] draws, int[] standsFor, int models, int workspaces, double origin) {
        int organisations = draws.length;
        this.draws = draws.clone();
        this.standsFor = standsFor.clone();
        this.origin = origin;
        this.workspaces = workspaces;
        own = new OrganisationBuckets(organisations, models);
        byWorkspace = new OrganisationBuckets(Math.multiplyExact(organisations, workspaces), models);
        committed = new OrganisationBuckets(organisations, models);
        growth = new AccelerationCaps(organisations);
        underWay = new ConcurrencyCaps(organisations);
        spend = new SpendCaps(organisations);
        today = new DayRequests(organisations, models);
        batch = new BatchQueues(organisations);
    }

    /**
     * Whether a request may pass at time {@code t}.
     *
     * @return {@link #PASS}, or the {@link Denial#code} of the limit with the longest wait, of equal ones the first of buckets,
     *     the workspace's buckets, growth, requests under way, requests of the day and money
     */
    public int check(int organisation, RequestDraft draft, OrganisationLimits limits, double t) {
        reason = PASS;
        passesAt = t;
        double coveredAt = coveredAt(organisation, draft, limits, t);
        covered = coveredAt <= t;
        if (!covered) {
            double reserved = reserved(draft, limits);
            refuse(own.check(organisation, draft.model, limits.bucket, t, draft.prefill, reserved), own.passesAt());
            if (limits.limitsWorkspaces) {
                int workspace = workspace(organisation, draft.workspace);
                int code = byWorkspace.check(workspace, draft.model, limits.workspace, t, draft.prefill, reserved);
                refuse(code, byWorkspace.passesAt());
            }
            passesAt = Math.min(passesAt, coveredAt);
        }
        CapLimits caps = limits.caps;
        if (caps.limitsGrowth() && !growth.passes(organisation, caps, t, draft.prefill)) {
            refuse(Denial.ACCELERATION.code(), growth.passesAt(t));
        }
        if (!underWay.passes(organisation, caps)) {
            refuse(Denial.CONCURRENCY.code(), t);
        }
        if (limits.limitsDay()) {
            double now = origin + t;
            double at = today.passesAt(organisation, draft.model, limits, now);
            refuse(at > now ? Denial.RPD.code() : PASS, at - origin);
        }
        if (caps.limitsSpend()) {
            double now = origin + t;
            double at = spend.passesAt(organisation, caps, now);
            refuse(at > now ? Denial.SPEND.code() : PASS, at - origin);
        }
        return reason;
    }

    private void refuse(int code, double until) {
        if (code != PASS && (reason == PASS || until > passesAt)) {
            reason = code;
            passesAt = until;
        }
    }

    /** When the commitment covers a request, which it must hold in full: from {@code t} on; infinite if never. */
    private double coveredAt(int organisation, RequestDraft draft, OrganisationLimits limits, double t) {
        Commitment commitment = limits.commitment;
        if (commitment == null || !commitment.isOf(draws[organisation])) {
            return Double.POSITIVE_INFINITY;
        }
        double input = commitment.input(draft.cached, draft.prefill, draft.agentic);
        double output = commitment.output(draft.input()) * (limits.reserves ? draft.maxTokens : 1);
        BucketLimits bucket = commitment.bucket;
        if (input > bucket.inputCapacity() || output > bucket.outputCapacity()) {
            return Double.POSITIVE_INFINITY;
        }
        boolean holds = committed.check(organisation, draft.model, bucket, t, input, output) == PASS;
        return holds ? t : committed.passesAt();
    }

    /**
     * The first time at which the request that {@link #check} refused last would pass, as far as times are known, if nothing
     * else passed and no limit changed; the time of the check where none is known.
     */
    public double passesAt() {
        return passesAt;
    }

    /** Charges the request that {@link #check} let pass last, and writes into the draft what was charged. */
    public void charge(int organisation, RequestDraft draft, OrganisationLimits limits, double t) {
        draft.reserved = reserved(draft, limits);
        charge(organisation, draft, limits, t, draft.reserved);
        draft.charged = covered ? COMMITTED : OWN;
    }

    /**
     * Another request of an organisation, for which one that is here stands: if it passes, it is charged.
     *
     * @param draft with its model class, lengths and workspace
     * @return output tokens to be taken by {@link #settleOthers} when the one is answered, below 0 where more were reserved; 0 if
     *     it was refused, or if its output is of a commitment or a limited workspace and so was taken at once
     */
    public double other(int organisation, RequestDraft draft, OrganisationLimits limits, double t) {
        if (check(organisation, draft, limits, t) != PASS) {
            return 0;
        }
        if (limits.caps.limitsSpend()) {
            spend.charge(organisation, limits.caps, origin + t, limits.price.ofOutput(draft.output));
        }
        boolean atOnce = covered || limits.limitsWorkspaces;
        int reserved = atOnce ? draft.output : reserved(draft, limits);
        charge(organisation, draft, limits, t, reserved);
        return (double) draft.output - reserved;
    }

    /** Takes output of {@link #other} requests. */
    public void settleOthers(int organisation, int model, OrganisationLimits limits, double t, double tokens) {
        own.settle(organisation, model, limits.bucket, t, tokens);
    }

    /** Charges a request that passed, so much of its output with it. */
    private void charge(int organisation, RequestDraft draft, OrganisationLimits limits, double t, int reserved) {
        Commitment commitment = limits.commitment;
        if (covered && commitment != null) {
            double input = commitment.input(draft.cached, draft.prefill, draft.agentic);
            double output = commitment.output(draft.input()) * reserved;
            committed.take(organisation, draft.model, commitment.bucket, t, input, output);
        } else {
            own.take(organisation, draft.model, limits.bucket, t, draft.prefill, reserved);
            if (limits.limitsWorkspaces) {
                int workspace = workspace(organisation, draft.workspace);
                byWorkspace.take(workspace, draft.model, limits.workspace, t, draft.prefill, reserved);
            }
        }
        CapLimits caps = limits.caps;
        if (caps.limitsGrowth()) {
            growth.charge(organisation, t, draft.prefill);
        }
        if (limits.limitsDay()) {
            today.charge(organisation, draft.model, limits, origin + t);
        }
        if (caps.limitsSpend()) {
            double usd = limits.price.ofInput(draft.cached, draft.prefill, draft.agentic);
            spend.charge(organisation, caps, origin + t, usd);
        }
    }

    /** A request goes into service, whether it was charged or not, and as many as it stands for. */
    public void begin(int organisation) {
        underWay.begin(organisation, standsFor[organisation]);
    }

    /**
     * A request is complete at time {@code t}: its output is paid, and taken as far as it was not reserved.
     *
     * @param workspace its workspace
     * @param charged what it was charged to, or {@link #NOTHING} if it was not
     * @param reserved output tokens that it reserved
     * @param input all tokens of its input
     * @param output output tokens
     */
    public void completed(
            int organisation,
            int model,
            int workspace,
            byte charged,
            int reserved,
            int input,
            int output,
            OrganisationLimits limits,
            double t) {
        underWay.end(organisation, standsFor[organisation]);
        if (charged == NOTHING) {
            return;
        }
        Commitment commitment = limits.commitment;
        if (charged == OWN) {
            own.settle(organisation, model, limits.bucket, t, output - reserved);
            if (limits.limitsWorkspaces) {
                int at = workspace(organisation, workspace);
                byWorkspace.settle(at, model, limits.workspace, t, output - reserved);
            }
        } else if (commitment != null) {
            double tokens = commitment.output(input) * (output - reserved);
            committed.settle(organisation, model, commitment.bucket, t, tokens);
        }
        if (limits.caps.limitsSpend()) {
            spend.charge(organisation, limits.caps, origin + t, limits.price.ofOutput(output));
        }
    }

    /**
     * Whether an organisation may hand in a batch job at time {@code t}. Its requests count towards the queue and the money only.
     *
     * @param requests requests of the job
     * @param limits those of its model class
     * @return {@link #PASS}, or the {@link Denial#code} of the queue's depth or else of money
     */
    public int checkJob(int organisation, int requests, OrganisationLimits limits, double t) {
        CapLimits caps = limits.caps;
        if (!batch.passes(organisation, requests, caps)) {
            return Denial.BATCH_QUEUE.code();
        }
        double now = origin + t;
        return caps.limitsSpend() && spend.passesAt(organisation, caps, now) > now ? Denial.SPEND.code() : PASS;
    }

    /** A job of so many requests was taken. */
    public void queue(int organisation, int requests) {
        batch.add(organisation, requests);
    }

    /** So many requests of jobs were answered or dropped. */
    public void unqueue(int organisation, int requests) {
        batch.remove(organisation, requests);
    }

    /** Requests of jobs that an organisation has in its queue. */
    public int queued(int organisation) {
        return batch.queued(organisation);
    }

    /**
     * Charges the money of a job's request that is complete at time {@code t}, and of those for which it stands.
     *
     * @param factor on the prices of its tokens
     */
    public void chargeJob(
            int organisation, OrganisationLimits limits, int cached, int prefill, int output, double factor, double t) {
        if (limits.caps.limitsSpend()) {
            double usd = limits.price.ofInput(cached, prefill, false) + limits.price.ofOutput(output);
            spend.charge(organisation, limits.caps, origin + t, usd * factor * standsFor[organisation]);
        }
    }

    private static int[] alone(int organisations) {
        int[] one = new int[organisations];
        Arrays.fill(one, 1);
        return one;
    }

    private static int reserved(RequestDraft draft, OrganisationLimits limits) {
        return limits.reserves ? draft.maxTokens : 0;
    }

    private int workspace(int organisation, int workspace) {
        return organisation * workspaces + workspace;
    }
}
