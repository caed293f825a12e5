package io.tidegate.experiment.expect;

import io.tidegate.experiment.MeasureName;
import io.tidegate.experiment.Measured;
import io.tidegate.measure.Replicates;
import java.util.ArrayList;
import java.util.List;

/**
 * One side of a condition: the sum of its terms.
 *
 * @param terms at least one
 */
record Side(List<Term> terms) {
    Side {
        terms = List.copyOf(terms);
    }

    /** The measured values that it is made of. */
    List<MeasureName> names() {
        List<MeasureName> names = new ArrayList<>();
        for (Term term : terms) {
            if (term.name() != null) {
                names.add(term.name());
            }
        }
        return names;
    }

    Replicates value(Measured measured, int groups) {
        Replicates sum = terms.get(0).value(measured, groups);
        for (Term term : terms.subList(1, terms.size())) {
            sum = sum.plus(term.value(measured, groups));
        }
        return sum;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Term term : terms) {
            boolean minus = term.factor() < 0;
            text.append(text.length() == 0 ? minus ? "-" : "" : minus ? " - " : " + ")
                    .append(term.text());
        }
        return text.toString();
    }
}
