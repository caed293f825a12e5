package io.tidegate.scenario;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Leaves out what the built-in catalogue offers and nothing names. */
final class Pruning {
    private Pruning() {}

    /**
     * The tree without the accelerators, profiles and curves that no pool or population names and the user did not write.
     *
     * @param whole the scenario on top of the catalogue
     * @param written the scenario alone
     * @param variants the trees whose pools and populations count: of the scenario and of its variants
     */
    static Tree.Mapping prune(Tree.Mapping whole, Tree written, List<Tree> variants) {
        List<Tree> pools = all(variants, "supply", "pools");
        Set<String> curves = texts(all(variants, "demand", "plans"), "chat-curve", "coding-curve");
        curves.addAll(texts(all(variants, "demand", "api", "classes"), "curve"));
        Tree.Mapping pruned = keep(whole, written, texts(pools, "accelerator"), "accelerators");
        pruned = keep(pruned, written, texts(pools, "profile"), "profiles");
        return keep(pruned, written, curves, "demand", "curves");
    }

    private static Tree.Mapping keep(Tree.Mapping whole, Tree written, Collection<String> needed, String... keys) {
        Set<String> names = texts(items(written, keys), "name");
        names.addAll(needed);
        List<Tree> kept = new ArrayList<>();
        for (Tree item : items(whole, keys)) {
            if (names.contains(String.valueOf(Tree.text(item, "name")))) {
                kept.add(item);
            }
        }
        return replace(whole, List.of(keys), kept);
    }

    private static Tree.Mapping replace(Tree.Mapping map, List<String> keys, List<Tree> items) {
        Tree old = map.get(keys.get(0));
        if (old == null) {
            return map;
        }
        return keys.size() == 1
                ? map.with(keys.get(0), new Tree.Sequence(items, old.origin()))
                : map.with(keys.get(0), replace((Tree.Mapping) old, keys.subList(1, keys.size()), items));
    }

    private static List<Tree> all(List<Tree> trees, String... keys) {
        return trees.stream().flatMap(tree -> items(tree, keys).stream()).toList();
    }

    private static List<Tree> items(Tree tree, String... keys) {
        @Nullable Tree at = tree;
        for (String key : keys) {
            at = at instanceof Tree.Mapping map ? map.get(key) : null;
        }
        return Tree.items(at);
    }

    private static Set<String> texts(List<Tree> items, String... keys) {
        Set<String> all = new HashSet<>();
        for (Tree item : items) {
            for (String key : keys) {
                String text = Tree.text(item, key);
                if (text != null) {
                    all.add(text);
                }
            }
        }
        return all;
    }
}
