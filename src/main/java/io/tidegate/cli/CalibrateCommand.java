package io.tidegate.cli;

import io.tidegate.experiment.Calibration;
import io.tidegate.experiment.KernelSteps;
import io.tidegate.experiment.RelativeErrors;
import io.tidegate.report.CalibrationReport;
import io.tidegate.report.ReportException;
import io.tidegate.report.ReportFolder;
import io.tidegate.report.Tables;
import io.tidegate.scenario.CatalogListing;
import io.tidegate.scenario.Experts;
import io.tidegate.scenario.KernelTables;
import io.tidegate.scenario.KernelTablesReader;
import io.tidegate.scenario.ProfileYaml;
import io.tidegate.scenario.ScenarioException;
import io.tidegate.scenario.StepConfiguration;
import io.tidegate.scenario.StepData;
import io.tidegate.serving.ServingProfile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code calibrate}: fits step laws to measurements, says how well they predict, and writes them as serving profiles. */
@Command(
        name = "calibrate",
        description = "Fit serving profiles to measured step times or latencies; print their error on held-out rows.",
        footerHeading = "%nForms of DATA, CSV that may be compressed by gzip:%n",
        footer = {
            "  batch,kv_tokens,prefill_tokens,prefill_position,prefill_requests,step_ms",
            "    your own steps of one replica, one a line: sequences that decode and the",
            "    tokens they hold; prefill tokens, their mean position (tokens before",
            "    them) and the requests they belong to; milliseconds;",
            "  profile,gpus,dp,batch_total,...,latency_ms",
            "    steps composed from kernel times, of several profiles;",
            "  model_path,system,backend,...,silicon_ttft_ms,silicon_tpot_ms",
            "    latencies of closed loops of requests, of several configurations;",
            "  or a folder with meta.yaml, dense.csv, per_sequence.csv, attention.csv",
            "    times of the kernels of a dense model on one device, as the profiler of",
            "    LLMServingSim writes them; steps are composed of them. Give --layers",
            "    and --kv-tokens."
        })
