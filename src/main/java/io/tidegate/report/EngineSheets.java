package io.tidegate.report;

import io.tidegate.experiment.RunSummary;
import io.tidegate.experiment.RunSummary.Engine;
import io.tidegate.experiment.RunSummary.Phase;
import io.tidegate.experiment.RunSummary.Pool;
import io.tidegate.measure.Estimate;
import io.tidegate.report.Sheet.Column;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The sheets about what replicas did. */
final class EngineSheets {
    private static final List<String> USES = List.of("HBM", "HOST", "EXPIRED", "EVICTED", "ELSEWHERE");

    private EngineSheets() {}

    /** Requests, tokens, steps and prefixes; one row a phase. */
    static Sheet serving(RunSummary run) {
        List<Column> columns = new ArrayList<>(List.of(
                Column.words("phase", 17),
                Column.figures("served"),
                Column.figures("tokens in"),
                Column.figures("tokens out"),
                Column.figures("steps"),
                Column.figures("steps/request"),
                Column.figures("leaps/request"),
                Column.figures("restarts")));
        boolean kept = run.phases().stream()
                .anyMatch(phase -> !phase.engine().prefixShareBy().isEmpty());
        if (kept) {
            USES.forEach(use -> columns.add(Column.figures(use)));
        }
        List<List<String>> rows = new ArrayList<>();
        for (Phase phase : run.phases()) {
            rows.add(row(phase, kept));
        }
        return new Sheet(
                "Serving",
                "Of the simulated cells. Leaps: advances of the simulation, each over one or more steps. Restarts: requests computed"
                        + " again for want of KV cache."
                        + (kept
                                ? " HBM, HOST: share of the requests with a prefix that found it there; the others lost it."
                                : ""),
                columns,
                rows);
    }

    private static List<String> row(Phase phase, boolean kept) {
        Engine engine = phase.engine();
        List<String> row = new ArrayList<>(List.of(
                phase.label(),
                Figures.count((double) engine.served()),
                Figures.count(engine.inputTokens()),
                Figures.count(engine.outputTokens()),
                Figures.count((double) engine.steps()),
                Figures.number((double) engine.steps() / engine.served()),
                Figures.number((double) engine.leaps() / engine.served()),
                Figures.count((double) engine.restarts())));
        if (kept) {
            for (String use : USES) {
                Estimate share = engine.prefixShareBy().get(use);
                row.add(share == null ? Figures.UNKNOWN : Figures.share(share.value()));
            }
        }
        return row;
    }

    /** Shares of steps that are extrapolated, of the pools that have such steps; one row a pool and phase. */
    static Sheet outsideFit(RunSummary run) {
        Set<String> names = new LinkedHashSet<>();
        for (Phase phase : run.phases()) {
            phase.pools().stream().filter(pool -> pool.outside() > 0).forEach(pool -> names.add(pool.name()));
        }
        List<List<String>> rows = new ArrayList<>();
        for (String name : names) {
            String first = name;
            for (Phase phase : run.phases()) {
                for (Pool pool : phase.pools()) {
                    if (pool.name().equals(name) && pool.steps() > 0) {
                        rows.add(List.of(
                                first,
                                phase.label(),
                                Figures.count((double) pool.steps()),
                                Figures.share(pool.outside()),
                                Figures.share(pool.beyondContext()),
                                Figures.share(pool.beyondSize()),
                                Figures.share(pool.unbalanced())));
                        first = "";
                    }
                }
            }
        }
        return new Sheet(
                "Steps outside a profile's fitted range",
                "Share of a pool's steps whose time is extrapolated: longer contexts, or more decoding requests or prefill tokens,"
                        + " than were measured; fewer requests than data-parallel ranks.",
                List.of(
                        Column.words("pool", 30),
                        Column.words("phase", 17),
                        Column.figures("steps"),
                        Column.figures("outside"),
                        Column.figures("context"),
                        Column.figures("size"),
                        Column.figures("unbalanced")),
                rows);
    }
}
