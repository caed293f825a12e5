package io.tidegate.report;

import io.tidegate.experiment.MeasureName;
import io.tidegate.experiment.diff.Edit;
import io.tidegate.experiment.diff.GateResult;
import io.tidegate.experiment.diff.RunDiff;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A gated value in a sentence, for people and for GitHub. */
public final class GateMessage {
    private static final int MOST_CHANGES = 3;

    private GateMessage() {}

    /** {@code pro p90(ttft) after: 1.20 s → 1.60 s (+33 % ±4 %), tolerated +5 %}. */
    static String of(GateResult gate) {
        return subject(MeasureName.parse(gate.measure())) + ": "
                + MeasureFigures.value(gate.dimension(), gate.base()) + " → "
                + MeasureFigures.value(gate.dimension(), gate.head()) + " (" + MeasureFigures.relative(gate.relative())
                + "), tolerated " + (gate.moreIsWorse() ? "+" : "-") + MeasureFigures.percent(gate.tolerance());
    }

    private static String subject(MeasureName name) {
        List<String> words = new ArrayList<>();
        for (Map.Entry<String, String> label : name.labels().entrySet()) {
            if (!label.getKey().equals("phase")) {
                words.add(label.getValue());
            }
        }
        if (words.isEmpty()) {
            words.add("all");
        }
        words.add(name.of().isEmpty() ? name.measure() : name.measure() + "(" + name.of() + ")");
        words.add(name.labels().getOrDefault("phase", ""));
        return String.join(" ", words).strip();
    }

    /** Why a gated value could not be tested, on one line. */
    public static String withoutData(GateResult gate) {
        boolean known = Double.isFinite(gate.base()) && Double.isFinite(gate.head());
        return Tables.clean(
                of(gate) + (known ? "; no interval: it takes five cells or replications" : "; a run does not know it"));
    }

    /** The same with what changed in the scenario, on one line. */
    public static String of(GateResult gate, RunDiff diff) {
        List<Edit> edits = diff.changes().stream().filter(Edit::matters).toList();
        if (edits.isEmpty()) {
            return Tables.clean(of(gate) + "; the scenario is the same");
        }
        List<String> first = edits.stream().limit(MOST_CHANGES).map(Edit::text).toList();
        int rest = edits.size() - first.size();
        return Tables.clean(
                of(gate) + "; changed: " + String.join("; ", first) + (rest == 0 ? "" : "; and " + rest + " more"));
    }

    /**
     * A command that GitHub's runners read: an error at the line of the scenario that changed, the first where several did.
     *
     * @param folder of the repository in which the scenario's files lie; empty for its root
     */
    public static String annotation(GateResult gate, RunDiff diff, String folder) {
        Optional<Edit> changed = diff.changes().stream()
                .filter(edit ->
                        edit.matters() && !edit.file().isEmpty() && !edit.file().contains("catalog:"))
                .findFirst();
        String place = changed.map(
                        edit -> "file=" + GitHubText.property(in(folder, edit.file())) + ",line=" + edit.line() + ",")
                .orElse("");
        return "::error " + place + "title=" + GitHubText.property("worse than tolerated") + "::"
                + GitHubText.data(of(gate, diff));
    }

    private static String in(String folder, String file) {
        return folder.isEmpty() || folder.equals(".") ? file : folder.replaceAll("/+$", "") + "/" + file;
    }
}
