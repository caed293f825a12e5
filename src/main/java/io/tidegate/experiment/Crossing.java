package io.tidegate.experiment;

import io.tidegate.limits.Denial;
import io.tidegate.measure.Replicates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Requests by plan or tier, region and kind together, in every phase and variant. Counts are kept by group of cells, so that what is
 * asked of any part of them, such as {@code denied_share{kind=chat,phase=after,region=europe}}, is worked out from sums, with
 * the same interval as other shares. Times to the first token are kept for whole combinations only: quantiles do not add up.
 *
 * <p>Requests of batch jobs are in a value only where its name says {@code kind=batch}, as other values leave them out.
 *
 * @param phases in the order in which they were run
 */
public record Crossing(List<Phase> phases) {
    /** Labels that only values worked out from here have. */
    static final List<String> LABELS = List.of("region", "kind");
    /** Nothing counted. */
    public static final Crossing NONE = new Crossing(List.of());

    /** Reasons of refusals. */
    public static final List<String> REASONS =
            Arrays.stream(Denial.values()).map(Denial::name).toList();

    /** Measures that a part of the requests has. */
    public static final List<String> MEASURES = List.of(
            "offered",
            "served",
            "lost",
            "attempts",
            "denied_share",
            "lost_share",
            "abandoned_share",
            "cached_share",
            "tries_per_request",
            "good_share",
            "goodput");

    /** Measures of TTFT that a combination has. */
    public static final List<String> TIMES = List.of("p50", "p90", "p99", "mean");

    /** The quantity that {@link #TIMES} are of. */
    public static final String TTFT = "ttft";

    public Crossing {
        phases = List.copyOf(phases);
    }

    /**
     * One phase of one variant.
     *
     * @param labels its labels, as every name of a value in it has them
     * @param seconds measured
     * @param fleet cells of the whole fleet
     * @param cells cells of each group
     * @param parts combinations that had a request, by plan and tier, region and kind in the scenario's order
     */
    public record Phase(
            NavigableMap<String, String> labels, double seconds, int fleet, List<Long> cells, List<Part> parts) {
        public Phase {
            labels = Collections.unmodifiableNavigableMap(new TreeMap<>(labels));
            cells = List.copyOf(cells);
            parts = List.copyOf(parts);
        }
    }

    /**
     * One combination.
     *
     * @param api whether {@code who} is a tier
     * @param who the plan or tier
     * @param region where requests come from; {@code none} where the source has no place
     * @param kind what asks, such as {@code chat}
     * @param counts one number a group by the name of a {@link Counted}, or of a reason for tries refused; without those that
     *     are 0 in all groups
     * @param ttft by {@code p50}, {@code p90}, {@code p99} and {@code mean}, seconds; those that are known
     */
    public record Part(
            boolean api,
            String who,
            String region,
            String kind,
            NavigableMap<String, List<Long>> counts,
            NavigableMap<String, Replicates> ttft) {
        public Part {
            counts = Collections.unmodifiableNavigableMap(new TreeMap<>(counts));
            ttft = Collections.unmodifiableNavigableMap(new TreeMap<>(ttft));
        }

        /** Sum over all groups of a count. */
        public long total(String count) {
            return counts.getOrDefault(count, List.of()).stream()
                    .mapToLong(each -> each)
                    .sum();
        }

        private @Nullable String label(String label) {
            return switch (label) {
                case "plan" -> api ? null : who;
                case "tier" -> api ? who : null;
                case "region" -> region;
                default -> kind;
            };
        }

        private boolean isIn(Map<String, String> labels) {
            for (String label : List.of("plan", "tier", "region", "kind")) {
                String wanted = labels.get(label);
                if (wanted != null && !wanted.equals(label(label))) {
                    return false;
                }
            }
            return labels.containsKey("kind") || !kind.equals(Kinds.BATCH);
        }
    }

    /** Whether a value is worked out from here. */
    public static boolean isAbout(MeasureName name) {
        return LABELS.stream().anyMatch(name.labels()::containsKey);
    }

    /** A value that {@link #isAbout} is true of; nothing where no such value was measured. */
    @Nullable
    Replicates get(MeasureName name) {
        for (Phase phase : phases) {
            if (name.labels().entrySet().containsAll(phase.labels.entrySet())) {
                return name.of().isEmpty() ? new Sums(phase, name.labels()).get(name.measure()) : ttft(phase, name);
            }
        }
        return null;
    }

