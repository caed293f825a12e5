package io.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.tidegate.serving.PlainBlocks;
import io.tidegate.workload.MooncakePart;
import io.tidegate.workload.MooncakePart.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code replay} with prefix caches, on the first requests of a part of a published trace. */
class PrefixReplayContractTest {
    private static final int REQUESTS = 600;
    private static final int BLOCK = MooncakePart.BLOCK_TOKENS;
    private static final double FOR_EVER = Double.POSITIVE_INFINITY;

    @TempDir
    Path folder;

    private final List<Row> rows = MooncakePart.rows().subList(0, REQUESTS);
    private Path trace = Path.of("");
    private Path times = Path.of("");

    @BeforeEach
    void write() throws IOException {
        trace = folder.resolve("mooncake.jsonl");
        times = folder.resolve("times.csv");
        Files.writeString(trace, rows.stream().map(Row::json).collect(Collectors.joining("\n", "", "\n")));
    }

    /** Replicas that take about 2 s for a prompt of 15,000 tokens. */
    private Cli replay(String... options) {
        List<String> args = new ArrayList<>(List.of("replay", trace.toString()));
        args.addAll(List.of(
                "--step", "c0=0.008,cN=5e-5,cK=8e-8,cP=5e-5,cPC=5e-9", "--speed=0.1", "--requests", times.toString()));
        args.addAll(List.of(options));
        return Cli.run(args.toArray(String[]::new));
    }

    private record Event(double time, boolean arrives, int request) {}

