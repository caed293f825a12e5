package io.tidegate.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What determines a run, beside its results: enough to run it again and get the same bytes. */
public final class Manifest {
    private Manifest() {}

    /**
     * Writes {@code manifest.json} and {@code scenario.resolved.yaml}.
     *
     * @param version version of the program
     * @param seed the run's seed
     * @param scenarioSha256 hash of the resolved scenario
     * @param resolvedYaml the resolved scenario
     * @param folder an existing folder
     */
    public static void write(String version, long seed, String scenarioSha256, String resolvedYaml, Path folder)
            throws IOException {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("schema_version", 1);
        values.put("version", version);
        values.put("seed", seed);
        values.put("scenario_sha256", scenarioSha256);
        values.put("scenario", "scenario.resolved.yaml");
        JsonMapper mapper =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        String json = mapper.writeValueAsString(values).replace(System.lineSeparator(), "\n") + "\n";
        Files.writeString(folder.resolve("manifest.json"), json, StandardCharsets.UTF_8);
        Files.writeString(folder.resolve("scenario.resolved.yaml"), resolvedYaml, StandardCharsets.UTF_8);
    }
}