    private static @Nullable Replicates ttft(Phase phase, MeasureName name) {
        return name.of().equals(TTFT) && isWhole(name)
                ? phase.parts.stream()
                        .filter(part -> part.isIn(name.labels()))
                        .findFirst()
                        .map(part -> part.ttft.get(name.measure()))
                        .orElse(null)
                : null;
    }

    /** Whether a name is that of one combination. */
    static boolean isWhole(MeasureName name) {
        Set<String> labels = name.labels().keySet();
        return labels.containsAll(LABELS) && (labels.contains("plan") || labels.contains("tier"));
    }

    /** All values whose names are wanted. */
    public NavigableMap<MeasureName, Replicates> all(Predicate<MeasureName> wanted) {
        NavigableMap<MeasureName, Replicates> found = new TreeMap<>();
        for (Phase phase : phases) {
            for (MeasureName place : places(phase)) {
                for (MeasureName name : names(phase, place)) {
                    Replicates value = wanted.test(name) ? get(name) : null;
                    if (value != null) {
                        found.put(name, value);
                    }
                }
            }
        }
        return found;
    }

    /** Every part of the requests of a phase that differs from others by region or kind. */
    private static Set<MeasureName> places(Phase phase) {
        Set<MeasureName> places = new LinkedHashSet<>();
        for (Part part : phase.parts) {
            MeasureName all = new MeasureName("", "", phase.labels);
            MeasureName who = all.with(part.api ? "tier" : "plan", part.who);
            for (MeasureName each : List.of(all, who)) {
                MeasureName kind = each.with("kind", part.kind);
                places.add(kind);
                places.add(kind.with("region", part.region));
                if (!part.kind.equals(Kinds.BATCH)) {
                    places.add(each.with("region", part.region));
                }
            }
        }
        return places;
    }

    private static List<MeasureName> names(Phase phase, MeasureName place) {
        List<MeasureName> names = new ArrayList<>();
        MEASURES.forEach(measure -> names.add(new MeasureName(measure, "", place.labels())));
        for (String reason : REASONS) {
            if (phase.parts.stream().anyMatch(part -> part.isIn(place.labels()) && part.total(reason) > 0)) {
                names.add(new MeasureName("denied_share", "", place.labels()).with("reason", reason));
            }
        }
        if (isWhole(place)) {
            TIMES.forEach(time -> names.add(new MeasureName(time, TTFT, place.labels())));
        }
        return names;
    }

    /** Sums over parts, one number a group. */
    private record Sums(Phase phase, Map<String, String> labels) {
        @Nullable
        Replicates get(String measure) {
            return switch (measure) {
                case "offered" -> fleetWide(Counted.OFFERED);
                case "served" -> fleetWide(Counted.SERVED);
                case "lost" -> fleetWide(Counted.LOST);
                case "attempts" -> fleetWide(Counted.TRIES);
                case "denied_share" -> Replicates.ratio(denied(), of(Counted.TRIES));
                case "lost_share" -> share(Counted.LOST, Counted.OFFERED);
                case "abandoned_share" -> share(Counted.ABANDONED, Counted.OFFERED);
                case "cached_share" -> share(Counted.CACHED_TOKENS, Counted.INPUT_TOKENS);
                case "tries_per_request" -> share(Counted.TRIES, Counted.OFFERED);
                case "good_share" -> share(Counted.GOOD_TOKENS, Counted.OUTPUT_TOKENS);
                case "goodput" ->
                    Replicates.ratio(of(Counted.GOOD_TOKENS), cells(phase.seconds))
                            .times(phase.fleet);
                default -> null;
            };
        }

        private Replicates fleetWide(Counted count) {
            return Replicates.ratio(of(count), cells(1)).times(phase.fleet);
        }

        private Replicates share(Counted part, Counted whole) {
            return Replicates.ratio(of(part), of(whole));
        }

        private double[] cells(double factor) {
            return phase.cells.stream().mapToDouble(each -> factor * each).toArray();
        }

        private double[] denied() {
            String reason = labels.get("reason");
            return sum(reason == null ? REASONS : List.of(reason));
        }

        private double[] of(Counted count) {
            return sum(List.of(count.word()));
        }

        private double[] sum(List<String> counts) {
            double[] sums = new double[phase.cells.size()];
            for (Part part : phase.parts) {
                if (part.isIn(labels)) {
                    for (String count : counts) {
                        List<Long> mine = part.counts.getOrDefault(count, List.of());
                        for (int g = 0; g < mine.size(); g++) {
                            sums[g] += mine.get(g);
                        }
                    }
                }
            }
            return sums;
        }
    }
}
