package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.limits.PlanLimit;
import io.tidegate.serving.FittedRange;
import io.tidegate.serving.ServingProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files over files, and the command line over all. */
class OverlayTest {
    @TempDir
    Path folder;

    @BeforeEach
    void tiny() throws IOException {
        write("tiny.yaml", Tiny.TEXT);
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private List<String> complaints(Path file, String... sets) {
        ScenarioException thrown = Assertions.catchThrowableOfType(
                ScenarioException.class, () -> ScenarioLoader.load(file, List.of(sets)));
        assertThat(thrown).isNotNull();
        return thrown.messages();
    }

    @Test
    void mapsMergeNamedItemsMergeAndTheRestIsReplaced() throws Exception {
        Path file = write("over.yaml", """
                extends: tiny.yaml
                name: over
                run: {seed: 3}
                demand:
                  plans:
                    - {name: pro, users: 1 M, chat-mix: [1, 0]}
                    - name: max
                      source: "assumed: round"
                      users: 10k
                      active: 1
                      chat-requests: 1
                      coders: 1
                      coding-sessions: 1
                      session-keep: 1
                      intensity-sigma: 1
                      chat-prefix: 1
                      chat-mix: [1, 0]
                      coding-mix: [1, 0]
                      chat-curve: day
                      coding-curve: day
                      audience: professional
                limits:
                  plans: [{plan: max, window: 10 M, weekly: 90 M}]
                  api: [{tier: tier-2, model: small, rpm: 5k}]
                supply:
                  sites: [{name: new, ramp: null}]
                events: [{name: injection, set: {limits.plans.max.window: 20 M}}]
                """);
        LoadedScenario over = ScenarioLoader.load(file, List.of());
        Scenario scenario = over.scenario();
        assertThat(scenario.name()).isEqualTo("over");
        assertThat(scenario.title()).isEqualTo("Two models, one site, one injection");
        assertThat(scenario.run().seed()).isEqualTo(3);
        assertThat(scenario.run().cells()).isEqualTo(5);
        assertThat(scenario.demand().plans()).extracting(plan -> plan.name()).containsExactly("free", "pro", "max");
        assertThat(scenario.demand().plans().get(1).users()).isEqualTo(1e6);
        assertThat(scenario.demand().plans().get(1).active()).isEqualTo(0.4);
        assertThat(scenario.demand().plans().get(1).chatMix()).containsExactly(1.0, 0.0);
        assertThat(scenario.limits().api()).hasSize(4);
        assertThat(scenario.limits().api().get(3).rpm()).isEqualTo(5000);
        assertThat(scenario.limits().api().get(3).itpm()).isEqualTo(4e6);
        assertThat(scenario.supply().sites().get(1).ramp()).isNull();
        // The event keeps its own paths and gains one; the base's 'peak.factor: 1' still holds.
        assertThat(scenario.changes().get(0).limits().plans().get(2)).isEqualTo(new PlanLimit("max", 20e6, 90e6));
        assertThat(scenario.changes().get(0).limits().peak().factor()).isEqualTo(1);
        // A value laid over has its own place, and none of the base's source.
        assertThat(over.resolvedYaml())
                .contains("  seed: 3  # over.yaml:3\n  replications: 1  # tiny.yaml:6\n")
                .contains(
                        "      users: 1 M  # over.yaml:6\n      active: {value: 40 %, source: \"press release\"}  # tiny.yaml:");
        assertThat(over.sources())
                .contains(new Assumption("demand.plans.max.users", "10k", "assumed: round", "over.yaml:9"));
        assertThat(ScenarioLoader.parse("again", over.resolvedYaml(), List.of()).scenario())
                .isEqualTo(scenario);
    }

    @Test
    void aChainOfFilesMayUseSubfolders() throws Exception {
        write("sub/base.yaml", "extends: ../tiny.yaml\nrun: {seed: 1, cells: 7}\n");
        Path top = write("top.yaml", "extends: sub/base.yaml\nrun: {seed: 2}\n");
        LoadedScenario loaded = ScenarioLoader.load(top, List.of("run.replications=3"));
        assertThat(loaded.scenario().run().seed()).isEqualTo(2);
        assertThat(loaded.scenario().run().cells()).isEqualTo(7);
        assertThat(loaded.scenario().run().replications()).isEqualTo(3);
        assertThat(loaded.resolvedYaml()).contains("  cells: 7  # sub/base.yaml:2\n");
    }

    /** Fitted profiles come in a file of their own, which knows nothing of the scenario that uses them. */
    @Test
    void ofSeveralFilesExtendedTheLaterOnesWin() throws Exception {
        write("fitted/profiles.yaml", """
                profiles:
                  - name: chip-8
                    source: "fitted to 12 measured steps"
                    law: {c0: 5 ms}
                    range: {max-context: 32 k, max-batch: 64, max-prefill: 8 k, ranks: 1}
                  - name: chip-16
                    source: "fitted to 30 measured steps"
                    gpus: 16
                    law: {c0: 3 ms, cB: 10 us, cK: 0, cP: 5 us, cPC: 0, cR: 0, w: 0, n0: 1, effC: 1, effM: 1}
                    kv-tokens: 2 M
                """);
        Path over = write("over.yaml", """
                extends: [tiny.yaml, fitted/profiles.yaml]
                supply: {pools: [{name: new-large, profile: chip-16}]}
                """);
        LoadedScenario loaded = ScenarioLoader.load(over, List.of());
        List<ServingProfile> profiles = loaded.scenario().profiles();
        assertThat(profiles).extracting(ServingProfile::name).containsExactly("chip-8", "chip-16");
        assertThat(profiles.get(0).law().c0()).isEqualTo(0.005);
        assertThat(profiles.get(0).law().w())
                .as("what the later file leaves out stays")
                .isEqualTo(0.009);
        assertThat(profiles.get(0).range()).isEqualTo(new FittedRange(32_000, 64, 8000, 1));
        assertThat(profiles.get(1).range()).isEqualTo(FittedRange.EVERYWHERE);
        assertThat(loaded.scenario().supply().pools().get(2).profile()).isEqualTo("chip-16");
        assertThat(loaded.sources())
                .contains(new Assumption(
                        "profiles.chip-16.kv-tokens", "2 M", "fitted to 30 measured steps", "fitted/profiles.yaml:10"));
        Path turned = write("turned.yaml", "extends: [fitted/profiles.yaml, tiny.yaml]\n");
        assertThat(ScenarioLoader.load(turned, List.of())
                        .scenario()
                        .profiles()
                        .get(0)
                        .law()
                        .c0())
                .isEqualTo(0.004);
        // Both may extend the same file: that leads nowhere back.
        write("seed.yaml", "extends: tiny.yaml\nrun: {seed: 4}\n");
        write("cells.yaml", "extends: tiny.yaml\nrun: {cells: 4}\n");
        Path diamond = write("diamond.yaml", "extends: [seed.yaml, cells.yaml]\n");
        RunSpec run = ScenarioLoader.load(diamond, List.of()).scenario().run();
        assertThat(run.cells()).isEqualTo(4);
        assertThat(run.seed())
                .as("the later file's base lies over the earlier file")
                .isEqualTo(20_260_506);
        Path wrong = write("wrong.yaml", "extends: [tiny.yaml, fitted/bad.yaml]\n");
        Path bad = write("fitted/bad.yaml", "profiles: [{name: chip-8, law: {c0: 5}}]\n");
        assertThat(complaints(wrong))
                .containsExactly(folder.resolve("fitted/bad.yaml")
                        + ":1:37: needs a unit, one of us, ms, s, min, h, d, such as 5 min, found '5'");
        assertThat(bad).exists();
    }

    @Test
    void aNumberOfFilesAtMostMayBeExtended() throws Exception {
        write("f0.yaml", "extends: [tiny.yaml, tiny.yaml]\n");
        for (int i = 1; i <= 20; i++) {
            write("f" + i + ".yaml", "extends: [f%d.yaml, f%d.yaml]%n".formatted(i - 1, i - 1));
        }
        assertThat(complaints(folder.resolve("f20.yaml")))
                .singleElement()
                .asString()
                .endsWith(": more than 16 files extend one another");
    }

    @Test
    void namedItemsBelowCanBeDropped() throws Exception {
        Path over = write("over.yaml", """
                extends: tiny.yaml
                phases:
                  - {name: before, drop: true}
                supply:
                  pools:
                    - {name: new-large, drop: true}
                events:
                  - {name: injection, drop: true}
                """);
        LoadedScenario loaded = ScenarioLoader.load(over, List.of());
        assertThat(loaded.scenario().phases()).extracting(PhaseSpec::name).containsExactly("after");
        assertThat(loaded.scenario().supply().pools())
                .extracting(pool -> pool.name())
                .containsExactly("old-large", "old-small");
        assertThat(loaded.scenario().changes()).extracting(LimitsEpoch::event).containsExactly("weekly-up");
        assertThat(ScenarioLoader.parse("again", loaded.resolvedYaml(), List.of())
                        .scenario())
                .isEqualTo(loaded.scenario());
        assertThat(Tiny.load(Tiny.TEXT, "phases=[{name: after, drop: true}]")
                        .scenario()
                        .phases())
                .extracting(PhaseSpec::name)
                .containsExactly("before");
    }

    @Test
    void whatIsDroppedCanBeWrittenAnew() throws Exception {
        Path over = write("over.yaml", """
                extends: tiny.yaml
                phases:
                  - {name: before, drop: true}
                  - {name: after, drop: true}
                  - {name: after, label: Much later, start: 2026-07-01T05:00, length: 1 h}
                """);
        assertThat(ScenarioLoader.load(over, List.of()).scenario().phases())
                .containsExactly(new PhaseSpec("after", "Much later", LocalDateTime.of(2026, 7, 1, 5, 0), 3600));
    }

    @Test
    void whatCannotBeDroppedIsReported() throws Exception {
        Path over = write("over.yaml", """
                extends: tiny.yaml
                phases:
                  - {name: befor, drop: true}
                  - {name: after, drop: yes, length: 1 h}
                """);
        assertThat(complaints(over))
                .containsExactly(
                        over + ":3:5: nothing below is called 'befor' to be dropped — did you mean 'before'?",
                        over + ":4:25: write 'drop: true', or leave it out",
                        over + ":4:30: what is dropped takes no other key, found 'length'");
        Path less =
                write("less.yaml", "extends: tiny.yaml\nlimits:\n  api: [{tier: tier-1, model: small, drop: true}]\n");
        assertThat(complaints(less)).containsExactly(less + ":3:8: no limit for tier 'tier-1' and model 'small'");
        assertThat(Tiny.complaints(Tiny.with("  - name: after\n", "  - {name: later, drop: true}\n  - name: after\n")))
                .containsExactly(
                        "tiny.yaml:" + Tiny.line("name: after") + ":5: nothing below is called 'later' to be dropped");
        assertThat(Tiny.complaints("extends: catalog:hardware\n" + Tiny.TEXT, "run={drop: true}"))
                .containsExactly("--set run={drop: true}: unknown key 'drop'");
    }

    @Test
    void aMistakeIsReportedInTheFileThatMadeIt() throws Exception {
        Path over = write("over.yaml", "extends: tiny.yaml\nrun:\n  slice: 1\nlimits: {peak: {form: 05:00}}\n");
        assertThat(complaints(over))
                .containsExactly(
                        over + ":3:10: needs a unit, one of us, ms, s, min, h, d, such as 5 min, found '1'",
                        over + ":4:17: unknown key 'form' — did you mean 'from'?");
    }

    @Test
    void itemsNamedTwiceInAnOverlayAreReported() throws Exception {
        Path over = write(
                "over.yaml",
                "extends: tiny.yaml\nlimits:\n  plans:\n    - {plan: pro, window: 1}\n    - {plan: pro, window: 2, weekly: 3}\n");
        assertThat(complaints(over)).containsExactly(over + ":5:7: second 'pro', first at over.yaml:4");
    }

    @Test
    void filesStayInTheirFolder() throws Exception {
        write("secret.yaml", "name: secret\n");
        Path inner = write("inner/over.yaml", "extends: ../secret.yaml\n");
        assertThat(complaints(inner)).containsExactly(inner + ":1:10: outside the scenario's folder: '../secret.yaml'");
        Path absolute = write("inner/absolute.yaml", "extends: " + folder.resolve("inner/over.yaml") + "\n");
        assertThat(complaints(absolute).get(0)).startsWith(absolute + ":1:10: outside the scenario's folder: '/");
        Files.createSymbolicLink(folder.resolve("inner/link.yaml"), folder.resolve("secret.yaml"));
        Path link = write("inner/linked.yaml", "extends: link.yaml\n");
        assertThat(complaints(link))
                .containsExactly(
                        link + ":1:10: " + folder.resolve("inner/link.yaml") + ": outside the scenario's folder");
    }

    @Test
    void whatCannotBeExtendedIsReportedAtTheWord() throws Exception {
        Path a = write("a.yaml", "extends: b.yaml\n");
        Path b = write("b.yaml", "name: b\nextends: a.yaml\n");
        assertThat(complaints(a)).containsExactly(b + ":2:10: extends leads back to a.yaml");
        Path gone = write("gone.yaml", "extends: nothing.yaml\n");
        assertThat(complaints(gone))
                .containsExactly(gone + ":1:10: " + folder.resolve("nothing.yaml")
                        + ": no such file; scenarios there: a.yaml, b.yaml, gone.yaml, tiny.yaml");
        Path none = write("none.yaml", "extends: catalog:nothing-of-the-kind\n");
        assertThat(complaints(none))
                .containsExactly(none + ":1:10: nothing in the catalogue is called 'catalog:nothing-of-the-kind'");
        Path list = write("list.yaml", "extends: [tiny.yaml, {}]\n");
        assertThat(complaints(list))
                .containsExactly(list + ":1:22: need a file name, such as base.yaml or catalog:hardware");
        Path empty = write("empty.yaml", "extends: []\n");
        assertThat(complaints(empty))
                .containsExactly(empty + ":1:10: need at least one file name, such as base.yaml or catalog:hardware");
        Path back = write("back.yaml", "extends:\n  - tiny.yaml\n  - a.yaml\n");
        assertThat(complaints(back)).containsExactly(b + ":2:10: extends leads back to a.yaml");
        assertThat(Tiny.complaints("extends: a.yaml\n"))
                .containsExactly("tiny.yaml:1:10: only a file can extend a file, found 'a.yaml'");
    }

    @Test
    void filesThatCannotBeReadAreReported() throws Exception {
        Path wrong = folder.resolve("tinny.yaml");
        assertThat(complaints(wrong)).containsExactly(wrong + ": no such file; scenarios there: tiny.yaml");
        Path nowhere = folder.resolve("no/such.yaml");
        assertThat(complaints(nowhere)).containsExactly(nowhere + ": no such file; nor is there such a folder");
        assertThat(complaints(folder)).containsExactly(folder + ": not a file");
        Path bytes = Files.write(folder.resolve("bytes.yaml"), new byte[] {'a', ':', (byte) 0xC3, (byte) 0x28});
        assertThat(complaints(bytes)).containsExactly(bytes + ": not UTF-8 text");
        Path large = Files.write(folder.resolve("large.yaml"), new byte[(1 << 20) + 1]);
        assertThat(complaints(large)).containsExactly(large + ": larger than 1 MiB");
    }

    @Test
    void theCommandLineWins() {
        Scenario scenario = Tiny.load(
                        Tiny.TEXT,
                        "run.seed=1",
                        "run.seed=2",
                        "demand.plans.pro.chat-mix=[0, 100 %]",
                        "limits.api.tier-1/large.rpm=99",
                        "supply.sites.new.ramp.over=3 d",
                        "supply.sites.old.ramp={from: 2026-05-01T00:00, over: 0, shape: linear}",
                        "supply.sites.old.ramp=null",
                        "demand.plans.free.coding-mix.0={value: 0, source: survey}",
                        "events.injection.set.limits.peak.factor=1.25")
                .scenario();
        assertThat(scenario.run().seed()).isEqualTo(2);
        assertThat(scenario.demand().plans().get(1).chatMix()).containsExactly(0.0, 1.0);
        assertThat(scenario.limits().api().get(0).rpm()).isEqualTo(99);
        assertThat(scenario.supply().sites().get(1).ramp()).hasFieldOrPropertyWithValue("over", 259_200.0);
        assertThat(scenario.supply().sites().get(0).ramp()).isNull();
        assertThat(scenario.changes().get(0).limits().peak().factor()).isEqualTo(1.25);
    }

    @Test
    void wrongOptionsAreReportedWhole() {
        assertThat(Tiny.complaints(Tiny.TEXT, "run.sead=1", "seed"))
                .containsExactly(
                        "--set run.sead=1: unknown path 'run.sead' — did you mean 'run.seed'?",
                        "--set seed: need path=value, such as run.seed=7");
        assertThat(Tiny.complaints(Tiny.TEXT, "demand.plan.pro.users=1"))
                .containsExactly("--set demand.plan.pro.users=1: unknown path 'demand.plan.pro.users'"
                        + " — did you mean 'demand.plans.pro.users'?");
        assertThat(Tiny.complaints(Tiny.TEXT, "limits.plans.por.window=1"))
                .containsExactly("--set limits.plans.por.window=1: unknown path 'limits.plans.por.window'"
                        + " — did you mean 'limits.plans.pro.window'?");
        assertThat(Tiny.complaints(Tiny.TEXT, "run.slice="))
                .containsExactly("--set run.slice=: nothing is written here");
        assertThat(Tiny.complaints(Tiny.TEXT, "run.slice=[1"))
                .containsExactly("--set run.slice=[1: not YAML: expected ',' or ']', but got <stream end>");
        assertThat(Tiny.complaints(Tiny.TEXT, "run.seed.x=1"))
                .containsExactly("--set run.seed.x=1: unknown path 'run.seed.x' — did you mean 'run.seed'?");
        assertThat(Tiny.complaints(Tiny.TEXT, "supply.sites.old.ramp.over=1 d"))
                .containsExactly(
                        "--set supply.sites.old.ramp.over=1 d: missing key 'from' in supply.sites.old.ramp",
                        "--set supply.sites.old.ramp.over=1 d: missing key 'shape' in supply.sites.old.ramp");
    }
}
