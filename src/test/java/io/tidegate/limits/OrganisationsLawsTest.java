package io.tidegate.limits;

import static io.tidegate.limits.OrganisationTestLimits.cap;
import static io.tidegate.limits.OrganisationTestLimits.complete;
import static io.tidegate.limits.OrganisationTestLimits.request;
import static io.tidegate.limits.OrganisationTestLimits.take;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.workload.PriceSpec;
import io.tidegate.workload.RequestDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Laws of limits together, on seeded random arrivals. Each is a theorem: a failure is a defect, never chance. */
final class OrganisationsLawsTest {
    private static final int RUNS = 300;

    /** Limits that all bind now and then; every number is a multiple of 1/64 and so exact. */
    private static OrganisationTestLimits dyadic(SplittableRandom random) {
        OrganisationTestLimits spec = new OrganisationTestLimits();
        spec.rpm = 60 * random.nextInt(16, 128) / 64.0;
        spec.itpm = 60 * random.nextInt(8, 64);
        spec.otpm = 60 * random.nextInt(8, 64);
        spec.requestBurst = random.nextInt(1, 8);
        spec.tokenBurst = random.nextInt(2, 8);
        spec.charge = random.nextBoolean() ? OutputCharge.RESERVED : OutputCharge.COMPLETED;
        spec.workspaces = 2;
        spec.workspaceShare = 0.5;
        spec.price = new PriceSpec(1 << 14, 1 << 14, 0, 0);
        spec.caps = List.of(
                cap(CapSpec.Kind.CONCURRENCY, random.nextInt(2, 8), 0),
                cap(CapSpec.Kind.ACCELERATION, 1 + random.nextInt(6) / 4.0, random.nextInt(100, 1_500)),
                cap(CapSpec.Kind.SPEND_DAY, random.nextInt(2, 60), 0));
        double commitment = 60 * random.nextInt(2, 16);
        spec.commitments =
                List.of(new CommitmentSpec("c", "tier", "model", commitment, commitment, 0.125, 1.25, 60, 2, 1.5));
        return spec;
    }

    /** Plain lists of what passed, and decisions from nothing else. */
    private static final class Plain {
        final OrganisationTestLimits spec;
        final List<double[]> own = new ArrayList<>();
        final List<List<double[]>> workspaces = List.of(new ArrayList<>(), new ArrayList<>());
        final List<double[]> committed = new ArrayList<>();
        final List<double[]> passed = new ArrayList<>();
        int underWay;
        double spent;

        Plain(OrganisationTestLimits spec) {
            this.spec = spec;
        }

        double reserved(RequestDraft draft) {
            return spec.charge == OutputCharge.RESERVED ? draft.maxTokens : 0;
        }

        boolean isCovered(double t, RequestDraft draft) {
            double rate = spec.commitments.get(0).itpm() / 60;
            double capacity = rate * spec.tokenBurst;
            double input = weight(draft);
            double output = outputWeight(draft) * Math.max(1, reserved(draft));
            return input <= capacity
                    && output <= capacity
                    && level(committed, 2, rate, capacity, t) >= input
                    && level(committed, 3, rate, capacity, t) >= output;
        }

        static double weight(RequestDraft draft) {
            double sum = draft.cached * 0.125 + draft.prefill;
            return draft.input() > 60 ? 2 * sum : sum;
        }

        static double outputWeight(RequestDraft draft) {
            return draft.input() > 60 ? 1.5 : 1;
        }

        boolean holds(List<double[]> taken, double share, double t, RequestDraft draft) {
            double requests = Math.max(1, share * spec.rpm / 60 * spec.requestBurst);
            double input = share * spec.itpm / 60 * spec.tokenBurst;
            double output = share * spec.otpm / 60 * spec.tokenBurst;
            return level(taken, 1, share * spec.rpm / 60, requests, t) >= 1
                    && level(taken, 2, share * spec.itpm / 60, input, t) >= Math.min(draft.prefill, input)
                    && level(taken, 3, share * spec.otpm / 60, output, t)
                            >= Math.min(Math.max(1, reserved(draft)), output);
        }

        boolean passes(double t, RequestDraft draft) {
            boolean buckets = isCovered(t, draft)
                    || (holds(own, 1, t, draft) && holds(workspaces.get(draft.workspace), 0.5, t, draft));
            double now = used(Math.floor(t / 60));
            CapSpec growth = spec.caps.get(1);
            double allowed = Math.max(growth.floor(), growth.atMost() * used(Math.floor(t / 60) - 1));
            return buckets
                    && underWay < spec.caps.get(0).atMost()
                    && (now == 0 || now + draft.prefill <= allowed)
                    && spent < spec.caps.get(2).atMost();
        }

