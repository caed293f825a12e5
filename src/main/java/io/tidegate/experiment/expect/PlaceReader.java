package io.tidegate.experiment.expect;

import io.tidegate.experiment.Cursor;
import io.tidegate.experiment.MeasureInfo;
import io.tidegate.experiment.MeasureName;
import io.tidegate.experiment.MeasureReader;
import io.tidegate.experiment.Scope;
import io.tidegate.experiment.TextException;
import java.util.ArrayList;
import java.util.List;

/** Reads the name of a measured value in one phase and variant, which may stand behind a full stop each. */
final class PlaceReader {
    private final Scope scope;
    private final Cursor in;
    private final MeasureReader names;

    PlaceReader(Scope scope, Cursor in) {
        this.scope = scope;
        this.in = in;
        this.names = new MeasureReader(in, scope::values);
    }

    /** Reads what follows a measure's word. */
    MeasureName read(MeasureInfo info, int column) throws TextException {
        MeasureName name = names.rest(info, column);
        while (in.accept(".")) {
            int at = in.column();
            String place = in.word(scope::isPlace);
            if (!scope.isPlace(place)) {
                throw MeasureReader.unknown(
                        scope.variants().isEmpty() ? "a phase" : "a phase or variant", places(), place, at);
            }
            String label = scope.labelOf(place, name.labels().keySet());
            name = MeasureReader.with(name, label, place, at);
        }
        return settled(settled(name, "phase", scope.phases(), column), "variant", scope.variants(), column);
    }

    /** Fills in a phase or variant where there is only one, and asks for it where there are several. */
    private static MeasureName settled(MeasureName name, String label, List<String> values, int column)
            throws TextException {
        if (name.labels().containsKey(label) || values.isEmpty()) {
            return name;
        }
        if (values.size() > 1) {
            throw new TextException(
                    "say in which " + label + " " + name.measure() + " is meant, such as ." + values.get(0)
                            + ": one of " + String.join(", ", values),
                    column);
        }
        return name.with(label, values.get(0));
    }

    /** Names of phases and variants. */
    List<String> places() {
        List<String> places = new ArrayList<>(scope.phases());
        places.addAll(scope.variants());
        return places;
    }
}
