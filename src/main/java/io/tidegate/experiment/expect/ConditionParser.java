package io.tidegate.experiment.expect;

import io.tidegate.Dimension;
import io.tidegate.experiment.Cursor;
import io.tidegate.experiment.MeasureInfo;
import io.tidegate.experiment.MeasureName;
import io.tidegate.experiment.MeasureReader;
import io.tidegate.experiment.Measures;
import io.tidegate.experiment.Scope;
import io.tidegate.experiment.TextException;
import io.tidegate.scenario.Quantity;
import io.tidegate.scenario.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a condition: first its parts, then what needs both sides: units, and phases that stand for the other side's measure. */
final class ConditionParser {
    private static final int LONGEST = 1000;
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d{1,3})?");
    private static final Pattern UNIT = Pattern.compile("%|[\\p{L}/]+(?:\\s+[\\p{L}/]+)*");

    private final String text;
    private final Scope scope;
    private final Cursor in;
    private final PlaceReader measures;
    private @Nullable MeasureInfo first;

    ConditionParser(String text, Scope scope) {
        this.text = text;
        this.scope = scope;
        this.in = new Cursor(text);
        this.measures = new PlaceReader(scope, in);
    }

    /**
     * A term as read; one of the last three is there.
     *
     * @param factor with its sign
     * @param factorText as written, with its mark; empty where there is none
     * @param column where it begins, from 1
     * @param measure a measured value
     * @param place a phase or variant that stands for the other side's measure
     * @param amount a number with its unit
     */
    private record Part(
            double factor,
            String factorText,
            int column,
            @Nullable MeasureName measure,
            @Nullable String place,
            @Nullable String amount) {}

    Condition parse() throws TextException {
        if (text.length() > LONGEST) {
            throw new TextException("longer than " + LONGEST + " characters", 1);
        }
        List<Part> left = side();
        int column = in.column();
        boolean below = in.peek() == '<';
        if (!in.accept("<") && !in.accept(">")) {
            throw new TextException("need an operator, one of <, <=, >, >=, found " + in.rest(), column);
        }
        boolean strict = !in.accept("=");
        List<Part> right = side();
        if (!in.atEnd()) {
            throw new TextException("need the end, '+' or '-', found " + in.rest(), in.column());
        }
        if (first == null) {
            throw new TextException("a condition needs a measured value, such as p99(ttft); " + help(), 1);
        }
        Side a = resolve(left, right, first.dimension());
        Side b = resolve(right, left, first.dimension());
        return a.names().isEmpty()
                ? new Condition(text, b, a, !below, strict, first.dimension())
                : new Condition(text, a, b, below, strict, first.dimension());
    }

    private List<Part> side() throws TextException {
        List<Part> parts = new ArrayList<>();
        int sign = in.accept("-") ? -1 : 1;
        while (true) {
            parts.add(part(sign));
            if (in.accept("+")) {
                sign = 1;
            } else if (in.accept("-")) {
                sign = -1;
            } else {
                return parts;
            }
        }
    }

    private Part part(int sign) throws TextException {
        int column = in.column();
        String number = in.take(NUMBER);
        if (!number.isEmpty() && !in.accept("*")) {
            int unitColumn = in.column();
            String unit = in.take(UNIT);
            if (isKnown(unit)) {
                throw new TextException("need an operator before " + Suggestion.quote(unit), unitColumn);
            }
            return new Part(sign, "", column, null, null, number + " " + unit);
        }
        double factor = number.isEmpty() ? sign : sign * Double.parseDouble(number);
        String factorText = number.isEmpty() ? "" : number + " * ";
        int at = in.column();
        String amount = in.take(NUMBER);
        if (!amount.isEmpty()) {
            return new Part(factor, factorText, at, null, null, amount + " " + in.take(UNIT));
        }
        String word = in.word(this::isKnown);
        if (word.isEmpty()) {
            throw new TextException("need a measure, a phase or a number with its unit, found " + in.rest(), at);
        }
        Optional<MeasureInfo> info = Measures.info(word);
        boolean named = in.peek() == '(' || in.peek() == '{' || in.peek() == '.';
        if (info.isEmpty() && !named && scope.isPlace(word)) {
            return new Part(factor, factorText, at, null, word, null);
        }
        MeasureInfo known = info.orElseThrow(() -> unknown(word, at));
        if (first == null) {
            first = known;
        } else if (first.dimension() != known.dimension()) {
            throw new TextException(
                    "cannot set " + known.measure() + " (" + words(known.dimension()) + ") against " + first.measure()
                            + " (" + words(first.dimension()) + ")",
                    at);
        }
        return new Part(factor, factorText, at, measures.read(known, at), null, null);
    }

    private boolean isKnown(String word) {
        return scope.isPlace(word) || Measures.info(word).isPresent();
    }

    private TextException unknown(String word, int column) {
        List<String> names = MeasureReader.measures();
        List<String> meant = new ArrayList<>(names);
        meant.addAll(measures.places());
        return new TextException(
                "need a measure, one of " + String.join(", ", names) + "; or a phase"
                        + (scope.variants().isEmpty() ? "" : " or variant") + ", one of "
                        + String.join(", ", measures.places()) + "; found " + Suggestion.quote(word)
                        + Suggestion.of(word, meant) + " (" + help() + ")",
                column);
    }

    private static String help() {
        return "'tidegate catalog measures' lists all";
    }

    private Side resolve(List<Part> mine, List<Part> other, Dimension dimension) throws TextException {
        List<Term> terms = new ArrayList<>();
        for (Part part : mine) {
            if (part.measure != null) {
                terms.add(Term.measured(part.factor, part.factorText, part.measure));
            } else if (part.place != null) {
                MeasureName meant = meant(part.place, part.column, other);
                terms.add(Term.measured(part.factor, part.factorText, meant));
            } else {
                terms.add(constant(part, dimension));
            }
        }
        return new Side(terms);
    }

    private MeasureName meant(String place, int column, List<Part> other) throws TextException {
        Set<MeasureName> names = new LinkedHashSet<>();
        other.stream().map(Part::measure).filter(each -> each != null).forEach(names::add);
        if (names.size() != 1) {
            throw new TextException(
                    "'" + place + "' stands for the measure of the other side, which has "
                            + (names.isEmpty() ? "none" : "several") + "; name the measure here",
                    column);
        }
        return names.iterator().next().with(scope.labelOf(place, Set.of()), place);
    }

    private static Term constant(Part part, Dimension dimension) throws TextException {
        String written = String.valueOf(part.amount).strip();
        try {
            return new Term(part.factor, null, Quantity.parse(written, dimension), part.factorText + written);
        } catch (IllegalArgumentException bad) {
            throw new TextException(String.valueOf(bad.getMessage()), part.column);
        }
    }

    private static String words(Dimension dimension) {
        return "such as " + Quantity.example(dimension);
    }
}
