package io.tidegate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The files for continuous integration and clusters. */
public final class CiFiles {
    /** The action that runs a scenario and compares it. */
    public static final Path ACTION = Path.of(".github/actions/tidegate/action.yml");
    /** The workflow that gates this repository's own scenario. */
    public static final Path WORKFLOW = Path.of(".github/workflows/gate.yml");

    private CiFiles() {}

    /** A file as YAML. */
    public static Map<?, ?> yaml(Path file) throws IOException {
        return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    }

    /** What stands at some keys and numbers of items; fails where there is nothing. */
    public static Object at(Object root, Object... keys) {
        Object found = root;
        for (Object key : keys) {
            found = key instanceof Integer i ? ((List<?>) found).get(i) : ((Map<?, ?>) found).get(key);
            if (found == null) {
                throw new AssertionError("nothing at " + List.of(keys));
            }
        }
        return found;
    }

    /** The gates of the workflow, one text each. */
    public static List<String> gates() throws IOException {
        return at(yaml(WORKFLOW), "jobs", "gate", "steps", 1, "with", "gates")
                .toString()
                .lines()
                .toList();
    }
}
