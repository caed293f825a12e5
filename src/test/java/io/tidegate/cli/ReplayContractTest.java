package io.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code replay} as a user meets it. The conformance cases are those of {@code SOURCE.md} beside their files. */
class ReplayContractTest {
    private static final String CASES = "src/main/resources/io/tidegate/conformance/";
    private static final List<String> STEP = List.of("--step", "c0=0.008,cN=5e-5,cK=8e-8,cP=8.5e-5");

    @TempDir
    Path folder;

    private Cli replay(Path trace, String... options) {
        List<String> args = new ArrayList<>(List.of("replay", trace.toString()));
        args.addAll(Arrays.asList(options));
        return Cli.run(args.toArray(String[]::new));
    }

    private Path small() throws IOException {
        return Files.writeString(
                folder.resolve("small.csv"),
                "arrived_at,num_prefill_tokens,num_decode_tokens\n0.5,100,3\n0.5,5000,1\n0.75,100,0\n2,50,1\n");
    }

    /** A truth file holds its trace, with the answers in columns that a replay passes over. */
    @ParameterizedTest
    @CsvSource({
        "chunked, step, 4000, --replicas 2 --router round-robin --policy chunked --max-batch 128 --token-budget 512 --kv-blocks"
                + " 1000000",
        "chunked, leap, 4000, --replicas 2 --router round-robin --policy chunked --max-batch 128 --token-budget 512 --kv-blocks"
                + " 1000000",
        "prefill_first, step, 1500, --replicas 4 --router fewest-waiting --policy prefill-first --max-batch 64 --token-budget"
                + " 8192 --kv-blocks 1000000",
        "prefill_first, leap, 1500, --replicas 4 --router fewest-waiting --policy prefill-first --max-batch 64 --token-budget"
                + " 8192 --kv-blocks 1000000",
        "kv_pressure, step, 800, --replicas 1 --policy chunked --max-batch 128 --token-budget 512 --kv-blocks 1200",
        "kv_pressure, leap, 800, --replicas 1 --policy chunked --max-batch 128 --token-budget 512 --kv-blocks 1200",
    })
    void everyRequestOfThePublishedCases(String name, String engine, int requests, String options) throws IOException {
        Path truth = Path.of(CASES + name + "_truth.csv.gz");
        Path out = folder.resolve("out.csv");
        List<String> args = new ArrayList<>(List.of("--block-tokens", "16", "--engine", engine));
        args.addAll(STEP);
        args.addAll(List.of("--requests", out.toString()));
        args.addAll(Arrays.asList(options.split(" ", -1)));
        Cli run = replay(truth, args.toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isZero();
        List<NamedCsvRecord> found = rows(out);
        List<NamedCsvRecord> wanted = rows(truth);
        assertThat(found).hasSize(requests).hasSameSizeAs(wanted);
        for (int id = 0; id < requests; id++) {
            assertThat(found.get(id).getField("id")).isEqualTo(Integer.toString(id));
            for (String column : List.of("arrived_at", "first_token_at", "completed_at")) {
                assertThat(Double.parseDouble(found.get(id).getField(column)))
                        .as("%s of %d", column, id)
                        .isCloseTo(Double.parseDouble(wanted.get(id).getField(column)), within(1e-6));
            }
            assertThat(found.get(id).getField("restarts"))
                    .as("restarts of %d", id)
                    .isEqualTo(wanted.get(id).getField("restarts"));
        }
    }

    private static List<NamedCsvRecord> rows(Path file) throws IOException {
        boolean gzip = file.toString().endsWith(".gz");
        try (InputStreamReader in = new InputStreamReader(
                        gzip ? new GZIPInputStream(Files.newInputStream(file)) : Files.newInputStream(file),
                        StandardCharsets.UTF_8);
                CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(in)) {
            return reader.stream().toList();
        }
    }

    /**
     * Steps of 10 ms and 0.125 ms for each prompt token: the first request takes 22.5 ms and two steps of 10 ms more, the last
     * 16.25 ms.
     */
    @Test
    void theTable() throws IOException {
        Cli run = replay(small(), "--step", "c0=0.01,cP=0.000125", "--kv-blocks", "100");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo("""
                REPLAY
                figure                           value
                ------------------------------  ------
                replicas                             1
                requests                             4
                served                               2
                refused: NO_TOKENS                   1
                refused: TOO_LARGE                   1
                restarts                             0
                prompt tokens                      150
                output tokens                        4
                simulated seconds                1.516
                busy                            3.87 %
                steps                                4
                steps outside the fitted range     0 %

                LATENCY
                Of the requests served; TPOT of those with two or more output tokens.
                seconds     mean      p50      p90      p99
                -------  -------  -------  -------  -------
                TTFT     19.4 ms  16.2 ms  22.5 ms  22.5 ms
                TPOT     10.0 ms  10.0 ms  10.0 ms  10.0 ms
                E2E      29.4 ms  16.2 ms  42.5 ms  42.5 ms
                """);
        assertThat(run.err())
                .matches("warning: 1 of the requests has no prompt or asks for no answer\n"
                        + "served 2 requests, 4 steps in \\d leaps, \\S+ s wall: \\d+ equivalent steps per second, "
                        + "\\d+ requests per second\n");
    }

    @Test
    void refusedRequestsHaveNoTimes() throws IOException {
        Path out = folder.resolve("out.csv");
        Files.writeString(out, "an older one");
        Cli run = replay(
                small(), "--step", "c0=0.0625", "--kv-blocks", "100", "--speed", "0.5", "--requests", out.toString());
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(Files.readString(out)).isEqualTo("""
                id,arrived_at,first_token_at,completed_at,restarts
                0,1.0,1.0625,1.1875,0
                1,1.0,,,0
                2,1.5,,,0
                3,4.0,4.0625,4.0625,0
                """);
        assertThat(Cli.tree(folder)).containsExactly("out.csv", "small.csv");
    }

    /** Half as fast, the three arrive at 1, 1 and 1.5 s; again a mean gap of 0.75 s after the last. */
    @Test
    void repeatedTracesFollowThemselves() throws IOException {
        Path out = folder.resolve("twice.csv");
        Cli run = replay(
                small(),
                "--step=c0=0.0625",
                "--kv-blocks=100",
                "--speed=0.5",
                "--limit=3",
                "--repeat=2",
                "--requests=" + out);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(Files.readString(out)).isEqualTo("""
                id,arrived_at,first_token_at,completed_at,restarts
                0,1.0,1.0625,1.1875,0
                1,1.0,,,0
                2,1.5,,,0
                3,3.25,3.3125,3.4375,0
                4,3.25,,,0
                5,3.75,,,0
                """);
    }

    @Test
    void jsonToAFileAndToStandardOutput() throws IOException {
        Path file = folder.resolve("summary.json");
        Cli table =
                replay(small(), "--step", "c0=0.0625", "--kv-blocks", "100", "--limit", "1", "--json", file.toString());
        assertThat(table.code()).as(table.err()).isZero();
        Cli json = replay(small(), "--step", "c0=0.0625", "--kv-blocks", "100", "--limit", "1", "--json", "-");
        assertThat(json.out()).isEqualTo(Files.readString(file));
        assertThat(json.out())
                .startsWith("{\n  \"schema_version\" : 1,\n")
                .contains("\n  \"requests\" : 1,\n", "\n  \"seconds\" : 0.1875,\n")
                .contains("  \"ttft\" : {\n    \"mean\" : 0.0625,\n    \"p50\" : 0.0625,")
                .endsWith("}\n");
    }

    /** 62.5 ms of prefill; handing over 100 tokens of 5 bytes at 2000 bytes a second takes 250 ms beside 500 ms. */
    @Test
    void prefillAndDecodeApart() throws IOException {
        Path out = folder.resolve("out.csv");
        Cli run = replay(
                small(),
                "--step=c0=0.0625",
                "--kv-blocks=100",
                "--prefill-replicas=2",
                "--decode-replicas=3",
                "--transfer=latency=0.5,bytes=5,bandwidth=2000",
                "--limit=1",
                "--requests=" + out);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("replicas                        2 prefill, 3 decode\n");
        assertThat(Files.readString(out)).endsWith("\n0,0.5,0.5625,1.4375,0\n");
    }

    @Test
    void aProfileOfTheCatalogueAndAPoolOfAScenario() throws IOException {
        Cli unknown = replay(small(), "--profile", "dsv3");
        assertThat(unknown.err()).startsWith("no profile 'dsv3'; there are ");
        String name = Cli.run("catalog", "profiles")
                .out()
                .lines()
                .filter(line -> line.startsWith("dsv3"))
                .findFirst()
                .orElseThrow()
                .split(" ", 2)[0];
        Cli found = replay(small(), "--profile", name, "--efficiency", "1.2");
        assertThat(found.code()).as(found.err()).isZero();
        assertThat(found.out()).containsPattern("served +3\n");
        Cli pool = replay(small(), "--scenario", Cli.TINY, "--pool", "home-sonnet", "--max-batch", "1");
        assertThat(pool.code()).as(pool.err()).isZero();
        assertThat(pool.out()).containsPattern("served +3\n");
        assertThat(replay(small(), "--scenario", Cli.TINY, "--pool", "home").err())
                .isEqualTo("""
                        no pool 'home'; there are home-sonnet, home-haiku, annex-sonnet, annex-haiku
                        Try 'tidegate replay --help'.
                        """);
    }

    /** Steps of 62.5 ms, twice as long at an efficiency of 2; room for 992 of the 1000 tokens. */
    @Test
    void aProfileOfAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yaml"), """
                profiles:
                  - name: mine
                    source: assumed
                    gpus: 1
                    law: {c0: 62.5 ms, cB: 0, cK: 0, cP: 0, cPC: 0, cR: 0, w: 0, n0: 1, effC: 1, effM: 1}
                    kv-tokens: 1000
                """);
        Path out = folder.resolve("out.csv");
        Cli run = replay(
                small(), "--profile=mine", "--profiles=" + file, "--efficiency=2", "--limit=2", "--requests=" + out);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(Files.readString(out)).endsWith("\n0,0.5,0.625,0.875,0\n1,0.5,,,0\n");

        Cli other = replay(small(), "--profile=other", "--profiles=" + file);
        assertThat(other.err()).startsWith("no profile 'other'; there are mine\n");
        Files.writeString(file, "profiles:\n  - name: mine\n    gpus: 0\n");
        Cli bad = replay(small(), "--profile=mine", "--profiles=" + file);
        assertThat(bad.code()).isEqualTo(2);
        assertThat(bad.err()).contains(file + ":3:11: must be 1 or more, found '0'\n");
        Files.writeString(file, "name: x\n");
        assertThat(replay(small(), "--profile=mine", "--profiles=" + file))
                .isEqualTo(new Cli(2, "", file + ": lists no profiles; need a list 'profiles'\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--kv-blocks=9 | `need one of --step, --profile and --scenario to say what a replica is, found 0`",
                "--step=c0=1 | `--step needs --kv-blocks`",
                "--step=c0=1 --kv-blocks=9 --profile=x | `need one of --step, --profile and --scenario to say what a replica is, found 2`",
                "--step=c0=1 --kv-blocks=9 --efficiency=2 | --profiles and --efficiency go with --profile",
                "--scenario=x.yaml | --scenario and --pool go together",
                "--step=c9=1 | `Invalid value for option '--step': need KEY=NUMBER with keys of c0, cN, cB, cK, cP, cPC, cR, w, n0, effC, effM, separated by commas, found 'c9=1'`",
                "--step=c0=-1 | `Invalid value for option '--step': need a number of 0 or more, such as 5e-5, found 'c0=-1'`",
                "--step=c0=1,c0=2 | `Invalid value for option '--step': c0 is there twice`",
                "--step=c0=1,cN=1,cB=2 | `Invalid value for option '--step': cN sets cB and cR; give it or them`",
                "--router=best | `Invalid value for option '--router': need one of round-robin, random, fewest-waiting, least-loaded[:CHOICES], least-kv, affinity[:SECONDS], found 'best'`",
                "--router=least-loaded:0 | `Invalid value for option '--router': need 1 to 64 choices, found 'least-loaded:0'`",
                "--policy=x | `Invalid value for option '--policy': need one of chunked, prefill-first, found 'x'`",
                "--step=c0=1 --kv-blocks=0 | `--kv-blocks must be 1 to 1000000000000, found 0`",
                "--step=c0=1 --kv-blocks=9 --max-batch=0 | `--max-batch must be 1 to 65536, found 0`",
                "--step=c0=1 --kv-blocks=9 --tokens-per-step=0.5 | `tokens per step must be 1 to 64, not 0.5`",
                "--step=c0=1e-12 --kv-blocks=9 | `a step of a single token must take a nanosecond or more: StepLaw[c0=1.0E-12, cB=0.0, cK=0.0, cP=0.0, cPC=0.0, cR=0.0, w=0.0, n0=1.0, effC=1.0, effM=1.0]`",
                "--step=c0=1 --kv-blocks=9 --speed=1e-9 | `--speed and --repeat let the last request arrive after 1.0E7 s`",
                "--step=c0=1 --kv-blocks=9 --repeat=0 | `--repeat must be 1 or more and make at most 100000000 requests, found 0`",
                "--step=c0=1 --kv-blocks=9 --watermark=1 | `--watermark must be 0 or more and below 1, found 1.0`",
                "--step=c0=1 --kv-blocks=9 --replicas=0 | `--replicas must be 1 to 1000000, found 0`",
                "--step=c0=1 --kv-blocks=9 --prefill-replicas=1 | `--prefill-replicas and --decode-replicas go together, instead of --replicas`",
                "--step=c0=1 --kv-blocks=9 --transfer=latency=1 | --transfer goes with --prefill-replicas and --decode-replicas",
                "--step=c0=1 --kv-blocks=9 --limit=0 | `--limit must be 1 or more, found 0`",
                "--step=c0=1 --kv-blocks=9 --speed=NaN | `--speed must be finite and above 0, found NaN`",
            })
    void aMistakeInTheOptions(String options, String message) throws IOException {
        Cli run = replay(small(), (options + " --requests=" + folder.resolve("out.csv")).split(" ", -1));
        assertThat(run).isEqualTo(new Cli(2, "", message + "\nTry 'tidegate replay --help'.\n"));
        assertThat(Cli.tree(folder)).containsExactly("small.csv");
    }

    @Test
    void aMistakeInTheTrace() throws IOException {
        Path trace = Files.writeString(
                folder.resolve("bad.csv"), "arrived_at,num_prefill_tokens,num_decode_tokens\n0.5,1e9,3\n");
        Cli run = replay(trace, "--step=c0=1", "--kv-blocks=9", "--requests=" + folder.resolve("out.csv"));
        String message = trace + ":2:5: num_prefill_tokens: need a whole number of tokens, found '1e9'\n";
        assertThat(run).isEqualTo(new Cli(2, "", message));
        assertThat(Cli.tree(folder)).containsExactly("bad.csv");
    }

    @Test
    void whereNothingCanBeWritten() throws IOException {
        Path nowhere = folder.resolve("no/out.csv");
        Cli run = replay(small(), "--step=c0=1", "--kv-blocks=9", "--requests=" + nowhere);
        String message = nowhere + " cannot be made: there is no folder " + nowhere.getParent() + "\n";
        assertThat(run).isEqualTo(new Cli(2, "", message));
        run = replay(small(), "--step=c0=1", "--kv-blocks=9", "--json=" + folder);
        assertThat(run).isEqualTo(new Cli(2, "", folder + " is not a file; choose another name\n"));
    }
}