        double used(double minute) {
            return passed.stream()
                    .filter(p -> Math.floor(p[0] / 60) == minute)
                    .mapToDouble(p -> p[1])
                    .sum();
        }

        void charge(double t, RequestDraft draft) {
            if (isCovered(t, draft)) {
                committed.add(new double[] {t, 1, weight(draft), outputWeight(draft) * reserved(draft)});
            } else {
                double[] taken = {t, 1, draft.prefill, reserved(draft)};
                own.add(taken);
                workspaces.get(draft.workspace).add(taken);
            }
            passed.add(new double[] {t, draft.prefill});
            underWay++;
            spent += draft.prefill * (1 << 14) / 1e6;
        }

        void complete(double t, RequestDraft draft, boolean covered, int output) {
            double rest = output - reserved(draft);
            if (covered) {
                committed.add(new double[] {t, 0, 0, outputWeight(draft) * rest});
            } else {
                double[] taken = {t, 0, 0, rest};
                own.add(taken);
                workspaces.get(draft.workspace).add(taken);
            }
            underWay--;
            spent += output * (double) (1 << 14) / 1e6;
        }
    }

    /** See {@link OrganisationBucketsLawsTest}: the capacity less the greatest backlog over any span that ends now. */
    private static double level(List<double[]> taken, int column, double perSecond, double capacity, double t) {
        double backlog = 0;
        double sum = 0;
        for (int i = taken.size() - 1; i >= 0; i--) {
            sum += taken.get(i)[column];
            backlog = Math.max(backlog, sum - perSecond * (t - taken.get(i)[0]));
        }
        return capacity - backlog;
    }

    private static RequestDraft draw(SplittableRandom random) {
        int output = random.nextInt(1, 60);
        RequestDraft draft =
                request(random.nextInt(3) * 16, random.nextInt(1, 90), output + random.nextInt(60), random.nextInt(2));
        draft.output = output;
        return draft;
    }

    /** So a refusal leaves no trace, and every limiter is charged for what passes and nothing else. */
    @Test
    void everyDecisionIsThatOfPlainLists() {
        int[] byReason = new int[Denial.values().length];
        int covered = 0;
        for (int seed = 0; seed < RUNS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            OrganisationTestLimits spec = dyadic(random);
            OrganisationLimits limits = spec.build();
            Organisations all = new Organisations(new double[1], 1, 2, 0);
            Plain plain = new Plain(spec);
            List<RequestDraft> open = new ArrayList<>();
            double t = 0;
            for (int i = 0; i < 150; i++) {
                t += random.nextInt(128) / 64.0;
                if (!open.isEmpty() && random.nextInt(3) == 0) {
                    RequestDraft done = open.remove(random.nextInt(open.size()));
                    complete(all, limits, t, done, done.output);
                    plain.complete(t, done, done.charged == Organisations.COMMITTED, done.output);
                    continue;
                }
                RequestDraft draft = draw(random);
                int code = take(all, limits, t, draft);
                assertThat(code == Organisations.PASS)
                        .as("seed %d, %d", seed, i)
                        .isEqualTo(plain.passes(t, draft));
                if (code == Organisations.PASS) {
                    boolean byPlain = plain.isCovered(t, draft);
                    assertThat(draft.charged == Organisations.COMMITTED).isEqualTo(byPlain);
                    covered += byPlain ? 1 : 0;
                    plain.charge(t, draft);
                    open.add(draft);
                } else {
                    byReason[code]++;
                }
            }
        }
        for (Denial reason :
                List.of(Denial.RPM, Denial.ITPM, Denial.OTPM, Denial.ACCELERATION, Denial.CONCURRENCY, Denial.SPEND)) {
            assertThat(byReason[reason.code()])
                    .as("the law is exercised: %s", reason)
                    .isGreaterThan(20);
        }
        assertThat(covered).isGreaterThan(RUNS);
    }

