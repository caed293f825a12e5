package io.tidegate.experiment;

import io.tidegate.experiment.People.Binding;
import io.tidegate.experiment.People.Churn;
import io.tidegate.experiment.People.Hour;
import io.tidegate.experiment.People.Part;
import io.tidegate.experiment.People.Service;
import io.tidegate.experiment.People.Sla;
import io.tidegate.experiment.People.Tasks;
import io.tidegate.fleet.CellOutcome;
import io.tidegate.fleet.FleetModel;
import io.tidegate.fleet.PeopleOutcome;
import io.tidegate.fleet.PhaseSpan;
import io.tidegate.limits.Denial;
import io.tidegate.measure.BinnedSeries;
import io.tidegate.scenario.SlaSpec;
import io.tidegate.workload.SessionKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToLongBiFunction;

/** What one phase was like for people, from the outcomes of its groups of cells. */
final class PeopleSummary {
    private final FleetModel fleet;
    private final PhaseSpan span;
    private final SlaSpec sla;
    private final Groups groups;
    private final List<CellOutcome> outcomes;

    PeopleSummary(FleetModel fleet, PhaseSpan span, SlaSpec sla, Groups groups) {
        this.fleet = fleet;
        this.span = span;
        this.sla = sla;
        this.groups = groups;
        this.outcomes = groups.outcomes();
    }

    People people() {
        List<Service> services = new ArrayList<>();
        for (int p = 0; p <= fleet.populations(); p++) {
            services.add(service(p));
        }
        List<Binding> binding = new ArrayList<>();
        for (int p = 0; p < fleet.populations(); p++) {
            binding.add(new Binding(Groups.populationName(fleet, p), isApi(p), hours(p)));
        }
        return new People(
                services, new WeekSummary(fleet, outcomes).all(), binding, new BatchSummary(fleet, span, groups).all());
    }

    private boolean isApi(int population) {
        return population >= fleet.demand().plans().size() && population < fleet.populations();
    }

    private Service service(int p) {
        return new Service(
                Groups.populationName(fleet, p),
                isApi(p),
                kinds(p),
                regions(p),
                groups.ratio(g -> sum(p, g, (o, i) -> o.attempts[i]), g -> sum(p, g, (o, i) -> o.offered[i]))
                        .estimate(),
                groups.ratio(
                                g -> sum(p, g, (o, i) -> o.people.goodTokens[i]),
                                g -> sum(p, g, (o, i) -> o.outputTokens[i]))
                        .estimate(),
                total(p, (o, i) -> o.people.goodTokens[i]) / (span.end() - span.measureFrom()),
                count(p, (o, i) -> o.abandoned[i]),
                total(p, (o, i) -> o.wastedTokens[i]),
                total(p, (o, i) -> o.paidCredits[i]),
                tasks(p),
                sla(p),
                new Churn(
                        count(p, (o, i) -> o.churn.accounts[i]),
                        count(p, (o, i) -> o.churn.churned[i]),
                        count(p, (o, i) -> o.churn.wonBack[i]),
                        count(p, (o, i) -> o.churn.movedOut[i]),
                        count(p, (o, i) -> o.churn.movedIn[i]),
                        count(p, (o, i) -> o.churn.movedDownOut[i]),
                        count(p, (o, i) -> o.churn.movedDownIn[i]),
                        count(p, (o, i) -> o.churn.notStarted[i])));
    }

    private List<Part> kinds(int p) {
        List<Part> parts = new ArrayList<>();
        for (SessionKind kind : SessionKind.values()) {
            int k = kind.ordinal();
            add(parts, Kinds.word(kind), p, o -> o.offeredByKind, o -> o.servedByKind, o -> o.deniedByKind, k);
        }
        return parts;
    }

    private List<Part> regions(int p) {
        List<Part> parts = new ArrayList<>();
        List<String> regions = Kinds.regions(fleet.demand());
        for (int r = 0; r < regions.size(); r++) {
            add(parts, regions.get(r), p, o -> o.offeredByRegion, o -> o.servedByRegion, o -> o.deniedByRegion, r);
        }
        return parts;
    }

