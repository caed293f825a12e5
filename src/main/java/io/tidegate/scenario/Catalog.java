package io.tidegate.scenario;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.tidegate.workload.LengthTable;
import io.tidegate.workload.SessionLibrary;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * The data that ships with the program. Each folder of it has a {@code SOURCE.md} with origin, licence and how it was made.
 * Every call reads afresh: callers keep what they load.
 */
public final class Catalog {
    private static final String ROOT = "/io/tidegate/";
    private static final String SESSIONS = ROOT + "sessions/coding-agent.csv.gz";
    private static final String BURSTINESS = ROOT + "burstiness/servegen.csv";
    private static final List<String> LENGTH_NAMES = List.of(
            "azure-2023-code",
            "azure-2023-conversation",
            "servegen-classification",
            "servegen-document",
            "servegen-reasoning",
            "servegen-retrieval");
    private static final List<String> BURSTINESS_NAMES =
            List.of("servegen-large", "servegen-mid", "servegen-reasoning", "servegen-small");

    private Catalog() {}

    /** Accelerators and serving profiles, as YAML. */
    public static String hardware() {
        return text(ROOT + "catalog/hardware.yaml");
    }

    /** Curves of demand over a day, as YAML. */
    public static String curves() {
        return text(ROOT + "catalog/curves.yaml");
    }

    /** Published list prices of tokens, by model class. */
    public static List<TokenPrice> prices() {
        return rows(ROOT + "catalog/prices.csv").stream()
                .map(row -> new TokenPrice(
                        row.getField("model"),
                        decimal(row, "input"),
                        decimal(row, "cache_write"),
                        decimal(row, "cache_write_hour"),
                        decimal(row, "cache_read"),
                        decimal(row, "output"),
                        row.getField("source")))
                .toList();
    }

    /** Published limits of several providers, one number each, related ones together. */
    public static List<PublishedLimit> limits() {
        return rows(ROOT + "catalog/limits.csv").stream()
                .map(row -> new PublishedLimit(
                        row.getField("provider"),
                        row.getField("holder"),
                        row.getField("scope"),
                        row.getField("since"),
                        row.getField("limit"),
                        row.getField("value").isEmpty() ? Double.NaN : decimal(row, "value"),
                        row.getField("per"),
                        row.getField("source")))
                .toList();
    }

    /** Recorded coding-agent sessions. */
    public static SessionLibrary sessions() {
        List<List<SessionLibrary.Request>> sessions = new ArrayList<>();
        List<SessionLibrary.Request> session = new ArrayList<>();
        int shared = 0;
        for (NamedCsvRecord row : rows(SESSIONS)) {
            if (!row.getField("session").isEmpty()) {
                session = new ArrayList<>();
                sessions.add(session);
            }
            if (!row.getField("shared").isEmpty()) {
                shared = integer(row, "shared");
            }
            int input = integer(row, "input");
            String flags = row.getField("flags");
            session.add(new SessionLibrary.Request(
                    input,
                    integer(row, "output"),
                    input - integer(row, "uncached"),
                    shared,
                    Float.parseFloat(row.getField("gap_s")),
                    Float.parseFloat(row.getField("answer_s")),
                    flags.contains("h"),
                    flags.contains("s"),
                    flags.contains("p")));
        }
        return new SessionLibrary(sessions);
    }

    /** The names that {@link #lengths} knows, in alphabetical order. */
    public static List<String> lengthNames() {
        return LENGTH_NAMES;
    }

    /**
     * A table of recorded request lengths.
     *
     * @param name one of {@link #lengthNames}
     * @throws IllegalArgumentException if there is no such table
     */
    public static LengthTable lengths(String name) {
        require(name, LENGTH_NAMES);
        List<NamedCsvRecord> rows = rows(ROOT + "lengths/" + name + ".csv.gz");
        return new LengthTable(
                name,
                rows.stream().mapToInt(row -> integer(row, "input")).toArray(),
                rows.stream().mapToInt(row -> integer(row, "output")).toArray());
    }

    /** The names that {@link #burstiness} knows, in alphabetical order. */
    public static List<String> burstinessNames() {
        return BURSTINESS_NAMES;
    }

    /**
     * Recorded coefficients of variation of the gaps between a client's requests: equally likely values in rising order, each
     * 0.7 to 8.
     *
     * @param name one of {@link #burstinessNames}
     * @throws IllegalArgumentException if there is no such table
     */
    public static double[] burstiness(String name) {
        require(name, BURSTINESS_NAMES);
        return rows(BURSTINESS).stream()
                .mapToDouble(row -> Double.parseDouble(row.getField(name)))
                .toArray();
    }

    private static void require(String name, List<String> names) {
        if (!names.contains(name)) {
            throw new IllegalArgumentException("no table '" + name + "'; there are " + String.join(", ", names));
        }
    }

    private static double decimal(NamedCsvRecord row, String column) {
        return Double.parseDouble(row.getField(column));
    }

    private static int integer(NamedCsvRecord row, String column) {
        return Integer.parseInt(row.getField(column));
    }

    private static String text(String resource) {
        try (InputStream in = open(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    private static List<NamedCsvRecord> rows(String resource) {
        try (InputStream in = open(resource);
                InputStream plain = resource.endsWith(".gz") ? new GZIPInputStream(in) : in;
                CsvReader<NamedCsvRecord> reader =
                        CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
            return reader.stream().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    private static InputStream open(String resource) throws IOException {
        InputStream in = Catalog.class.getResourceAsStream(resource);
        if (in == null) {
            throw new FileNotFoundException("not on the class path");
        }
        return in;
    }
}
