package io.tidegate.scenario;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * YAML text to a {@link Tree}, within bounds. It works on the stream of events, one at a time, so that a text that is too deep or
 * too large is refused before anything of that depth or size exists; the library's own composer recurses without a bound, keeps
 * only the last of duplicate keys, and bounds neither what aliases expand to.
 *
 * <p>{@code {value: v, source: s}} is read as {@code v} with a source; {@code source: s} in any other map is the source of every
 * value below it that has none nearer.
 */
final class YamlReader {
    static final int MOST_BYTES = 1 << 20;
    private static final int DEEPEST = 64;
    private static final int MOST_NODES = 100_000;
    private static final int MOST_ALIASES = 50;

    private record Anchored(Tree tree, int nodes) {}

    private final String shown;
    private final String name;
    private final boolean option;
    private final Problems problems;
    private final Iterator<Event> events;
    private final Map<Anchor, Anchored> anchors = new HashMap<>();
    private int nodes;
    private int aliases;

    private YamlReader(String text, String shown, String name, boolean option, Problems problems) {
        this.shown = shown;
        this.name = name;
        this.option = option;
        this.problems = problems;
        LoadSettings settings = LoadSettings.builder()
                .setLabel(name)
                .setUseMarks(true)
                .setCodePointLimit(MOST_BYTES)
                .build();
        this.events = new Parse(settings).parseString(text).iterator();
    }

    /**
     * Reads a file.
     *
     * @param text all of it
     * @param shown how error messages call it
     * @param name how results call it
     * @param problems takes mistakes after which reading can go on
     * @throws ScenarioException on any other mistake, together with those before it
     */
    static Tree file(String text, String shown, String name, Problems problems) throws ScenarioException {
        return read(text, shown, name, false, problems);
    }

    /** Reads a value given on the command line; {@code option} is the whole option. */
    static Tree option(String text, String option, Problems problems) throws ScenarioException {
        return read(text, option, option, true, problems);
    }

