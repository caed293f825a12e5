package io.tidegate.cli;

import io.tidegate.scenario.ScenarioException;
import io.tidegate.scenario.VarySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code path=a,b,c} or {@code path=range(from, to, steps, log)}; commas within brackets or quotes separate nothing. */
final class VaryText {
    private static final String OPEN = "([{";
    private static final String CLOSE = ")]}";
    private static final int MOST_STEPS = 100_000;

    private VaryText() {}

    /** Reads options, with every mistake that there is. */
    static List<VarySpec> parse(List<String> options) throws ScenarioException {
        List<VarySpec> all = new ArrayList<>();
        List<String> mistakes = new ArrayList<>();
        for (String option : options) {
            try {
                all.add(parse(option));
            } catch (IllegalArgumentException e) {
                mistakes.add("--vary " + option.replaceAll("\\p{Cntrl}", " ") + ": " + e.getMessage());
            }
        }
        if (!mistakes.isEmpty()) {
            throw new ScenarioException(mistakes);
        }
        return all;
    }

    /**
     * Reads one option.
     *
     * @throws IllegalArgumentException if it has another form
     */
    static VarySpec parse(String option) {
        int split = option.indexOf('=');
        if (split <= 0) {
            throw new IllegalArgumentException(
                    "need path=value,value,... or path=range(from, to, steps), such as injection-share=15%,30%");
        }
        String path = option.substring(0, split).strip();
        String values = option.substring(split + 1).strip();
        if (values.startsWith("range(") && values.endsWith(")")) {
            return range(path, parts(values.substring("range(".length(), values.length() - 1)));
        }
        return new VarySpec(path, parts(values), null, null, 0, VarySpec.Scale.LINEAR);
    }

    private static VarySpec range(String path, List<String> parts) {
        List<String> rest = new ArrayList<>(parts);
        VarySpec.Scale scale = VarySpec.Scale.LINEAR;
        String last = rest.get(rest.size() - 1).toLowerCase(Locale.ROOT);
        if (last.equals("log") || last.equals("linear")) {
            scale = last.equals("log") ? VarySpec.Scale.LOG : VarySpec.Scale.LINEAR;
            rest.remove(rest.size() - 1);
        }
        if (rest.size() < 2 || rest.size() > 3) {
            throw new IllegalArgumentException(
                    "need range(from, to), range(from, to, steps) or range(from, to, steps, log)");
        }
        return new VarySpec(
                path, List.of(), rest.get(0), rest.get(1), rest.size() == 3 ? steps(rest.get(2)) : 0, scale);
    }

    private static int steps(String text) {
        if (!text.matches("[1-9]\\d{0,5}") || Integer.parseInt(text) > MOST_STEPS) {
            throw new IllegalArgumentException("need a number of steps, 2 to " + MOST_STEPS + ", found '" + text + "'");
        }
        return Integer.parseInt(text);
    }

    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        char quote = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (OPEN.indexOf(c) >= 0) {
                depth++;
            } else if (CLOSE.indexOf(c) >= 0) {
                depth--;
            } else if (c == ',' && depth == 0) {
                parts.add(part(text.substring(start, i)));
                start = i + 1;
            }
        }
        if (depth != 0 || quote != 0) {
            throw new IllegalArgumentException("a bracket or quotation mark is not closed");
        }
        parts.add(part(text.substring(start)));
        return parts;
    }

    private static String part(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a value is missing between two commas, or at an end");
        }
        return text.strip();
    }
}
