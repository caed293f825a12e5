package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.workload.Trace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceReaderTest {
    private static final String PLAIN = "arrived_at,num_prefill_tokens,num_decode_tokens\n";
    private static final String AZURE = "TIMESTAMP,ContextTokens,GeneratedTokens\r\n";

    @TempDir
    Path folder;

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("trace"), bytes);
    }

    private Trace read(String text) throws IOException, ScenarioException {
        return TraceReader.read(file(text.getBytes(StandardCharsets.UTF_8)), Integer.MAX_VALUE);
    }

    private void refused(byte[] bytes, String message) throws IOException {
        Path file = file(bytes);
        assertThatThrownBy(() -> TraceReader.read(file, Integer.MAX_VALUE))
                .isInstanceOfSatisfying(
                        ScenarioException.class, e -> assertThat(e.messages()).containsExactly(file + message));
    }

    private void refused(String text, String message) throws IOException {
        refused(text.getBytes(StandardCharsets.UTF_8), message);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static void assertRows(Trace trace, String... rows) {
        assertThat(trace.size()).isEqualTo(rows.length);
        for (int id = 0; id < rows.length; id++) {
            assertThat(trace.arrival(id) + " " + trace.prompt(id) + " " + trace.output(id))
                    .isEqualTo(rows[id]);
        }
    }

    @Test
    void plainRows() throws Exception {
        Trace trace = read(PLAIN + "0.0,374,44\n4.314579,396,109\n4.314579,1,0\n1e1,0,1");
        assertRows(trace, "0.0 374 44", "4.314579 396 109", "4.314579 1 0", "10.0 0 1");
        assertThat(trace.hasHashes()).isFalse();
    }

    @Test
    void columnsInAnyOrderAmongOthersWithMarkAndReturns() throws Exception {
        Trace trace = read("\ufeffnum_decode_tokens, who ,\"arrived_at\",num_prefill_tokens\r\n"
                + "44,\"Smith, \"\"J\"\"\",1.5,374\r\n\r\n45,, 2.5 ,375\r\n");
        assertRows(trace, "1.5 374 44", "2.5 375 45");
    }

    /** As published: ten-millionths of a second, and carriage returns; later years have zones, in which an hour is an hour. */
    @Test
    void azureRows() throws Exception {
        assertRows(
                read(AZURE + "2023-11-16 18:15:46.6805900,374,44\r\n2023-11-16 18:15:50.9951690,396,109"),
                "0.0 374 44",
                "4.314579 396 109");
        assertRows(
                read(AZURE + "2024-05-10 00:00:00.009930+00:00,1,2\n2024-05-10 02:00:00+01:00,3,4\n"),
                "0.0 1 2",
                "3599.99007 3 4");
        assertRows(read(AZURE + "2024-02-28 23:59:59,1,2\n2024-03-01 00:00:00,3,4\n"), "0.0 1 2", "86401.0 3 4");
    }

    @Test
    void mooncakeRows() throws Exception {
        Trace trace = read("""
                {"timestamp": 0, "input_length": 1000, "output_length": 6, "hash_ids": [5, -6]}
                {"hash_ids": [], "output_length": 0, "input_length": 3, "timestamp": 27482, "more": {"a": [1]}}
                {"timestamp": 27482.5, "input_length": 513, "output_length": 7, "hash_ids": [9007199254740993]}
                """);
        assertRows(trace, "0.0 1000 6", "27.482 3 0", "27.4825 513 7");
        assertThat(trace.hasHashes()).isTrue();
        assertThat(trace.blockTokens()).isEqualTo(512);
        assertThat(List.of(trace.hashes(0), trace.hashes(1), trace.hashes(2))).containsExactly(2, 0, 1);
        long[] hashes = new long[2];
        trace.copyHashes(0, hashes);
        assertThat(hashes).containsExactly(5, -6);
        trace.copyHashes(2, hashes);
        assertThat(hashes).containsExactly(9007199254740993L, -6);
    }

    @Test
    void gzipIsToldByItsBytes() throws Exception {
        Trace trace = TraceReader.read(file(gzip(PLAIN + "1,2,3\n")), Integer.MAX_VALUE);
        assertRows(trace, "1.0 2 3");
    }

    /** Rows beyond the limit are not looked at. */
    @Test
    void aLimitEndsReading() throws Exception {
        Path file = file((PLAIN + "1,2,3\n2,3,4\nbroken").getBytes(StandardCharsets.UTF_8));
        assertRows(TraceReader.read(file, 2), "1.0 2 3", "2.0 3 4");
    }

    /** Longer than any buffer, so that lines span several. */
    @Test
    void manyRows() throws Exception {
        StringBuilder text = new StringBuilder(PLAIN);
        for (int i = 0; i < 50_000; i++) {
            text.append(i / 8.0)
                    .append(',')
                    .append(i + 1)
                    .append(',')
                    .append(2 * i)
                    .append('\n');
        }
        Trace trace = read(text.toString());
        assertThat(trace.size()).isEqualTo(50_000);
        for (int i = 0; i < 50_000; i++) {
            assertThat(trace.arrival(i)).isEqualTo(i / 8.0);
            assertThat(trace.prompt(i)).isEqualTo(i + 1);
            assertThat(trace.output(i)).isEqualTo(2 * i);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "x,2,3 | `:3:1: arrived_at: need seconds, such as 12.5, found 'x'`",
                ",2,3 | `:3:1: arrived_at: need seconds, such as 12.5, found ''`",
                "NaN,2,3 | `:3:1: arrived_at: need seconds, such as 12.5, found 'NaN'`",
                "Infinity,2,3 | `:3:1: arrived_at: need seconds, such as 12.5, found 'Infinity'`",
                "1e999,2,3 | `:3:1: arrived_at: need seconds, such as 12.5, found '1e999'`",
                "0x1p3,2,3 | `:3:1: arrived_at: need seconds, such as 12.5, found '0x1p3'`",
                "-1,2,3 | `:3:1: arrived_at: arrives 1.0 s before the start`",
                "1.7e9,2,3 | `:3:1: arrived_at: arrives at 1.7E9 s; need seconds from the start of the trace, at most 1.0E7`",
                "0.5,2,3 | `:3:1: arrived_at: request 1 arrives at 0.5 s, before request 0 at 1.0 s; sort the rows by arrival`",
                "1,-2,3 | `:3:3: num_prefill_tokens: must be 0 to 1000000000 tokens, found -2`",
                "1,2,-3 | `:3:5: num_decode_tokens: must be 0 to 1000000000 tokens, found -3`",
                "1,2,2000000000 | `:3:5: num_decode_tokens: must be 0 to 1000000000 tokens, found 2000000000`",
                "1,2.5,3 | `:3:3: num_prefill_tokens: need a whole number of tokens, found '2.5'`",
                "1,2,99999999999999999999 | `:3:5: num_decode_tokens: need a whole number of tokens, found '99999999999999999999'`",
                "1,2 | `:3:3: need 3 cells as in the header, found 2`",
                "1,2,3,4 | `:3:7: need 3 cells as in the header, found 4`",
                "1,\"2,3 | `:3:3: a quoted cell must end on its line`",
                "1,\"2\"x,3 | `:3:6: need a comma after a quoted cell`",
            })
    void aMistakeInARow(String row, String message) throws IOException {
        refused(PLAIN + "1,2,3\n" + row + "\n9,9,9\n", message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2023-13-16 18:17:03", "2023-11-16", "2023-11-16 25:17:03", "12.5", ""})
    void aMistakeInADate(String text) throws IOException {
        refused(
                AZURE + text + ",1,2\r\n",
                ":2:1: TIMESTAMP: need a date and time, such as 2023-11-16 18:17:03.9799600, found '" + text + "'");
    }

    @Test
    void datesOutOfOrder() throws IOException {
        refused(
                AZURE + "2023-11-16 18:15:46,374,44\n2023-11-16 18:15:45,1,2",
                ":3:1: TIMESTAMP: arrives 1.0 s before the start");
        refused(
                AZURE + "2023-11-16 18:15:46,374,44\n2023-11-16 18:15:48,1,2\n2023-11-16 18:15:47,1,2",
                ":4:1: TIMESTAMP: request 2 arrives at 1.0 s, before request 1 at 2.0 s; sort the rows by arrival");
        refused(
                AZURE + "0001-11-16 18:15:46,374,44\n9999-11-16 18:15:48,1,2",
                ":3:1: TIMESTAMP: arrives at 3.15506361602E11 s; need seconds from the start of the trace, at most 1.0E7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "t,p,d | `:1:1: unknown header 't,p,d'; `",
                "arrived_at,num_prefill_tokens | `:1:1: no column num_decode_tokens; `",
                "TIMESTAMP,GeneratedTokens | `:1:1: no column ContextTokens; `",
            })
    void aMistakeInTheHeader(String header, String message) throws IOException {
        refused(header + "\n1,2,3\n", message + TraceColumns.VALID);
    }

    @Test
    void aColumnThatIsThereTwice() throws IOException {
        refused(
                "arrived_at,num_prefill_tokens,num_decode_tokens,arrived_at\n",
                ":1:49: column arrived_at is there twice");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"timestamp\": \"1\", \"input_length\": 1, \"output_length\": 1} | `:2:15: timestamp: need milliseconds, such as 1500, found '1'`",
                "{\"timestamp\": -5, \"input_length\": 1, \"output_length\": 1} | `:2:15: timestamp: arrives 0.005 s before the start`",
                "{\"timestamp\": 4, \"input_length\": 1, \"output_length\": 1} | `:2:15: timestamp: request 1 arrives at 0.004 s, before request 0 at 0.005 s; sort the rows by arrival`",
                "{\"timestamp\": 6, \"input_length\": 1.5, \"output_length\": 1} | `:2:34: input_length: need a whole number, found '1.5'`",
                "{\"timestamp\": 6, \"input_length\": -1, \"output_length\": 1} | `:2:34: input_length: must be 0 to 1000000000 tokens, found -1`",
                "{\"timestamp\": 6, \"input_length\": 1, \"output_length\": null} | `:2:54: output_length: need a whole number, found 'null'`",
                "{\"timestamp\": 6, \"input_length\": 1} | `:2:1: no output_length; need an object with timestamp, input_length, output_length and, if known, hash_ids`",
                "{\"timestamp\": 6, \"input_length\": 1, \"output_length\": 1, \"hash_ids\": 7} | `:2:69: hash_ids: need a list of whole numbers, found '7'`",
                "{\"timestamp\": 6, \"input_length\": 1, \"output_length\": 1, \"hash_ids\": [\"a\"]} | `:2:69: hash_ids: need a whole number, found 'a'`",
                "{\"timestamp\": 6, \"input_length\": 512, \"output_length\": 1, \"hash_ids\": [1, 2]} | `:2:71: hash_ids: 2 blocks of 512 tokens, but a prompt of 512 tokens has 1`",
                "{\"timestamp\": 6, \"input_length\": 1, \"output_length\": 1} 5 | `:2:57: need one object a line`",
                "[1] | `:2:1: need an object with timestamp, input_length, output_length and, if known, hash_ids`",
            })
    void aMistakeInJson(String row, String message) throws IOException {
        refused("{\"timestamp\": 5, \"input_length\": 1, \"output_length\": 1}\n" + row + "\n", message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"timestamp\": 6, \"input_length\": 1, \"output_length\": ",
                "{\"timestamp\": 6, \"timestamp\": 7, \"input_length\": 1, \"output_length\": 1}",
                "{\"timestamp\": NaN, \"input_length\": 1, \"output_length\": 1}",
                "{\"timestamp\": 99999999999999999999, \"input_length\": 99999999999999999999, \"output_length\": 1}",
                "{nothing}",
            })
    void whatIsNotJson(String row) throws IOException {
        Path file = file(("{\"timestamp\": 5, \"input_length\": 1, \"output_length\": 1}\n" + row)
                .getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> TraceReader.read(file, Integer.MAX_VALUE))
                .isInstanceOf(ScenarioException.class)
                .hasMessageStartingWith(file + ":2:");
    }

    @Test
    void whatIsNoTraceAtAll() throws IOException {
        refused("", ": nothing is written here; " + TraceColumns.VALID);
        refused("\n \n", ": nothing is written here; " + TraceColumns.VALID);
        refused(PLAIN, ": no rows after the header");
        refused(new byte[] {(byte) 0xff, (byte) 0xfe, 'a'}, ": not UTF-8 text");
        byte[] broken = gzip(PLAIN + "1,2,3\n");
        refused(Arrays.copyOf(broken, broken.length - 10), ": broken gzip: Unexpected end of ZLIB input stream");
        broken[2] = 77;
        refused(broken, ": broken gzip: Unsupported compression method");
    }

    @Test
    void whatIsNoFile() {
        Path missing = folder.resolve("no");
        assertThatThrownBy(() -> TraceReader.read(missing, 1))
                .isInstanceOf(ScenarioException.class)
                .hasMessage(missing + ": no such file");
        assertThatThrownBy(() -> TraceReader.read(folder, 1))
                .isInstanceOf(ScenarioException.class)
                .hasMessage(folder + ": a folder, not a trace");
    }
}
