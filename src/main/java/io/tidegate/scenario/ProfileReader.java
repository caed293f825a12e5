package io.tidegate.scenario;

import io.tidegate.serving.ServingProfile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the serving profiles of a file that need not be a whole scenario. */
public final class ProfileReader {
    private ProfileReader() {}

    /**
     * The profiles that a file, or what it extends, lists under {@code profiles}, in order.
     *
     * @throws ScenarioException if the file cannot be read, lists none, or one is wrong
     */
    public static List<ServingProfile> read(Path file) throws ScenarioException {
        Problems problems = new Problems();
        SourceFiles files = new SourceFiles(problems);
        Tree.Mapping whole = files.chain(files.read(file));
        List<ServingProfile> profiles = new ArrayList<>();
        RecordBinder binder = new RecordBinder(problems);
        for (Tree item : Tree.items(whole.get("profiles"))) {
            String name = String.valueOf(Tree.text(item, "name"));
            if (binder.record(Shape.of(ServingProfile.class), item, name) instanceof ServingProfile profile) {
                profiles.add(profile);
            }
        }
        problems.throwIfAny();
        if (profiles.isEmpty()) {
            throw problems.fatal(Origin.option(file.toString()), "lists no profiles; need a list 'profiles'");
        }
        return profiles;
    }
}
