package io.tidegate.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The texts that make up a scenario: its file, what that extends, and the built-in catalogue; nothing outside these. */
final class SourceFiles {
    private static final String CATALOGUE = "catalog:";
    private static final int MOST_EXTENSIONS = 16;
    private static final String EXAMPLES = ", such as base.yaml or catalog:hardware";
    private static final int MOST_LISTED = 20;
    private static final Shape.Fields SHAPE = Shape.DOCUMENT;

    private final Problems problems;
    private int extensions;

    SourceFiles(Problems problems) {
        this.problems = problems;
    }

    /**
     * A text and where it comes from.
     *
     * @param shown how error messages call it
     * @param name how results call it
     * @param text all of it
     * @param file the file, where it is one
     * @param folder the folder that must not be left
     */
    record Text(
            String shown,
            String name,
            String text,
            @Nullable Path file,
            @Nullable Path folder) {}

    /** The text of a scenario file. */
    Text read(Path file) throws ScenarioException {
        Path folder = file.toAbsolutePath().normalize().getParent();
        Origin origin = Origin.option(file.toString());
        Path name = file.getFileName();
        return read(file, String.valueOf(name), folder == null ? file.toAbsolutePath() : folder, origin);
    }

    private Text read(Path file, String name, Path folder, Origin blame) throws ScenarioException {
        String mention = blame.line() == 0 ? "" : file + ": ";
        try {
            if (!Files.exists(file)) {
                throw problems.fatal(
                        blame,
                        mention + "no such file" + beside(file.toAbsolutePath().getParent()));
            }
            if (!Files.isRegularFile(file)) {
                throw problems.fatal(blame, mention + "not a file");
            }
            if (!file.toRealPath().startsWith(folder.toRealPath())) {
                throw problems.fatal(blame, mention + "outside the scenario's folder");
            }
            try (InputStream in = Files.newInputStream(file)) {
                return new Text(file.toString(), name, decode(in, blame, mention), file, folder);
            }
        } catch (IOException e) {
            String why = e instanceof AccessDeniedException
                    ? "permission denied"
                    : e.getClass().getSimpleName();
            throw problems.fatal(blame, mention + "cannot be read: " + why);
        }
    }

    private static String beside(@Nullable Path folder) throws IOException {
        if (folder == null || !Files.isDirectory(folder)) {
            return "; nor is there such a folder";
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names = files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.toLowerCase(Locale.ROOT).endsWith(".yaml"))
                    .sorted()
                    .limit(MOST_LISTED)
                    .toList();
            return names.isEmpty() ? "; no scenarios there" : "; scenarios there: " + String.join(", ", names);
        }
    }

    private String decode(InputStream in, Origin blame, String mention) throws IOException, ScenarioException {
        byte[] bytes = in.readNBytes(YamlReader.MOST_BYTES + 1);
        if (bytes.length > YamlReader.MOST_BYTES) {
            throw problems.fatal(blame, mention + "larger than 1 MiB");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw problems.fatal(blame, mention + "not UTF-8 text");
        }
    }

    /** A text laid over everything that it extends. */
    Tree.Mapping chain(Text text) throws ScenarioException {
        return chain(text, List.of());
    }

    private Tree.Mapping chain(Text text, List<String> above) throws ScenarioException {
        Tree tree = YamlReader.file(text.text, text.shown, text.name, problems);
        if (!(tree instanceof Tree.Mapping map)) {
            throw problems.fatal(tree.origin(), "need a map with keys " + String.join(", ", SHAPE.keys()));
        }
        Tree base = map.get("extends");
        Tree.Mapping rest = map.without("extends");
        if (base == null) {
            return rest;
        }
        List<String> seen = new ArrayList<>(above);
        seen.add(text.name);
        @Nullable Tree below = null;
        for (Tree.Scalar name : names(base)) {
            Text extended = extended(text, name);
            if (seen.contains(extended.name)) {
                throw problems.fatal(name.origin(), "extends leads back to " + extended.name);
            }
            if (++extensions > MOST_EXTENSIONS) {
                throw problems.fatal(name.origin(), "more than " + MOST_EXTENSIONS + " files extend one another");
            }
            Tree.Mapping each = chain(extended, seen);
            below = below == null ? each : Overlay.merge(below, each, SHAPE, problems);
        }
        return (Tree.Mapping) Overlay.merge(Objects.requireNonNull(below), rest, SHAPE, problems);
    }

    /** The file or files that are extended; of several, each is laid over those before it. */
    private List<Tree.Scalar> names(Tree base) throws ScenarioException {
        List<Tree> all = base instanceof Tree.Sequence list ? list.items() : List.of(base);
        List<Tree.Scalar> names = new ArrayList<>();
        for (Tree each : all) {
            if (!(each instanceof Tree.Scalar scalar) || scalar.isNull()) {
                throw problems.fatal(each.origin(), "need a file name" + EXAMPLES);
            }
            names.add(scalar);
        }
        if (names.isEmpty()) {
            throw problems.fatal(base.origin(), "need at least one file name" + EXAMPLES);
        }
        return names;
    }

    private Text extended(Text from, Tree.Scalar base) throws ScenarioException {
        String name = base.text();
        if (name.startsWith(CATALOGUE)) {
            Text text = built(name.substring(CATALOGUE.length()));
            if (text == null) {
                throw problems.fatal(base.origin(), "nothing in the catalogue is called " + Suggestion.quote(name));
            }
            return text;
        }
        if (from.file == null || from.folder == null) {
            throw problems.fatal(base.origin(), "only a file can extend a file, found " + Suggestion.quote(name));
        }
        try {
            Path file = from.file.resolveSibling(name).normalize();
            if (Path.of(name).isAbsolute() || !file.toAbsolutePath().normalize().startsWith(from.folder)) {
                throw problems.fatal(base.origin(), "outside the scenario's folder: " + Suggestion.quote(name));
            }
            String relative =
                    from.folder.relativize(file.toAbsolutePath().normalize()).toString();
            return read(file, relative.replace('\\', '/'), from.folder, base.origin());
        } catch (InvalidPathException e) {
            throw problems.fatal(base.origin(), "not a file name: " + Suggestion.quote(name));
        }
    }

    /** The built-in accelerators, profiles and curves for a scenario to lie over; no curves where it says nothing of demand. */
    Tree catalogue(Tree.Mapping written) throws ScenarioException {
        Tree.Mapping hardware = chain(built("hardware", Catalog.hardware()));
        if (!(written.get("demand") instanceof Tree.Mapping)) {
            return hardware;
        }
        Tree demand = chain(built("curves", Catalog.curves()));
        return hardware.with("demand", demand);
    }

    private static Text built(String name, String text) {
        return new Text(CATALOGUE + name, CATALOGUE + name, text, null, null);
    }

    private @Nullable Text built(String name) throws ScenarioException {
        if (!name.matches("[a-z0-9-]+")) {
            return null;
        }
        Origin blame = Origin.option(CATALOGUE + name);
        try (InputStream in = SourceFiles.class.getResourceAsStream("/io/tidegate/catalog/" + name + ".yaml")) {
            return in == null ? null : built(name, decode(in, blame, ""));
        } catch (IOException e) {
            throw problems.fatal(blame, "cannot be read: " + e.getClass().getSimpleName());
        }
    }
}