    /** Of the limits that are known to pass at some time, the one named is the last; nothing passes before it does. */
    @Test
    void aRefusedRequestFirstPassesWhenItWasToldAndForTheReasonItWasTold() {
        int refused = 0;
        for (int seed = 0; seed < RUNS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            OrganisationTestLimits spec = dyadic(random);
            spec.caps = spec.caps.subList(1, 3);
            spec.commitments = seed % 2 == 0 ? spec.commitments : List.of();
            OrganisationLimits limits = spec.build();
            Organisations all = new Organisations(new double[1], 1, 2, 1.77e9);
            double t = 0;
            for (int i = 0; i < 100; i++) {
                t += random.nextDouble();
                RequestDraft draft = draw(random);
                int code = take(all, limits, t, draft);
                if (code != Organisations.PASS) {
                    refused++;
                    double passesAt = all.passesAt();
                    assertThat(passesAt).as("seed %d, %d", seed, i).isGreaterThan(t);
                    double before = passesAt - 1e-5;
                    if (before > t) {
                        assertThat(all.check(0, draft, limits, before))
                                .as("just before")
                                .isEqualTo(code);
                    }
                    t = passesAt;
                    assertThat(take(all, limits, t, draft))
                            .as("at it, seed %d, %d", seed, i)
                            .isEqualTo(Organisations.PASS);
                }
                complete(all, limits, t, draft, draft.output);
            }
        }
        assertThat(refused).as("the law is exercised").isGreaterThan(RUNS * 10);
    }

    /**
     * What asks for no more than the bucket holds never takes its level below zero. So over any span what is reserved less what
     * is given back is at most the capacity and what flows in; and from the beginning on, with each output counted when it was
     * reserved, so is the output.
     */
    @Test
    void reservedOutputNeverExceedsTheBucket() {
        for (int seed = 0; seed < RUNS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            OrganisationTestLimits spec = new OrganisationTestLimits();
            spec.charge = OutputCharge.RESERVED;
            spec.otpm = 60 * random.nextInt(8, 64);
            spec.tokenBurst = random.nextInt(2, 8);
            double perSecond = spec.otpm / 60;
            double capacity = perSecond * spec.tokenBurst;
            OrganisationLimits limits = spec.build();
            Organisations all = new Organisations(new double[1], 1, 0, 0);
            List<RequestDraft> open = new ArrayList<>();
            List<double[]> net = new ArrayList<>();
            double produced = 0;
            double t = 0;
            for (int i = 0; i < 120; i++) {
                t += random.nextInt(64) / 64.0;
                if (!open.isEmpty() && random.nextInt(2) == 0) {
                    RequestDraft done = open.remove(random.nextInt(open.size()));
                    complete(all, limits, t, done, done.output);
                    net.add(new double[] {t, done.output - done.maxTokens});
                } else {
                    RequestDraft draft = request(0, 1, random.nextInt(1, (int) capacity + 1), 0);
                    draft.output = random.nextInt(1, draft.maxTokens + 1);
                    if (take(all, limits, t, draft) != Organisations.PASS) {
                        continue;
                    }
                    open.add(draft);
                    net.add(new double[] {t, draft.maxTokens});
                    produced += draft.output;
                }
                double sum = 0;
                for (int j = net.size() - 1; j >= 0; j--) {
                    sum += net.get(j)[1];
                    assertThat(sum).as("seed %d", seed).isLessThanOrEqualTo(capacity + perSecond * (t - net.get(j)[0]));
                }
                assertThat(produced).isLessThanOrEqualTo(capacity + perSecond * t);
            }
        }
    }

    /** Two workspaces of half the rates, and three: neither their own nor, together, the organisation's is ever exceeded. */
    @Test
    void workspacesTogetherStayWithinTheOrganisation() {
        for (int seed = 0; seed < RUNS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            OrganisationTestLimits spec = new OrganisationTestLimits();
            spec.itpm = 60 * random.nextInt(16, 64);
            spec.tokenBurst = 4;
            spec.workspaces = 2 + seed % 2;
            spec.workspaceShare = 0.5;
            OrganisationLimits limits = spec.build();
            Organisations all = new Organisations(new double[1], 1, spec.workspaces, 0);
            double perSecond = spec.itpm / 60;
            List<double[]> passed = new ArrayList<>();
            double t = 0;
            for (int i = 0; i < 120; i++) {
                t += random.nextInt(64) / 64.0;
                RequestDraft draft =
                        request(0, random.nextInt(1, (int) (2 * perSecond) + 1), 1, random.nextInt(spec.workspaces));
                if (take(all, limits, t, draft) != Organisations.PASS) {
                    continue;
                }
                passed.add(new double[] {t, draft.prefill, draft.workspace});
                double together = 0;
                double alone = 0;
                for (int j = passed.size() - 1; j >= 0; j--) {
                    double flow = perSecond * (4 + t - passed.get(j)[0]);
                    together += passed.get(j)[1];
                    alone += passed.get(j)[2] == draft.workspace ? passed.get(j)[1] : 0;
                    assertThat(together).as("seed %d", seed).isLessThanOrEqualTo(flow);
                    assertThat(alone).as("seed %d", seed).isLessThanOrEqualTo(flow / 2);
                }
            }
        }
    }
}