    /** Cached tokens by plain rules, with the times that were written, requests given to replicas in turn. */
    private long cached(int replicas, long kv, long host, double timeToLive) throws IOException {
        List<Event> events = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(times)) {
            for (NamedCsvRecord row : csv) {
                int id = Integer.parseInt(row.getField("id"));
                events.add(new Event(Double.parseDouble(row.getField("arrived_at")), true, id));
                events.add(new Event(Double.parseDouble(row.getField("completed_at")), false, id));
            }
        }
        assertThat(events).hasSize(2 * REQUESTS);
        events.sort(Comparator.comparingDouble(Event::time)
                .thenComparing(Event::arrives)
                .thenComparing(Event::request));
        List<PlainBlocks> caches = new ArrayList<>();
        for (int r = 0; r < replicas; r++) {
            caches.add(new PlainBlocks(kv, host, BLOCK));
        }
        int[] claimed = new int[REQUESTS];
        long sum = 0;
        for (Event event : events) {
            int i = event.request;
            PlainBlocks cache = caches.get(i % replicas);
            if (event.arrives) {
                claimed[i] = cache.run(rows.get(i).hashes(), event.time, true);
                cache.activate(0, claimed[i], event.time);
                sum += Math.min((long) claimed[i] * BLOCK, rows.get(i).input() - 1);
            } else {
                cache.complete(rows.get(i).hashes(), claimed[i], event.time, timeToLive);
            }
        }
        return sum;
    }

    private static long number(Cli run, String key) {
        Matcher found = Pattern.compile("\"" + key + "\" : (\\d+)").matcher(run.out());
        assertThat(found.find()).as(run.out() + run.err()).isTrue();
        return Long.parseLong(found.group(1));
    }

    /** Mean seconds to the first token. */
    private static double ttft(Cli run) {
        Matcher found =
                Pattern.compile("\"ttft\" : \\{\\s+\"mean\" : ([0-9.E-]+)").matcher(run.out());
        assertThat(found.find()).as(run.out() + run.err()).isTrue();
        return Double.parseDouble(found.group(1));
    }

    @Test
    void hitsAreThoseOfPlainRulesAtTheTimesWritten() throws IOException {
        for (String engine : List.of("step", "leap")) {
            Cli run = replay(
                    "--replicas=2", "--kv-blocks=1000000", "--prefix-cache=hbm", "--json=-", "--engine=" + engine);
            assertThat(number(run, "cached_tokens"))
                    .as(engine)
                    .isEqualTo(cached(2, 1L << 40, 0, FOR_EVER))
                    .isPositive();
        }
        Cli run = replay("--kv-blocks=1000000", "--prefix-cache=1000000", "--time-to-live=1m", "--json=-");
        assertThat(number(run, "cached_tokens"))
                .isEqualTo(cached(1, 1_000_000, 0, 60))
                .isPositive();
        run = replay("--kv-blocks=1000000", "--prefix-cache=500000", "--host-cache=1000000", "--json=-");
        assertThat(number(run, "cached_tokens")).isEqualTo(cached(1, 500_000, 1_000_000, FOR_EVER));
        assertThat(number(run, "reloaded_tokens")).isPositive();
    }

    @Test
    void cachesShortenPromptsAndReadingBackDelaysThem() {
        String[] plain = {"--kv-blocks=10000", "--json=-"};
        String[] hbm = {plain[0], plain[1], "--prefix-cache=hbm"};
        String[] host = {plain[0], plain[1], hbm[2], "--host-cache=100000000"};
        String[] slow = {plain[0], plain[1], hbm[2], host[3], "--kv-bytes-per-token=70000", "--reload-bandwidth=100e6"};
        assertThat(ttft(replay(hbm))).isLessThan(ttft(replay(plain)));
        assertThat(ttft(replay(host))).isLessThan(ttft(replay(hbm)));
        assertThat(ttft(replay(slow))).isGreaterThan(ttft(replay(host)));
        assertThat(number(replay(host), "cached_tokens")).isGreaterThan(number(replay(hbm), "cached_tokens"));
        assertThat(number(replay(plain), "cached_tokens")).isZero();
    }

    /** What active requests leave differs from step to step, and both engines must leave the same. */
    @Test
    void bothEnginesEvictTheSame() {
        List<String> runs = new ArrayList<>();
        for (String engine : List.of("step", "leap")) {
            Cli run = replay(
                    "--kv-blocks=16000",
                    "--prefix-cache=hbm",
                    "--host-cache=500000",
                    "--reload-bandwidth=50e9",
                    "--kv-bytes-per-token=70000",
                    "--json=-",
                    "--engine=" + engine);
            runs.add(number(run, "cached_tokens") + " " + number(run, "reloaded_tokens") + " " + number(run, "steps"));
        }
        assertThat(runs.get(0)).isEqualTo(runs.get(1));
    }

    @Test
    void affinityFindsMoreThanTurns() {
        String[] options = {"--replicas=4", "--kv-blocks=100000", "--prefix-cache=hbm", "--json=-"};
        long turns = number(replay(options), "cached_tokens");
        String[] near = {options[0], options[1], options[2], options[3], "--router=affinity:1"};
        assertThat(number(replay(near), "cached_tokens")).isGreaterThan(turns);
    }

    @Test
    void theTableShowsTheShare() {
        Cli run = replay("--kv-blocks=100000", "--prefix-cache=hbm");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .containsPattern("  found in a prefix cache +\\d+\\.\\d+ ?%\n  read back from host memory +0\n");
        assertThat(replay("--kv-blocks=100000").out()).doesNotContain("prefix cache");
    }

    @Test
    void refusesWhatDoesNotGoTogether() throws IOException {
        Path plain = Files.writeString(
                folder.resolve("plain.csv"), "arrived_at,num_prefill_tokens,num_decode_tokens\n0.5,100,3\n");
        refused("needs a trace that names the blocks", plain, "--prefix-cache=hbm");
        refused("go with --prefix-cache", trace, "--host-cache=5");
        refused("go with --prefix-cache", trace, "--time-to-live=5m");
        refused("--router affinity goes with --prefix-cache", trace, "--router=affinity");
        refused("need hbm or a number of tokens, found '-1'", trace, "--prefix-cache=-1");
        refused("need a time above 0", trace, "--prefix-cache=1", "--time-to-live=0s");
        refused("need a time above 0", trace, "--prefix-cache=1", "--time-to-live=5 weeks");
        refused("--host-cache must be 0 or more", trace, "--prefix-cache=1", "--host-cache=-1");
        refused("go together", trace, "--prefix-cache=1", "--host-cache=1", "--reload-bandwidth=1");
        refused("goes with --host-cache", trace, "--prefix-cache=1", "--reload-bandwidth=1", "--kv-bytes-per-token=1");
        refused(
                "above 0",
                trace,
                "--prefix-cache=1",
                "--host-cache=1",
                "--reload-bandwidth=0",
                "--kv-bytes-per-token=1");
    }

    private void refused(String message, Path file, String... options) {
        List<String> args = new ArrayList<>(List.of("replay", file.toString(), "--step=c0=1", "--kv-blocks=1000"));
        args.addAll(List.of(options));
        Cli run = Cli.run(args.toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isEqualTo(Main.BAD_INPUT);
        assertThat(run.err()).contains(message);
        assertThat(run.out()).isEmpty();
    }
}
