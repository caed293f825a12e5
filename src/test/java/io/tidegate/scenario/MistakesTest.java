package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user reads for each kind of mistake: the whole text, and where. */
class MistakesTest {
    /**
     * A part of the scenario is replaced; one complaint is expected, at the caret in the replacement (which is not part of the
     * text), else at the part of the new text that follows {@code @}. {@code ~} stands for an end of line.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // keys
                "fleet-cells: 10 | ^fleet-cels: 10 | unknown key 'fleet-cels' — did you mean 'fleet-cells'?",
                "routing: {router | routing: {^ruter | unknown key 'ruter' — did you mean 'router'?",
                "title: Two models | ^zzz: 1~title: Two models | unknown key 'zzz'",
                "cells: 5~ | cells: 5~  ^seed: 1~ | duplicate key 'seed', first on line 5",
                "slice: 50 ms | slice: 50 ms~  <<: ^*x | alias of nothing written before: '*x'",
                "slice: 50 ms | slice: 50 ms~  ^<<: {} | merge keys are not used here; 'extends' merges files",
                "slice: 50 ms | slice: 50 ms~  ^[a]: 1 | a key must be a word",
                // values
                "slice: 50 ms | slice: ^50 | `needs a unit, one of us, ms, s, min, h, d, such as 5 min, found '50'`",
                "slice: 50 ms | slice: ^5 s | must be 0.001 s to 1 s, found '5 s'",
                "bin: 15 min | bin: ^-1 s | must be 1 s to 1000000 s, found '-1 s'",
                "choices: 2 | choices: ^2.5 | must be whole, found '2.5'",
                "node-gpus: 8 | node-gpus: ^3 G | must be at most 2147483647, found '3 G'",
                "node-gpus: 8 | node-gpus: ^0 | must be 1 or more, found '0'",
                "seed: 20260506 | seed: ^1.5 | need a whole number, such as 42, found '1.5'",
                "seed: 20260506 | seed: ^9999999999999999999 | too large, found '9999999999999999999'",
                "spread: false | spread: ^no | write true or false, found 'no'",
                "shape: s-curve | shape: ^S_CURVE | must be one of linear, s-curve, found 'S_CURVE'",
                "audience: consumer | audience: ^consumers | must be one of consumer, professional, enterprise, found 'consumers' — did you mean 'consumer'?",
                "zone: Europe/Berlin | zone: ^Europe/Berln | need a time zone, such as America/Los_Angeles, found 'Europe/Berln' — did you mean 'Europe/Berlin'?",
                "start: 2026-06-02T05:00 | start: ^2026-06-02 05:00 | need a local date and time, such as 2026-05-06T05:00, found '2026-06-02 05:00'",
                "start: 2026-06-02T05:00 | start: ^2026-06-31T05:00 | no such date or time: '2026-06-31T05:00'",
                "to: 11:00 | to: ^11h | need a local time, such as 05:00, found '11h'",
                "to: 11:00 | to: ^25:00 | no such time: '25:00'",
                "to: 11:00 | to: ^05:00 | to: must be after 'from' (05:00), found 05:00",
                "title: Two | title: ^\"\\u0007\" # | need one line of text, found ' '",
                "title: Two | title: ^!!str Two | tags are not used here, found 'tag:yaml.org,2002:str'",
                "title: Two | title: ^[Two] # | need one value, found a list",
                "title: Two | title:^ # | no value for 'title'",
                "coding-mix: [60 %, 40 %] | coding-mix: [60 %, ^null] | no value",
                "coding-mix: [60 %, 40 %] | coding-mix: [60 %, ^140 %] | must be 0 to 1, found '140 %'",
                "chat-mix: [0, 1] | chat-mix: ^0 | need a list, found '0'",
                "chat-mix: [0, 1] | chat-mix: ^{a: 1} | need a list, found a map",
                "token-budget: 8k, max-batch: 256 | token-budget: 8k, max-batch: 256, policy: ^prefill | must be one of chunked, prefill-first, found 'prefill' — did you mean 'prefill-first'?",
                "token-budget: 8k, max-batch: 256 | token-budget: 8k, max-batch: 256, longest-chunk: ^0 | must be 1 to 1000000, found '0'",
                "token-budget: 8k, max-batch: 256 | token-budget: 8k, max-batch: 256, tokens-per-step: ^0.9 | must be 1 to 64, found '0.9'",
                "audience: consumer | audience: consumer~      priority: ^4 | must be 0 to 3, found '4'",
                "gpus: 16, replicas: 40 | gpus: 16, replicas: 40, watermark: ^60 % | must be 0 to 0.5, found '60 %'",
                "gpus: 16, replicas: 40 | gpus: 16, replicas: 40, role: ^decoding | must be one of both, prefill, decode, found 'decoding' — did you mean 'decode'?",
                "gpus: 16, replicas: 40 | gpus: 16, replicas: 40, host-cache: 1 M, reload: ^5 M | `unit 'M' is not one of tok/s, ktok/s, Mtok/s, Gtok/s, found '5 M'`",
                "router: least-loaded | router: ^least-kw | must be one of round-robin, random, fewest-waiting, least-loaded, least-kv, affinity, found 'least-kw' — did you mean 'least-kv'?",
                "routing: {router: least-loaded, choices: 2} | routing: ^2 | need a map with keys router, choices, slack, found '2'",
                "source: survey | source: ^[survey] | a source must be a line of text",
                "hours: [0.5, 0.5, | hours: ^[0.5, | hours: need 24 values, found 23",
                // missing
                "routing: {router: least-loaded, choices: 2} | routing: ^{choices: 2} | missing key 'router' in routing",
                "seed: 20260506~  replications | replications | missing key 'seed' in run @ replications: 1",
                "users: 300k~      active | active | missing key 'users' in demand.plans.pro @ name: pro",
                // between parts
                "name: tiny | name: ^Tiny | `must be of lower-case letters, digits and hyphens, as it names files; found 'Tiny'`",
                "name: after | name: ^After | `must be of lower-case letters, digits and hyphens, as it names files; found 'After'`",
                "name: after | name: before | second 'before', first at tiny.yaml:17 @ name: before~    label: After",
                "window: 100k, weekly: 1 M} | window: 100k, weekly: 1 M}~    - {plan: ^fre, window: 1, weekly: 1} | no plan 'fre'; there are: free, pro — did you mean 'free'?",
                "chat-mix: [0.25, 0.75] | chat-mix: ^[0.25, 0.5] | shares must add up to 1, found 0.75",
                "chat-mix: [0.25, 0.75] | chat-mix: ^[1] | need one share for each model (large, small), found 1",
                "mix: [0.5, 0.5] | mix: ^[0.5, 0.6] | shares must add up to 1, found 1.1",
                "share: 30 % | share: 31 % | shares must add up to 1, found 1.01 @ - {name: agents",
                "volume-share: 0.8 | volume-share: 0.7 | volume shares must add up to 1, found 0.9 @ - {name: tier-1",
                "consumer: 60 % | consumer: 50 % | consumer shares must add up to 1, found 0.9 @ - name: west",
                "enterprise: 0~ | enterprise: 1 %~ | enterprise shares must add up to 1, found 1.01 @ - name: west",
                "- name: west | - name: ^none | must be another word: by this one requests are counted that come from no region",
                "round-trip: 80 ms | round-trip: ^49 ms | shorter than a slice (run.slice, 0.05 s): answers would be followed up within the slice",
                "cells: 5~ | cells: ^11~ | the fleet has only 10 cells, found 11",
                "start: 2026-06-02T05:00 | start: ^2026-05-05T05:00 | phases must be in order of time; the one before starts at 2026-05-05T05:00",
                "start: 2026-06-02T05:00 | start: ^2027-03-14T02:30 | no such time in America/Los_Angeles: clocks go forward over 2027-03-14T02:30",
                "bin: 15 min | bin: ^1.02 s | a bin must be a whole number of slices (run.slice, 0.05 s), found 20.4",
                "warm-up: 30 min | warm-up: ^10 ms | the warm-up must be a whole number of slices (run.slice, 0.05 s), found 0.2",
                "name: new-large, site: new | name: new-large, site: ^olt | no site 'olt'; there are: old, new — did you mean 'old'?",
                "site: new, model: large | site: new, model: ^huge | no model 'huge'; there are: large, small",
                "profile: chip-8, gpus: 16, replicas: 40 | profile: ^chip, gpus: 16, replicas: 40 | no profile 'chip' — did you mean 'chip-8'?",
                "share: 30 %, lengths: servegen-document, cached-share: 0.1, mix: [0, 1], curve: day | share: 30 %, lengths: servegen-document, cached-share: 0.1, mix: [0, 1], curve: ^days | no curve 'days'; there are: professional, consumer, api-flat, api-agentic, day — did you mean 'day'?",
                "plans: [free, pro] | plans: ^[free, max] | no plan 'max'; there are: free, pro",
                "replicas: 120 | replicas: 39 | model 'small' has 3.9 replicas a cell before the injection (39 in 10 cells); need 4 or more @ 10~  cells",
                "request-burst: 1 s | request-burst: 1 s~  caps:~    - {name: c, kind: concurrency, tiers: ^[tier-3], at-most: 5} | no tier 'tier-3'; there are: tier-1, tier-2 — did you mean 'tier-1'?",
                "request-burst: 1 s | request-burst: 1 s~  caps:~    - {name: c, kind: concurrency, tiers: [tier-1], at-most: ^0.5} | at-most: must be 1 or more, found 0.5",
                "request-burst: 1 s | request-burst: 1 s~  caps:~    - {name: c, kind: concurrency, tiers: [tier-1], at-most: 5}~    - {name: d, kind: concurrency, tiers: ^[tier-2, tier-1], at-most: 9} | tier 'tier-1' has a cap of this kind already: 'c'",
                "request-burst: 1 s | request-burst: 1 s~  caps:~    - {name: c, kind: ^spend-day, tiers: [tier-1], at-most: 5} | nothing is ever spent: no model has a price above 0",
                "request-burst: 1 s | request-burst: 1 s~  commitments:~    - {name: c, tier: ^tier1, model: large, itpm: 1 M, otpm: 100k} | no tier 'tier1'; there are: tier-1, tier-2 — did you mean 'tier-1'?",
                "request-burst: 1 s | request-burst: 1 s~  commitments:~    - {name: c, tier: tier-1, model: ^larg, itpm: 1 M, otpm: 100k} | no model 'larg'; there are: large, small — did you mean 'large'?",
                "request-burst: 1 s | request-burst: 1 s~  commitments:~    - {name: c, tier: tier-1, model: large, itpm: 1 M, otpm: 100k}~    - {name: d, tier: tier-1, model: ^large, itpm: 1 M, otpm: 100k} | tier 'tier-1' has a commitment of this model already: 'c'",
                "itpm: 30k, otpm: 8 k/min | itpm: 30k, otpm: 8 k/min, output-charge: ^reserve | must be one of completed, reserved, found 'reserve' — did you mean 'reserved'?",
                "sending: 0.05, largest: 90 %, spread: false | sending: 0.05, largest: 90 %, spread: false, workspaces: 5, workspace-share: ^0 | must be 0.0001 to 1, found '0'",
                "plain-lengths: azure-2023-conversation | plain-lengths: ^azure-conversation | no length table 'azure-conversation'; there are: azure-2023-code, azure-2023-conversation, servegen-classification, servegen-document, servegen-reasoning, servegen-retrieval — did you mean 'azure-2023-conversation'?",
                "lengths: servegen-document | lengths: ^session | no length table 'session'; there are: sessions, azure-2023-code, azure-2023-conversation, servegen-classification, servegen-document, servegen-reasoning, servegen-retrieval — did you mean 'sessions'?",
                "burstiness: servegen-mid | burstiness: ^mid | no burstiness table 'mid'; there are: servegen-large, servegen-mid, servegen-reasoning, servegen-small",
                "gpus: 16, replicas: 40 | gpus: 16, replicas: 40, host-cache: 1 M | needs a rate above 0, such as 2 M tok/s, where there is a host-cache @ {name: new-large",
                "gpus: 16, replicas: 40 | gpus: 16, replicas: 40, host-cache: 1 M, reload: ^0 | needs a rate above 0, such as 2 M tok/s, where there is a host-cache",
                "gpus: 16, replicas: 40 | gpus: 16, replicas: 40, role: ^prefill, transfer-rate: 2 M tok/s | model 'large' has pools of role prefill and none of role decode",
                "gpus: 16, replicas: 40 | gpus: 16, replicas: 40, role: ^decode | model 'large' has pools of role decode and none of role prefill",
                "resume: 0.5 | resume: 0.5~  reactions: [{plan: ^fre, resume: 0.5}] | no plan 'fre'; there are: free, pro — did you mean 'free'?",
                "resume: 0.5 | resume: 0.5~  swarms: [{plan: ^fre, share: 0.5, fan-out: 2}] | no plan 'fre'; there are: free, pro — did you mean 'free'?",
                "resume: 0.5 | resume: 0.5~  dynamics: [{plan: ^fre, churn: 3 %}] | no plan 'fre'; there are: free, pro — did you mean 'free'?",
                "resume: 0.5 | resume: 0.5~  dynamics: [{plan: free, churn: ^2}] | must be 0 to 1, found '2'",
                "resume: 0.5 | resume: 0.5~  dynamics: [{plan: free, move-to: ^prp, move-per-limited-day: 0.1}] | no plan 'prp'; there are: free, pro — did you mean 'pro'?",
                "resume: 0.5 | resume: 0.5~  dynamics: [{plan: free, move-to: ^free, move-per-limited-day: 0.1}] | must be another plan",
                "resume: 0.5 | resume: 0.5~  dynamics: [{plan: free, move-per-limited-day: ^0.1}] | needs the plan to move to: move-to",
                "resume: 0.5 | resume: 0.5~  dynamics: [{plan: free, move-to: ^pro}] | nobody moves: needs a move-per-limited-day above 0",
                "resume: 0.5 | resume: 0.5~  dynamics: [{plan: pro, move-down-to: ^fre, move-down-per-idle-week: 0.1}] | no plan 'fre'; there are: free, pro — did you mean 'free'?",
                "resume: 0.5 | resume: 0.5~  dynamics: [{plan: pro, move-down-to: ^pro, move-down-per-idle-week: 0.1}] | must be another plan",
                "resume: 0.5 | resume: 0.5~  dynamics: [{plan: pro, move-down-per-idle-week: ^0.1}] | needs the plan to move to: move-down-to",
                "resume: 0.5 | resume: 0.5~  dynamics: [{plan: pro, move-down-to: ^free}] | nobody moves: needs a move-down-per-idle-week above 0",
                "resume: 0.5 | resume: 0.5~  dynamics: [{plan: pro, move-down-to: free, move-down-per-idle-week: 1, move-down-below: ^0}] | must be 0.0001 to 1, found '0'",
                "resume: 0.5 | resume: 0.5~  dynamics: [{plan: free, move-to: pro, move-per-limited-day: 1}, {plan: pro, move-to: ^free, move-per-limited-day: 1}] | must be a higher plan than 'pro', but by the moves before 'free' is lower",
                "resume: 0.5 | resume: 0.5~  dynamics: [{plan: free, move-to: pro, move-per-limited-day: 1, move-down-to: ^pro, move-down-per-idle-week: 1}] | must be a lower plan than 'free', but by the moves before 'pro' is higher",
                "agent-retries: 8 | agent-retries: 8~    rate-walk: {sigma: 0.5, step: ^7 min} | must divide an hour: 5, 6, 10, 12, 15, 20, 30 or 60 min",
                "agent-retries: 8 | agent-retries: 8~    rate-walk: {sigma: 0.5, step: ^1 min} | must be 300 s to 3600 s, found '1 min'",
                "resume: 0.5 | resume: 0.5~  dynamics: [{plan: free, churm: 2}] | unknown key 'churm' — did you mean 'churn'? @ churm",
                "resume: 0.5 | resume: 0.5~  surges: [{name: s, at: 2026-05-06T05:00, length: 1 h, factor: 2, of: ^[fre]}] | no plan or tier 'fre'; there are: free, pro, tier-1, tier-2 — did you mean 'free'?",
                "resume: 0.5 | resume: 0.5~  surges: [{name: s, at: 2026-05-06T05:00, length: 1 h, factor: ^0.5}] | must be 1 to 100, found '0.5'",
                // events
                "limits.peak.factor: 1 | ^demand.resume: 1 | an event can set only paths that begin with 'limits.', found 'demand.resume'",
                "limits.peak.factor: 1 | ^limits.peek.factor: 1 | unknown path 'limits.peek.factor' — did you mean 'limits.peak.factor'?",
                "limits.peak.factor: 1 | limits.peak.factor: ^0 | must be 1 to 100, found '0'",
                "limits.peak.factor: 1 | limits.peak: {^factr: 1} | unknown key 'factr' — did you mean 'factor'?",
                "limits.peak.factor: 1 | limits.peak.to: ^04:00 | to: must be after 'from' (05:00), found 04:00",
                "limits.peak.factor: 1 | limits.peak.plans: ^[max] | no plan 'max'; there are: free, pro",
                "limits.peak.factor: 1 | limits.overload.shed: ^[tier-1, max] | no plan or tier 'max'; there are: free, pro, tier-1, tier-2",
                "at: 2026-05-13T00:00 | at: ^soon | need a local date and time, such as 2026-05-06T05:00, found 'soon'",
                "at: 2026-05-13T00:00 | at: ^2026-03-08T02:00 | no such time in America/Los_Angeles: clocks go forward over 2026-03-08T02:00",
                // YAML itself
                "title: Two | title: a^: b: Two | not YAML: mapping values are not allowed here; put quotes around a text that contains ': '",
            })
    void eachMistakeHasItsPlaceAndItsWords(String part, String replacement, String expected) {
        String message = expected.split(" @ ", -1)[0];
        String place = expected.equals(message) ? "^" : expected.split(" @ ", -1)[1].replace('~', '\n');
        String marked = Tiny.with(part.replace('~', '\n'), replacement.replace('~', '\n'));
        int at = marked.indexOf(place);
        String text = marked.replace("^", "");
        int line =
                1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
        int column = at - text.lastIndexOf('\n', at - 1);
        assertThat(Tiny.complaints(text)).containsExactly("tiny.yaml:" + line + ":" + column + ": " + message);
    }

    @Test
    void allMistakesAreReportedAtOnceInOrderOfPlace() {
        String text = Tiny.replace(
                Tiny.replace(
                        Tiny.replace(Tiny.with("seed: 20260506", "seed: x"), "slice: 50 ms", "slice: 50"),
                        "users: 300k",
                        "usres: 300k"),
                "limits.peak.factor: 1",
                "limits.peak.factor: []");
        assertThat(Tiny.complaints(text, "run.cells=-1"))
                .containsExactly(
                        "--set run.cells=-1: must be 1 to 1000000, found '-1'",
                        "tiny.yaml:5:9: need a whole number, such as 42, found 'x'",
                        "tiny.yaml:10:10: needs a unit, one of us, ms, s, min, h, d, such as 5 min, found '50'",
                        "tiny.yaml:" + Tiny.line("users: 300k") + ":7: unknown key 'usres' — did you mean 'users'?");
    }

    @Test
    void aMissingLimitIsReported() {
        assertThat(Tiny.complaints(
                        Tiny.with("    - {tier: tier-1, model: small, rpm: 50, itpm: 50k, otpm: 10k}\n", "")))
                .containsExactly("tiny.yaml:" + Tiny.line("{tier: tier-1, model: large")
                        + ":5: no limit for tier 'tier-1' and model 'small'");
        assertThat(Tiny.complaints(Tiny.with("    - {plan: free, window: 100k, weekly: 1 M}\n", "")))
                .containsExactly("tiny.yaml:" + Tiny.line("{plan: free, window") + ":5: no limit for plan 'free'");
    }

    @Test
    void anEventThatDropsALimitIsReportedWhereItDoes() {
        String set = "limits.plans.pro.weekly: {value: 30 M, source: announcement}";
        String place = "tiny.yaml:" + Tiny.line(set) + ":21: ";
        assertThat(Tiny.complaints(Tiny.with(set, "limits.plans: []")))
                .containsExactly(place + "no limit for plan 'free'", place + "no limit for plan 'pro'");
    }

    @Test
    void whatIsNotADocumentIsRefused() {
        assertThat(Tiny.complaints("")).containsExactly("tiny.yaml:1:1: nothing is written here");
        assertThat(Tiny.complaints("# only a comment\n")).containsExactly("tiny.yaml:1:1: nothing is written here");
        assertThat(Tiny.complaints("[]").get(0)).startsWith("tiny.yaml:1:1: need a map with keys name, title, run,");
        assertThat(Tiny.complaints("a: 1\n---\nb: 2\n"))
                .containsExactly("tiny.yaml:2:1: a second document begins here; need one");
        assertThat(Tiny.complaints("a: \u0001")).containsExactly("tiny.yaml:1:4: not text: character U+0001");
    }

    @Test
    void boundsHold() {
        assertThat(Tiny.complaints("[".repeat(5000))).containsExactly("tiny.yaml:1:65: nested deeper than 64 levels");
        StringBuilder deep = new StringBuilder();
        for (int i = 0; i < 600; i++) {
            deep.append(" ".repeat(i)).append("a:\n");
        }
        assertThat(Tiny.complaints(deep.toString())).containsExactly("tiny.yaml:65:65: nested deeper than 64 levels");
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            bomb.append(String.format(
                    "a%d: &a%d [*a%d, *a%d, *a%d, *a%d, *a%d]%n", i, i, i - 1, i - 1, i - 1, i - 1, i - 1));
        }
        // Anchors stand for 11, 56, 281, 1,406, 7,031 and 35,156 nodes: the second alias of line 7 is too much.
        assertThat(Tiny.complaints(bomb.toString()))
                .containsExactly("tiny.yaml:7:15: more than 100,000 values, with aliases expanded");
        assertThat(Tiny.complaints("a: &a 1\nb: [" + "*a, ".repeat(60) + "]"))
                .containsExactly("tiny.yaml:2:205: more than 50 aliases");
        assertThat(Tiny.complaints("a: &a [*a]"))
                .containsExactly("tiny.yaml:1:8: alias of nothing written before: '*a'");
        assertThat(Tiny.complaints("# " + "x".repeat(1 << 20))).containsExactly("tiny.yaml:1:1: larger than 1 MiB");
        assertThat(Tiny.complaints("[" + "1,".repeat(200_000) + "]"))
                .containsExactly("tiny.yaml:1:200000: more than 100,000 values, with aliases expanded");
    }
}
