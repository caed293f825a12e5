package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.Dimension;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON Schema that editors use: fresh, and saying what the loader says. */
class SchemaTest {
    /** Run with {@code -Dtidegate.schema.write=true} to write the file again. */
    private static final Path FILE = Path.of("src/main/resources/io/tidegate/scenario.schema.json");

    @Test
    void theCommittedSchemaIsFresh() throws IOException {
        String fresh = ScenarioSchema.json();
        if (Boolean.getBoolean("tidegate.schema.write")) {
            Files.createDirectories(Objects.requireNonNull(FILE.getParent()));
            Files.writeString(FILE, fresh);
        }
        try (InputStream in = Objects.requireNonNull(
                SchemaTest.class.getResourceAsStream("/io/tidegate/scenario.schema.json"), "the schema is packaged")) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(fresh);
        }
    }

    @Test
    void theTestScenarioHasTheSchemasKeys() throws ScenarioException {
        JsonNode schema = JsonMapper.shared().readTree(ScenarioSchema.json());
        Tree tree = YamlReader.file(Tiny.TEXT, "tiny.yaml", "tiny.yaml", new Problems());
        assertThat(agree(tree, schema, schema, ""))
                .as("keys that the schema describes")
                .isGreaterThan(150);
    }

    @ParameterizedTest
    @EnumSource
    void everyUnitFitsItsPattern(Dimension dimension) {
        String pattern = ScenarioSchema.pattern(dimension);
        for (String unit : Quantity.units(dimension).keySet()) {
            for (String number : List.of("0", "3", "-1.5", "2e-3")) {
                for (String space : List.of("", " ")) {
                    String text = (number + space + unit).strip();
                    assertThat(Quantity.parse(text, dimension)).isFinite();
                    assertThat(text).matches(pattern);
                }
            }
        }
        assertThat(Quantity.example(dimension)).matches(pattern);
        assertThat(List.of("x", "1_000", "010", "3 parsecs", ".5", "1,5", "NaN"))
                .noneMatch(text -> text.matches(pattern));
    }

    /** Walks a tree along the schema and counts the keys; fails at a key that the schema does not have. */
    private static int agree(Tree tree, JsonNode root, JsonNode at, String path) {
        JsonNode schema = at.has("$ref") ? resolve(root, at.get("$ref").asString()) : at;
        int keys = 0;
        if (tree instanceof Tree.Mapping map) {
            assertThat(schema.path("additionalProperties").asBoolean(true))
                    .as(path)
                    .isEqualTo(path.endsWith(".set"));
            for (var entry : map.entries().entrySet()) {
                @Nullable JsonNode property = schema.path("properties").get(entry.getKey());
                if (!path.endsWith(".set")) {
                    assertThat(property).as(path + "." + entry.getKey()).isNotNull();
                    keys += 1
                            + agree(
                                    entry.getValue().value(),
                                    root,
                                    Objects.requireNonNull(property),
                                    path + "." + entry.getKey());
                }
            }
        } else if (tree instanceof Tree.Sequence list) {
            assertThat(schema.has("items")).as(path).isTrue();
            for (Tree item : list.items()) {
                keys += agree(item, root, schema.get("items"), path);
            }
        } else {
            assertThat(schema.has("anyOf")).as(path + " " + schema).isTrue();
        }
        return keys;
    }

    private static JsonNode resolve(JsonNode root, String reference) {
        return root.path("$defs").path(reference.substring("#/$defs/".length()));
    }
}
