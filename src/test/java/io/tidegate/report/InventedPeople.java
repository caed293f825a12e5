package io.tidegate.report;

import io.tidegate.experiment.People;
import io.tidegate.experiment.People.Binding;
import io.tidegate.experiment.People.Churn;
import io.tidegate.experiment.People.Fairness;
import io.tidegate.experiment.People.Hour;
import io.tidegate.experiment.People.Limited;
import io.tidegate.experiment.People.Part;
import io.tidegate.experiment.People.Service;
import io.tidegate.experiment.People.Sla;
import io.tidegate.experiment.People.Tasks;
import io.tidegate.experiment.People.Times;
import io.tidegate.experiment.People.UserWeeks;
import io.tidegate.experiment.RunSummary.Population;
import io.tidegate.measure.Estimate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What invented runs were like for people. */
final class InventedPeople {
    private static final Estimate UNKNOWN = new Estimate(Double.NaN, Double.NaN, 0);

    private InventedPeople() {}

    /** People whose populations are denied as these are, over so many hours. */
    static People of(List<Population> populations, int phase, int firstHour, double hours, int cells) {
        List<Service> services = new ArrayList<>();
        List<UserWeeks> weeks = new ArrayList<>();
        List<Binding> binding = new ArrayList<>();
        for (Population each : populations) {
            services.add(service(each, cells));
            if (!each.api()) {
                weeks.add(week(each, phase, cells));
            }
            if (!each.name().equals("all")) {
                binding.add(binding(each, firstHour, (int) StrictMath.ceil(hours)));
            }
        }
        return new People(services, weeks, binding, List.of());
    }

    /** One plan of whom nothing is known. */
    static People silent() {
        Times never = new Times(UNKNOWN, UNKNOWN);
        Limited nobody = new Limited(UNKNOWN, UNKNOWN, UNKNOWN);
        Fairness none = new Fairness(UNKNOWN, UNKNOWN, Double.NaN, Double.NaN, Double.NaN, List.of());
        return new People(
                List.of(),
                List.of(new UserWeeks("pro", 0, nobody, nobody, UNKNOWN, never, never, 0, UNKNOWN, UNKNOWN, none)),
                List.of(new Binding("pro", false, List.of())),
                List.of());
    }

    private static Service service(Population each, int cells) {
        long denied = each.denied().values().stream().mapToLong(Long::longValue).sum();
        String kind = each.api() ? "single" : "chat";
        return new Service(
                each.name(),
                each.api(),
                List.of(new Part(kind, each.offered(), each.served(), denied)),
                List.of(
                        new Part("europe", each.offered() / 3, each.served() / 3, denied / 3),
                        new Part("us-east", each.offered() * 2 / 3, each.served() * 2 / 3, denied * 2 / 3)),
                estimate((double) each.attempts() / each.offered(), 0.01, cells),
                estimate(0.93, 0.01, cells),
                each.served() * 0.02,
                each.lost() / 10,
                each.lost() * 30.0,
                each.served() * 1.5,
                new Tasks(900, 40, 60, 9e9, 4e8, 1e8, 5e8, estimate(0.05, 0.1, cells)),
                new Sla(360, denied % 3, 1 - denied % 3 / 360.0, denied % 3 > 0 ? 0.1 : 0),
                new Churn(10_000, 120, 20, 30, 10, 6, 8, 340));
    }

    private static UserWeeks week(Population each, int phase, int cells) {
        double share = StrictMath.min(1, 4 * each.deniedShare().value());
        String name = each.name().equals("all") ? People.ALL_PLANS : each.name();
        return new UserWeeks(
                name,
                10_000 + 1000L * name.length(),
                new Limited(
                        estimate(share, 0.05, cells),
                        estimate(share * 0.9, 0.05, cells),
                        estimate(share * 0.2, 0.1, cells)),
                new Limited(
                        estimate(share * 0.4, 0.05, cells),
                        estimate(share * 0.3, 0.05, cells),
                        estimate(share * 0.1, 0.1, cells)),
                estimate(share * 500, 0.08, cells),
                new Times(estimate(6000 + 1500 * phase, 0.04, cells), estimate(14_000, 0.02, cells)),
                new Times(estimate(259_200, 0.04, cells), estimate(500_000, 0.02, cells)),
                (long) (share * 10_000),
                estimate(1.1e6, 0.02, cells),
                estimate(0.35, 0.02, cells),
                new Fairness(
                        estimate(0.25, 0.05, cells),
                        estimate(0.68, 0.01, cells),
                        6e-5,
                        0.11,
                        0.51,
                        List.of(new double[] {0, 0}, new double[] {0.5, 0.08}, new double[] {1, 1})));
    }

    private static Binding binding(Population each, int firstHour, int hours) {
        List<Hour> all = new ArrayList<>();
        for (int h = 0; h < hours; h++) {
            Map<String, Long> denied = new LinkedHashMap<>();
            for (Map.Entry<String, Long> entry : each.denied().entrySet()) {
                long count = entry.getValue() * (entry.getKey().hashCode() % 5 + 6 + h % 4) / 40;
                if (count > 0) {
                    denied.put(entry.getKey(), count);
                }
            }
            String limit = denied.entrySet().stream()
                    .max(Comparator.comparingLong(Map.Entry::getValue))
                    .map(Map.Entry::getKey)
                    .orElse("");
            all.add(new Hour(firstHour + h, StrictMath.max(1, each.attempts() / 4), denied, limit));
        }
        return new Binding(each.name(), each.api(), all);
    }

    private static Estimate estimate(double value, double relative, int cells) {
        return new Estimate(value, cells >= 5 ? StrictMath.abs(value) * relative : Double.NaN, cells);
    }
}
