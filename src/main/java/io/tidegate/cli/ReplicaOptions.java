package io.tidegate.cli;

import io.tidegate.experiment.ReplayModels;
import io.tidegate.scenario.CatalogListing;
import io.tidegate.scenario.ProfileReader;
import io.tidegate.scenario.ScenarioException;
import io.tidegate.scenario.ScenarioLoader;
import io.tidegate.serving.Batching;
import io.tidegate.serving.FittedRange;
import io.tidegate.serving.KvCache;
import io.tidegate.serving.ReplicaModel;
import io.tidegate.serving.ServingProfile;
import io.tidegate.serving.StepLaw;
import io.tidegate.serving.StepPower;
import io.tidegate.serving.StepTime;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** What each replica is: a step law, a profile or a pool of a scenario, and what the command line says otherwise. */
final class ReplicaOptions {
    private static final int MAX_BATCH = 1024;
    private static final int TOKEN_BUDGET = 4096;
    private static final int MOST_TOKENS = 10_000_000;
    private static final long MOST_BLOCKS = 1_000_000_000_000L;

    @Option(
            names = "--step",
            paramLabel = "KEY=NUMBER,...",
            converter = StepReader.class,
            description =
                    "Step time, by coefficients in seconds: c0 per step, cB per decoding request, cK per token that these"
                            + " hold, cP per prefill token, cPC per prefill token and token before it, cR per prefilling"
                            + " request, w for all expert weights, of which n0 tokens touch 63%%; cN stands for cB and cR;"
                            + " effC and effM stretch compute and memory.")
    private @Nullable StepLaw step;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "Instead: step time and KV cache of a serving profile; see 'tidegate catalog profiles'.")
    private @Nullable String profile;

    @Option(names = "--profiles", paramLabel = "FILE", description = "A file with profiles for --profile to name.")
    private @Nullable Path profiles;

    @Option(
            names = "--efficiency",
            paramLabel = "FACTOR",
            description = "With --profile: stretch of every step, such as 1.2 for a well-tuned engine. Default: 1.")
    private @Nullable Double efficiency;

    @Option(
            names = "--scenario",
            paramLabel = "FILE",
            description = "Instead: everything of a pool of a scenario; further options win over it.")
    private @Nullable Path scenario;

    @Option(names = "--pool", paramLabel = "NAME", description = "The pool of the scenario.")
    private @Nullable String pool;

    @Option(
            names = "--policy",
            paramLabel = "RULE",
            converter = PolicyReader.class,
            description = "How batches are formed: chunked or prefill-first. Default: chunked.")
    private Batching.@Nullable Policy policy;

    @Option(
            names = "--max-batch",
            paramLabel = "N",
            description = "Most requests in the batch of a replica. Default: " + MAX_BATCH + ".")
    private @Nullable Integer maxBatch;

    @Option(
            names = "--token-budget",
            paramLabel = "N",
            description = "Tokens of a step. Default: " + TOKEN_BUDGET + ".")
    private @Nullable Integer tokenBudget;

    @Option(
            names = "--longest-chunk",
            paramLabel = "N",
            description = "Most tokens of one prompt in a step, if chunked. Default: the token budget.")
    private @Nullable Integer longestChunk;

    @Option(
            names = "--tokens-per-step",
            paramLabel = "X",
            description = "Tokens that a decode step gives each request, 1 to 64: above 1 with speculative decoding."
                    + " Default: 1.")
    private @Nullable Double tokensPerStep;

    @Option(names = "--kv-blocks", paramLabel = "N", description = "Blocks of the KV cache of a replica.")
    private @Nullable Long kvBlocks;

    @Option(names = "--block-tokens", paramLabel = "N", description = "Tokens of a block. Default: 16.")
    private @Nullable Integer blockTokens;

    @Option(
            names = "--watermark",
            paramLabel = "SHARE",
            description = "Share of the blocks that must stay free when a request is let in. Default: 0.01.")
    private @Nullable Double watermark;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /** A user's word to a policy. */
    static final class PolicyReader implements ITypeConverter<Batching.Policy> {
        @Override
        public Batching.Policy convert(String word) {
            return switch (word.toLowerCase(Locale.ROOT)) {
                case "chunked" -> Batching.Policy.CHUNKED;
                case "prefill-first" -> Batching.Policy.PREFILL_FIRST;
                default ->
                    throw new TypeConversionException("need one of chunked, prefill-first, found '" + word + "'");
            };
        }
    }

    /**
     * What each replica is.
     *
     * @throws ScenarioException if a file that is named is wrong
     * @throws ParameterException if the options do not make a replica
     */
    ReplicaModel model() throws ScenarioException {
        long sources =
                Stream.of(step, profile, scenario).filter(Objects::nonNull).count();
        if (sources != 1) {
            throw misuse("need one of --step, --profile and --scenario to say what a replica is, found " + sources);
        }
        if ((scenario == null) != (pool == null)) {
            throw misuse("--scenario and --pool go together");
        }
        if (profile == null && (profiles != null || efficiency != null)) {
            throw misuse("--profiles and --efficiency go with --profile");
        }
        require("--max-batch", maxBatch, 65_536);
        require("--token-budget", tokenBudget, MOST_TOKENS);
        require("--longest-chunk", longestChunk, MOST_TOKENS);
        require("--block-tokens", blockTokens, 65_536);
        require("--kv-blocks", kvBlocks, MOST_BLOCKS);
        try {
            ReplicaModel base = base();
            return new ReplicaModel(
                    base.time(),
                    batching(base.batching()),
                    cache(base.kv()),
                    or(tokensPerStep, base.tokensPerStep()),
                    base.power(),
                    base.range());
        } catch (IllegalArgumentException bad) {
            throw misuse(String.valueOf(bad.getMessage()));
        }
    }

    private ReplicaModel base() throws ScenarioException {
        Batching usual = new Batching(Batching.Policy.CHUNKED, MAX_BATCH, TOKEN_BUDGET, Integer.MAX_VALUE);
        if (scenario != null && pool != null) {
            return ReplayModels.ofPool(ScenarioLoader.load(scenario, List.of()).scenario(), pool);
        }
        if (profile != null) {
            return ReplayModels.ofProfile(profile(profile), or(efficiency, 1.0), usual);
        }
        if (kvBlocks == null) {
            throw misuse("--step needs --kv-blocks");
        }
        KvCache kv = KvCache.ofBlocks(kvBlocks, ReplayModels.BLOCK_TOKENS);
        StepTime time = new StepTime(Objects.requireNonNull(step));
        return new ReplicaModel(time, usual, kv, 1, StepPower.NONE, FittedRange.EVERYWHERE);
    }

    private ServingProfile profile(String name) throws ScenarioException {
        List<ServingProfile> all = profiles == null
                ? CatalogListing.profiles().stream()
                        .map(CatalogListing.Entry::value)
                        .toList()
                : ProfileReader.read(profiles);
        return all.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> misuse("no profile '"
                        + name + "'; there are "
                        + String.join(
                                ", ", all.stream().map(ServingProfile::name).toList())));
    }

    private Batching batching(Batching base) {
        return new Batching(
                policy == null ? base.policy() : policy,
                or(maxBatch, base.maxBatch()),
                or(tokenBudget, base.tokenBudget()),
                or(longestChunk, base.longestChunk()));
    }

    private KvCache cache(KvCache base) {
        if (kvBlocks == null && blockTokens == null && watermark == null) {
            return base;
        }
        double share = or(watermark, KvCache.WATERMARK_SHARE);
        if (!(share >= 0 && share < 1)) {
            throw misuse("--watermark must be 0 or more and below 1, found " + share);
        }
        int size = or(blockTokens, base.blockTokens());
        long blocks = or(kvBlocks, base.tokens() / size);
        return new KvCache(blocks, size, (long) (share * blocks));
    }

    private void require(String option, @Nullable Number given, long most) {
        if (given != null && (given.longValue() < 1 || given.longValue() > most)) {
            throw misuse(option + " must be 1 to " + most + ", found " + given);
        }
    }

    private static <T> T or(@Nullable T given, T otherwise) {
        return given == null ? otherwise : given;
    }

    private ParameterException misuse(String what) {
        return new ParameterException(spec.commandLine(), what);
    }
}