final class CalibrateCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DATA", description = "Measurements: a file, or a folder of kernel times.")
    private Path data = Path.of("");

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "Use the profile of this name; or, of data of one configuration, call its profile so.")
    private @Nullable String profile;

    @Option(
            names = "--configuration",
            paramLabel = "TEXT",
            description = "Use the configurations whose name contains this text.")
    private String filter = "";

    @Option(
            names = "--experts",
            paramLabel = "TOTAL/ACTIVE|none",
            converter = ExpertsReader.class,
            description = "The model's experts, such as 256/8. Default: by the model's name; others are dense.")
    private @Nullable Experts experts;

    @Option(
            names = "--kv-tokens",
            paramLabel = "N",
            description = "Tokens of KV cache of a replica, which times do not tell. Default: that of the catalogue's"
                    + " profile of the same name.")
    private @Nullable Long kvTokens;

    @Option(
            names = "--layers",
            paramLabel = "N",
            description = "Of a folder of kernel times: decoder layers of the model.")
    private @Nullable Integer layers;

    @Option(names = "--gpus", paramLabel = "N", description = "Accelerators of a replica, where the data do not say.")
    private @Nullable Integer gpus;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Write calibration.csv, calibration.json, fit.png and profiles.yaml to this folder, which must"
                            + " be new or empty.")
    private @Nullable Path out;

    @Option(names = "--overwrite", description = "Replace the calibration in the folder that --out names.")
    private boolean overwrite;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Words such as {@code 256/8} to experts. */
    static final class ExpertsReader implements ITypeConverter<Experts> {
        @Override
        public Experts convert(String word) {
            if (word.equalsIgnoreCase("none")) {
                return new Experts.None();
            }
            String[] parts = word.split("/", -1);
            if (parts.length == 2 && parts[0].matches("[0-9]{1,6}") && parts[1].matches("[0-9]{1,6}")) {
                int total = Integer.parseInt(parts[0]);
                int active = Integer.parseInt(parts[1]);
                if (active >= 1 && active <= total) {
                    return new Experts.Known((double) total / active);
                }
            }
            throw new TypeConversionException(
                    "need none, or experts and those that a token uses, such as 256/8, found '" + word + "'");
        }
    }

    @Override
    public Integer call() throws ScenarioException, ReportException, IOException {
        requirePositive("--kv-tokens", kvTokens);
        requirePositive("--gpus", gpus == null ? null : Long.valueOf(gpus));
        if (out != null) {
            ReportFolder.requireFree(out, overwrite);
        }
        requirePositive("--layers", layers == null ? null : Long.valueOf(layers));
        StepData read = Files.isDirectory(data) ? kernels() : StepData.read(data, experts);
        List<StepConfiguration> chosen = chosen(read);
        if (kvTokens != null && chosen.size() > 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--kv-tokens holds for one configuration, found " + chosen.size()
                            + "; choose with --profile or --configuration");
        }
        List<String> notes = new ArrayList<>(read.notes());
        List<Calibration> all = calibrate(chosen, notes);
        PrintWriter results = spec.commandLine().getOut();
        results.println(
                Tables.clean(read.file()) + ": " + all.size() + " of " + chosen.size() + " configurations fitted");
        notes.forEach(results::println);
        results.print(CalibrationReport.text(all));
        all.forEach(each -> KernelSteps.errors(each).forEach(results::println));
        if (out != null) {
            try (ReportFolder folder = ReportFolder.create(out, overwrite)) {
                CalibrationReport.write(read.file(), all, folder.path());
                Files.writeString(folder.path().resolve("profiles.yaml"), profiles(read.file(), all));
                folder.commit();
            }
            results.println("Calibration: " + out.toAbsolutePath().normalize().toUri());
        }
        return Main.DONE;
    }

    /** The steps that a folder of kernel times makes. */
    private StepData kernels() throws ScenarioException {
        if (layers == null || kvTokens == null || experts != null) {
            throw new ParameterException(
                    spec.commandLine(), "a folder of kernel times needs --layers and --kv-tokens, and no --experts");
        }
        KernelTables tables = KernelTablesReader.read(data);
        try {
            String file = "kernel times of " + tables.model() + " on " + tables.device() + " under " + tables.engine();
            return new StepData(file, List.of(KernelSteps.configuration(tables, layers, kvTokens)), List.of());
        } catch (IllegalArgumentException e) {
            throw new ScenarioException(List.of(data + ": " + e.getMessage()));
        }
    }

    private void requirePositive(String option, @Nullable Long value) {
        if (value != null && value < 1) {
            throw new ParameterException(spec.commandLine(), option + " must be 1 or more, found " + value);
        }
    }

    private List<StepConfiguration> chosen(StepData read) throws ScenarioException {
        String text = filter.toLowerCase(Locale.ROOT);
        List<StepConfiguration> some = read.configurations().stream()
                .filter(each -> each.name().toLowerCase(Locale.ROOT).contains(text))
                .toList();
        if (some.isEmpty()) {
            throw new ScenarioException(
                    List.of(data + ": no configuration's name contains '" + filter + "'" + names(read)));
        }
        if (profile == null) {
            return some;
        }
        List<StepConfiguration> named =
                some.stream().filter(each -> each.name().equals(profile)).toList();
        if (!named.isEmpty()) {
            return named;
        }
        if (some.size() > 1) {
            throw new ScenarioException(List.of(data + ": no profile '" + profile + "' among " + some.size()
                    + " configurations" + names(read) + "; or choose one with --configuration to call it so"));
        }
        StepConfiguration one = some.get(0);
        return List.of(new StepConfiguration(profile, one.gpus(), one.experts(), one.range(), one.rows()));
    }

    private static String names(StepData read) {
        List<String> names = read.configurations().stream()
                .map(StepConfiguration::name)
                .limit(5)
                .toList();
        return "; there are " + String.join(", ", names)
                + (read.configurations().size() > names.size() ? " and others" : "");
    }

    /** Fits every configuration that has more than two levels of load. */
    private List<Calibration> calibrate(List<StepConfiguration> chosen, List<String> notes) throws ScenarioException {
        List<Calibration> all = new ArrayList<>();
        int few = 0;
        for (StepConfiguration each : chosen) {
            Calibration calibration = Calibration.of(each);
            if (calibration.levels() < Calibration.LEAST_LEVELS) {
                few++;
            } else {
                all.add(calibration);
            }
        }
        if (all.isEmpty()) {
            throw new ScenarioException(List.of(
                    data + ": need rows at " + Calibration.LEAST_LEVELS + " or more levels of load to fit a law"));
        }
        if (few > 0) {
            notes.add("left out: " + few + (few == 1 ? " configuration" : " configurations") + " with fewer than "
                    + Calibration.LEAST_LEVELS + " levels of load");
        }
        return all;
    }

    private String profiles(String file, List<Calibration> all) {
        Map<String, ServingProfile> catalogue = new TreeMap<>();
        CatalogListing.profiles().forEach(entry -> catalogue.put(entry.name(), entry.value()));
        return ProfileYaml.write(all.stream()
                .map(each -> profile(file, each, catalogue.get(each.name())))
                .toList());
    }

    private ProfileYaml.Profile profile(String file, Calibration fitted, @Nullable ServingProfile known) {
        StepConfiguration of = fitted.configuration();
        long kv = kvTokens != null ? kvTokens : known == null ? 0 : known.kvTokens();
        int size = gpus != null ? gpus : of.gpus();
        List<String> lacks = new ArrayList<>();
        if (kv == 0) {
            lacks.add("times do not tell the tokens of KV cache; give --kv-tokens");
        }
        if (size == 0) {
            lacks.add("the data do not tell the accelerators of a replica; give --gpus");
        }
        lacks.addAll(fitted.lacks());
        return new ProfileYaml.Profile(
                fitted.name(), source(file, fitted), size, fitted.law(), kv, of.range(), String.join("; ", lacks));
    }

    private static String source(String file, Calibration fitted) {
        RelativeErrors in = Calibration.inSample(List.of(fitted));
        RelativeErrors held = Calibration.heldOut(List.of(fitted), place -> true);
        String text = String.format(
                Locale.ROOT,
                "tidegate calibrate, fitted to %d rows of %s at %d levels of load; median error %.1f %%",
                fitted.points().size(),
                file,
                fitted.levels(),
                100 * in.median());
        return held.count() == 0 ? text : text + String.format(Locale.ROOT, ", held out %.1f %%", 100 * held.median());
    }
}
