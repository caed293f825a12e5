package io.tidegate.report;

import io.tidegate.experiment.expect.Verdict;
import java.util.List;

/**
 * Expectations for a workflow on GitHub: commands that put a message on the line of a file, and a page for the summary of the step.
 *
 * <p>Source: GitHub Docs, "Workflow commands for GitHub Actions"; escapes as in {@code actions/toolkit}, {@code command.ts}.
 */
public final class GitHubText {
    private GitHubText() {}

    /** A workflow command, on one line; the verdict's file is a path in the repository. */
    public static String annotation(Verdict verdict) {
        String place = verdict.line() == 0 ? "" : "file=" + property(verdict.file()) + ",line=" + verdict.line() + ",";
        return "::" + (verdict.level() == Verdict.Level.ERROR ? "error" : "warning") + " " + place + "title="
                + property(VerdictText.word(verdict.outcome()) + " " + verdict.name()) + "::"
                + data(VerdictText.sentence(verdict));
    }

    /** A section of the step's summary, in Markdown, ending in a line feed. */
    public static String stepSummary(String title, List<Verdict> verdicts) {
        StringBuilder out =
                new StringBuilder("## ").append(Markdown.escape(title)).append('\n');
        Markdown.append(out, VerdictText.sheet(verdicts));
        return out.append('\n').toString();
    }

    /** The text of a command, escaped. */
    static String data(String text) {
        return Tables.clean(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"));
    }

    /** A property of a command, escaped; commas and colons would end it. */
    static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