    private static Tree read(String raw, String shown, String name, boolean option, Problems problems)
            throws ScenarioException {
        String text = raw.startsWith("\uFEFF") ? raw.substring(1) : raw;
        Origin start = option ? Origin.option(shown) : new Origin(shown, name, 1, 1);
        if (text.length() > MOST_BYTES || text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw problems.fatal(start, "larger than 1 MiB");
        }
        int line = 1;
        int column = 1;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int code = text.codePointAt(i);
            if (!StreamReader.isPrintable(code)) {
                Origin at = option ? start : new Origin(shown, name, line, column);
                throw problems.fatal(at, String.format("not text: character U+%04X", code));
            }
            line += code == '\n' ? 1 : 0;
            column = code == '\n' ? 1 : column + 1;
        }
        YamlReader reader = new YamlReader(text, shown, name, option, problems);
        try {
            return reader.document(start);
        } catch (MarkedYamlEngineException e) {
            String hint = String.valueOf(e.getProblem()).startsWith("mapping values are not allowed")
                    ? "; put quotes around a text that contains ': '"
                    : "";
            Optional<Mark> mark = e.getProblemMark();
            throw problems.fatal(reader.origin(mark, start), "not YAML: " + e.getProblem() + hint);
        } catch (YamlEngineException e) {
            throw problems.fatal(start, "not YAML: " + Suggestion.quote(String.valueOf(e.getMessage())));
        }
    }

    private Tree document(Origin start) throws ScenarioException {
        events.next(); // start of the stream
        Event first = events.next();
        if (first.getEventId() == Event.ID.StreamEnd) {
            throw problems.fatal(start, "nothing is written here");
        }
        Tree tree = node(events.next(), 1);
        events.next(); // end of the document
        Event after = events.next();
        if (after.getEventId() != Event.ID.StreamEnd) {
            throw problems.fatal(origin(after.getStartMark(), start), "a second document begins here; need one");
        }
        return tree;
    }

    private Tree node(Event event, int depth) throws ScenarioException {
        Origin origin = origin(event);
        if (event instanceof AliasEvent alias) {
            return alias(alias, origin);
        }
        if (event instanceof CollectionStartEvent && depth > DEEPEST) {
            throw problems.fatal(origin, "nested deeper than " + DEEPEST + " levels");
        }
        int before = nodes;
        count(1, origin);
        Optional<String> tag = event instanceof ScalarEvent scalar
                ? scalar.getTag()
                : event instanceof CollectionStartEvent start ? start.getTag() : Optional.empty();
        tag.ifPresent(t -> problems.add(origin, "tags are not used here, found " + Suggestion.quote(t)));
        Tree tree = switch (event.getEventId()) {
            case Scalar -> scalar((ScalarEvent) event, origin);
            case SequenceStart -> sequence(origin, depth);
            case MappingStart -> mapping(origin, depth);
            default -> throw problems.fatal(origin, "not YAML: unexpected " + event.getEventId());
        };
        if (event instanceof NodeEvent anchored) {
            anchored.getAnchor().ifPresent(anchor -> anchors.put(anchor, new Anchored(tree, nodes - before)));
        }
        return tree;
    }

    private Tree alias(AliasEvent event, Origin origin) throws ScenarioException {
        Anchored anchored = anchors.get(event.getAlias());
        if (anchored == null) {
            throw problems.fatal(origin, "alias of nothing written before: '*" + event.getAlias() + "'");
        }
        if (++aliases > MOST_ALIASES) {
            throw problems.fatal(origin, "more than " + MOST_ALIASES + " aliases");
        }
        count(anchored.nodes, origin);
        return anchored.tree;
    }

    /** Aliases count as what they stand for, so that a small text cannot expand to a large tree. */
    private void count(int more, Origin origin) throws ScenarioException {
        nodes += more;
        if (nodes > MOST_NODES) {
            throw problems.fatal(origin, "more than 100,000 values, with aliases expanded");
        }
    }

    private static Tree scalar(ScalarEvent event, Origin origin) {
        return new Tree.Scalar(event.getValue(), event.isPlain(), origin, null);
    }

    private Tree sequence(Origin origin, int depth) throws ScenarioException {
        List<Tree> items = new ArrayList<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            items.add(node(event, depth + 1));
        }
        return new Tree.Sequence(items, origin);
    }

    private Tree mapping(Origin origin, int depth) throws ScenarioException {
        Map<String, Tree.Entry> entries = new LinkedHashMap<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            Origin at = origin(event);
            Tree key = node(event, depth + 1);
            Tree value = node(events.next(), depth + 1);
            if (!(event instanceof ScalarEvent scalar)) {
                problems.add(at, "a key must be a word");
            } else if (scalar.getValue().equals("<<") && scalar.isPlain()) {
                problems.add(at, "merge keys are not used here; 'extends' merges files");
            } else {
                Tree.Entry old = entries.putIfAbsent(((Tree.Scalar) key).text(), new Tree.Entry(at, value));
                if (old != null) {
                    String first = option ? "" : ", first on line " + old.key().line();
                    problems.add(at, "duplicate key " + Suggestion.quote(scalar.getValue()) + first);
                }
            }
        }
        return withSource(new Tree.Mapping(entries, origin));
    }

    private Tree withSource(Tree.Mapping map) {
        Tree source = map.get("source");
        if (source == null) {
            return map;
        }
        Tree value = map.get("value");
        Tree inner = value != null && map.entries().size() == 2 ? value : map.without("source");
        if (source instanceof Tree.Scalar scalar && !scalar.isNull()) {
            String text = scalar.text().strip().replaceAll("\\s+", " ");
            if (!text.isEmpty() && text.codePoints().noneMatch(Character::isISOControl)) {
                return inner.sourced(text);
            }
        }
        problems.add(source.origin(), "a source must be a line of text");
        return inner;
    }

    private Origin origin(Event event) {
        return origin(event.getStartMark(), null);
    }

    private Origin origin(Optional<Mark> mark, @Nullable Origin otherwise) {
        if (option || mark.isEmpty()) {
            return otherwise != null ? otherwise : option ? Origin.option(shown) : new Origin(shown, name, 1, 1);
        }
        return new Origin(shown, name, mark.get().getLine() + 1, mark.get().getColumn() + 1);
    }
}
