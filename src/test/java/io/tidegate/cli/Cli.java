package io.tidegate.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a user sees of one command, run in this process.
 *
 * @param code the exit code
 * @param out standard output
 * @param err standard error
 */
record Cli(int code, String out, String err) {
    /** Shortens {@code scenarios/tiny.yaml}: two minutes of serving in five cells, without accounts rolled forward. */
    static final List<String> SHORT = List.of(
            "--set=run.pre-roll=0 s",
            "--set=run.warm-up=0 s",
            "--set=phases.before.length=1 min",
            "--set=phases.after.length=1 min");

    static final String TINY = "scenarios/tiny.yaml";

    static Cli run(String... args) {
        return run(Map.of(), args);
    }

    static Cli run(Map<String, String> environment, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(args, environment, new PrintWriter(out), new PrintWriter(err));
        return new Cli(code, out.toString(), err.toString());
    }

    /** {@code run scenarios/tiny.yaml}, shortened, with further options. */
    static Cli runShort(String... options) {
        List<String> args = new ArrayList<>(List.of("run", TINY));
        args.addAll(SHORT);
        args.addAll(Arrays.asList(options));
        return run(args.toArray(String[]::new));
    }

    List<String> outLines() {
        return out.lines().toList();
    }

    List<String> errLines() {
        return err.lines().toList();
    }

    /** Every file and folder below a folder, relative to it and in order. */
    static List<String> tree(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(each -> !each.equals(folder))
                    .map(each -> folder.relativize(each).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }
}
