package io.tidegate.experiment;

import io.tidegate.random.RenewalGaps;
import io.tidegate.scenario.Catalog;
import io.tidegate.workload.LengthTable;
import io.tidegate.workload.SessionLibrary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tables of the catalogue that fleets share, each read and made once. May be used from any thread; the tables are immutable. */
public final class ModelTables {
    private static final int BURSTINESS_LEVELS = 16;

    private final Map<String, LengthTable> lengths = new HashMap<>();
    private final Map<String, List<RenewalGaps>> gaps = new HashMap<>();
    private @Nullable SessionLibrary sessions;

    /** No tables yet. */
    public ModelTables() {}

    /** The recorded coding sessions. */
    synchronized SessionLibrary sessions() {
        if (sessions == null) {
            sessions = Catalog.sessions();
        }
        return sessions;
    }

    /** A table of lengths by name. */
    synchronized LengthTable lengths(String name) {
        return get(lengths, name, Catalog::lengths);
    }

    /** Gamma renewal gaps with the middle coefficients of variation of equal parts of a table of burstiness. */
    synchronized List<RenewalGaps> gaps(String burstiness) {
        return get(gaps, burstiness, name -> gaps(Catalog.burstiness(name)));
    }

    private static <T> T get(Map<String, T> known, String name, Function<String, T> make) {
        T table = known.get(name);
        if (table == null) {
            table = make.apply(name);
            known.put(name, table);
        }
        return table;
    }

    private static List<RenewalGaps> gaps(double[] burstiness) {
        List<RenewalGaps> tables = new ArrayList<>();
        double last = Double.NaN;
        for (int i = 0; i < BURSTINESS_LEVELS; i++) {
            double cv = burstiness[(int) ((i + 0.5) / BURSTINESS_LEVELS * burstiness.length)];
            tables.add(cv == last ? tables.get(i - 1) : RenewalGaps.gamma(1 / (cv * cv)));
            last = cv;
        }
        return List.copyOf(tables);
    }
}