    private void add(
            List<Part> parts,
            String name,
            int p,
            Function<PeopleOutcome, long[][]> offered,
            Function<PeopleOutcome, long[][]> served,
            Function<PeopleOutcome, long[][]> denied,
            int column) {
        Part part = new Part(
                name,
                count(p, (o, i) -> offered.apply(o.people)[i][column]),
                count(p, (o, i) -> served.apply(o.people)[i][column]),
                count(p, (o, i) -> denied.apply(o.people)[i][column]));
        if (part.offered() + part.served() + part.denied() > 0) {
            parts.add(part);
        }
    }

    private Tasks tasks(int p) {
        ToDoubleBiFunction<CellOutcome, Integer> lost = (o, i) -> o.tasks.wastedTokens[i];
        ToDoubleBiFunction<CellOutcome, Integer> all =
                (o, i) -> lost.applyAsDouble(o, i) + o.tasks.usefulTokens[i] + o.tasks.keptTokens[i];
        return new Tasks(
                count(p, (o, i) -> o.tasks.completed[i]),
                count(p, (o, i) -> o.tasks.cut[i]),
                count(p, (o, i) -> o.tasks.delayed[i]),
                total(p, (o, i) -> o.tasks.usefulTokens[i]),
                total(p, (o, i) -> o.tasks.wastedTokens[i]),
                total(p, (o, i) -> o.tasks.redoneTokens[i]),
                total(p, (o, i) -> o.tasks.keptTokens[i]),
                groups.ratio(g -> sum(p, g, lost), g -> sum(p, g, all)).estimate());
    }

    private Sla sla(int p) {
        long minutes = 0;
        long down = 0;
        int bins = outcomes.get(0).people.minuteTries[0].bins();
        for (int b = 0; b < bins; b++) {
            double tries = minute(p, b, o -> o.minuteTries);
            double faults = minute(p, b, o -> o.minuteFaults);
            minutes += tries > 0 ? 1 : 0;
            down += faults > sla.faults() * tries ? 1 : 0;
        }
        double up = minutes == 0 ? Double.NaN : 1 - (double) down / minutes;
        return new Sla(minutes, down, up, minutes == 0 ? 0 : sla.credit(up));
    }

    private double minute(int p, int bin, Function<PeopleOutcome, BinnedSeries[]> series) {
        return total(p, (o, i) -> series.apply(o.people)[i].get(bin));
    }

    private List<Hour> hours(int p) {
        List<Hour> hours = new ArrayList<>();
        for (int h = 0; h < PeopleOutcome.HOURS; h++) {
            int hour = h;
            long tries = count(p, (o, i) -> o.people.triesByHour[i][hour]);
            Map<String, Long> denied = new LinkedHashMap<>();
            String limit = "";
            long most = 0;
            for (Denial reason : Denial.values()) {
                long count = count(p, (o, i) -> o.people.deniedByHour[i][reason.code()][hour]);
                if (count > 0) {
                    denied.put(reason.name(), count);
                }
                boolean earlier = count == most && count > 0 && reason.name().compareTo(limit) < 0;
                if (count > most || earlier) {
                    most = count;
                    limit = reason.name();
                }
            }
            if (tries > 0) {
                hours.add(new Hour(hour, tries, denied, limit));
            }
        }
        return hours;
    }

    private double sum(int p, CellOutcome group, ToDoubleBiFunction<CellOutcome, Integer> amount) {
        double sum = 0;
        for (int i = 0; i < fleet.populations(); i++) {
            sum += p == i || p == fleet.populations() ? amount.applyAsDouble(group, i) : 0;
        }
        return sum;
    }

    private double total(int p, ToDoubleBiFunction<CellOutcome, Integer> amount) {
        double sum = 0;
        for (CellOutcome group : outcomes) {
            sum += sum(p, group, amount);
        }
        return sum;
    }

    private long count(int p, ToLongBiFunction<CellOutcome, Integer> amount) {
        long sum = 0;
        for (CellOutcome group : outcomes) {
            for (int i = 0; i < fleet.populations(); i++) {
                sum += p == i || p == fleet.populations() ? amount.applyAsLong(group, i) : 0;
            }
        }
        return sum;
    }
}
