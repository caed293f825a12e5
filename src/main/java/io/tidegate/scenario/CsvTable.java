package io.tidegate.scenario;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A file of comma-separated values with a header, whose mistakes are collected with their lines. */
final class CsvTable {
    private static final int MOST_MIB = 64;
    private static final int MOST_BYTES = MOST_MIB << 20;
    private static final int MOST_SHOWN = 100;
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;

    private final String file;
    private final List<NamedCsvRecord> records;
    private final Set<String> header;
    private final List<String> mistakes = new ArrayList<>();
    private int hidden;

    private CsvTable(String file, List<NamedCsvRecord> records) {
        this.file = file;
        this.records = records;
        this.header = records.isEmpty()
                ? Set.of()
                : new LinkedHashSet<>(records.get(0).getHeader());
    }

    /** Reads all rows; a line that starts with {@code #} is a comment. */
    static CsvTable read(Path file) throws ScenarioException {
        byte[] bytes = bytes(file);
        try {
            // A reader that decodes a stream replaces what is not UTF-8; a decoder of the whole refuses it.
            StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException e) {
            throw failure(file.toString(), "not UTF-8 text");
        }
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder()
                .commentStrategy(de.siegmar.fastcsv.reader.CommentStrategy.SKIP)
                .ofNamedCsvRecord(new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8))) {
            CsvTable table = new CsvTable(file.toString(), reader.stream().toList());
            if (table.records.isEmpty()) {
                throw failure(file.toString(), "need a header and rows");
            }
            return table;
        } catch (CsvParseException e) {
            throw failure(file.toString(), "not comma-separated values: " + e.getMessage());
        } catch (IOException | UncheckedIOException e) {
            throw failure(file.toString(), "cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private static byte[] bytes(Path file) throws ScenarioException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            in.mark(2);
            boolean zipped = in.read() == GZIP_FIRST && in.read() == GZIP_SECOND;
            in.reset();
            byte[] bytes = (zipped ? new GZIPInputStream(in) : in).readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw failure(file.toString(), "larger than " + MOST_MIB + " MiB");
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw failure(file.toString(), "no such file");
        } catch (AccessDeniedException e) {
            throw failure(file.toString(), "permission denied");
        } catch (ZipException e) {
            throw failure(file.toString(), "damaged gzip file");
        } catch (IOException e) {
            throw failure(
                    file.toString(),
                    Files.isDirectory(file)
                            ? "a folder, not a file"
                            : "cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private static ScenarioException failure(String file, String what) {
        return new ScenarioException(List.of(file + ": " + what));
    }

    /** Whether the header has a column. */
    boolean has(String column) {
        return header.contains(column);
    }

    /** The exception for a file that is of no use as a whole. */
    ScenarioException failure(String what) {
        return failure(file, what);
    }

    /** The rows, once the header is seen to have some columns. */
    List<Row> rows(List<String> needed) throws ScenarioException {
        List<String> missing = new ArrayList<>(needed);
        missing.removeAll(header);
        if (!missing.isEmpty()) {
            throw new ScenarioException(List.of(file + ":1: the header lacks " + String.join(", ", missing)));
        }
        return records.stream().map(Row::new).toList();
    }

    /** Refuses columns that have no meaning here. */
    void allowOnly(List<String> columns) {
        for (String column : header) {
            if (!columns.contains(column)) {
                add(1, "unknown column " + Suggestion.quote(column) + Suggestion.of(column, columns));
            }
        }
    }

    private void add(long line, String what) {
        if (mistakes.size() < MOST_SHOWN) {
            mistakes.add(file + ":" + line + ": " + what);
        } else {
            hidden++;
        }
    }

    /** Ends the reading if there were mistakes. */
    void throwIfAny() throws ScenarioException {
        if (!mistakes.isEmpty()) {
            List<String> all = new ArrayList<>(mistakes);
            if (hidden > 0) {
                all.add("and " + hidden + " more");
            }
            throw new ScenarioException(all);
        }
    }

    /** One line of values. */
    final class Row {
        private final NamedCsvRecord values;

        private Row(NamedCsvRecord values) {
            this.values = values;
        }

        /** The text of a cell, empty where the line is too short. */
        String text(String column) {
            return values.findField(column).orElse("").strip();
        }

        /** The line in the file, from 1. */
        long line() {
            return values.getStartingLineNumber();
        }

        /** A number of at least some value; a mistake, and NaN, where there is none. */
        double number(String column, double least) {
            String text = text(column);
            double value = text.matches("[0-9.eE+-]+") ? parse(text) : Double.NaN;
            if (!(value >= least) || Double.isInfinite(value)) {
                mistake(
                        column,
                        "need a number of at least " + StepData.plain(least) + ", found "
                                + (text.isEmpty() ? "nothing" : Suggestion.quote(text)));
                return Double.NaN;
            }
            return value;
        }

        /** A number above 0. */
        double positive(String column) {
            double value = number(column, 0);
            if (value == 0) {
                mistake(column, "need a number above 0, found " + Suggestion.quote(text(column)));
                return Double.NaN;
            }
            return value;
        }

        /** A whole number of at least some value; a mistake, and that value, where there is none. */
        int whole(String column, int least) {
            double value = number(column, least);
            if (value != StrictMath.rint(value) || value > Integer.MAX_VALUE) {
                if (!Double.isNaN(value)) {
                    mistake(column, "need a whole number, found " + Suggestion.quote(text(column)));
                }
                return least;
            }
            return (int) value;
        }

        /** A whole number, and 1 where the cell is empty or 0. */
        int size(String column) {
            return text(column).isEmpty() ? 1 : StrictMath.max(1, whole(column, 0));
        }

        void mistake(String column, String what) {
            add(line(), column + ": " + what);
        }

        private static double parse(String text) {
            try {
                return Double.parseDouble(text);
            } catch (NumberFormatException e) {
                return Double.NaN;
            }
        }
    }
}
