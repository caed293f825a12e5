package io.tidegate.report;

import io.tidegate.experiment.expect.Verdict;
import java.util.List;
import java.util.Locale;

/**
 * Expectations as the XML that build servers read from test runners: a test case each. One that failed is a failure, one that is
 * undecided or has no data an error; where it only warns, it is skipped.
 */
public final class JunitXml {
    private JunitXml() {}

    /**
     * The file's text.
     *
     * @param scenario name of the test suite
     */
    public static String text(String scenario, List<Verdict> verdicts) {
        StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        String counts = " tests=\"" + verdicts.size() + "\" failures=\"" + count(verdicts, "failure") + "\" errors=\""
                + count(verdicts, "error") + "\" skipped=\"" + count(verdicts, "skipped") + "\"";
        out.append("<testsuites").append(counts).append(">\n");
        out.append("  <testsuite name=\"").append(escape(scenario)).append('"').append(counts);
        out.append(">\n");
        verdicts.forEach(each -> append(out, scenario, each));
        return out.append("  </testsuite>\n</testsuites>\n").toString();
    }

    private static void append(StringBuilder out, String scenario, Verdict verdict) {
        out.append("    <testcase classname=\"").append(escape(scenario));
        out.append("\" name=\"").append(escape(verdict.name()));
        if (verdict.line() > 0) {
            out.append("\" file=\"").append(escape(verdict.file()));
            out.append("\" line=\"").append(verdict.line());
        }
        String element = element(verdict);
        if (element.isEmpty()) {
            out.append("\"/>\n");
            return;
        }
        out.append("\">\n      <").append(element).append(" message=\"").append(escape(VerdictText.sentence(verdict)));
        if (!element.equals("skipped")) {
            out.append("\" type=\"").append(verdict.outcome().name().toLowerCase(Locale.ROOT));
        }
        out.append("\">").append(escape(VerdictText.line(verdict))).append("</").append(element);
        out.append(">\n    </testcase>\n");
    }

    /** What stands in the test case; empty for one that passed. */
    private static String element(Verdict verdict) {
        if (verdict.level() == Verdict.Level.WARN) {
            return verdict.passed() ? "" : "skipped";
        }
        return switch (verdict.outcome()) {
            case PASS -> "";
            case FAIL -> "failure";
            case UNDECIDED, NO_DATA -> "error";
        };
    }

    private static long count(List<Verdict> verdicts, String element) {
        return verdicts.stream().filter(each -> element(each).equals(element)).count();
    }

    /** Text or an attribute's value. What XML 1.0 has no character for is written as Java would. */
    static String escape(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\t', '\n', '\r' -> out.append("&#").append(c).append(';');
                default -> {
                    boolean allowed = (c >= 0x20 && c <= 0xD7FF)
                            || (c >= 0xE000 && c <= 0xFFFD)
                            || (c >= 0x10000 && c <= 0x10FFFF);
                    out.append(allowed ? Character.toString(c) : String.format(Locale.ROOT, "\\u%04x", c));
                }
            }
        });
        return out.toString();
    }
}
