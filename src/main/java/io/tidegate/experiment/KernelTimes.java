package io.tidegate.experiment;

import io.tidegate.scenario.KernelTables;
import io.tidegate.scenario.KernelTables.AttentionTime;
import io.tidegate.scenario.KernelTables.LayerTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The time of a step of a dense model as the sum of its kernels: embedding and final norm once, the decoder's layers as often as
 * there are, two norms in each, and for every request of the step the output head and the sampler. Between measured sizes times
 * are straight lines. What an engine does between kernels is not in it.
 */
public final class KernelTimes {
    private static final double MICRO = 1e-6;

    private final int layers;
    private final NavigableMap<Integer, Double> dense;
    private final NavigableMap<Integer, Double> perSequence;
    private final Map<AttentionKey, Double> attention = new HashMap<>();
    private final NavigableSet<Integer> prefills = new TreeSet<>();
    private final NavigableSet<Integer> befores = new TreeSet<>();
    private final NavigableSet<Integer> decodes = new TreeSet<>();
    private final NavigableSet<Integer> contexts = new TreeSet<>();

    private record AttentionKey(int prefill, int before, int decodes, int context) {}

    /** A measured size next to the one asked for, and its weight. */
    private record Corner(int size, double weight) {}

    /**
     * Steps of a model.
     *
     * @param tables kernel times
     * @param layers decoder layers of the whole model, 1 or more
     */
    public KernelTimes(KernelTables tables, int layers) {
        if (layers < 1) {
            throw new IllegalArgumentException("need 1 or more layers, not " + layers);
        }
        this.layers = layers;
        this.dense = sum(tables.dense(), layers);
        this.perSequence = sum(tables.perSequence(), layers);
        for (AttentionTime time : tables.attention()) {
            attention.put(
                    new AttentionKey(time.prefill(), time.before(), time.decodes(), time.context()), time.micros());
            if (time.prefill() > 0) {
                prefills.add(time.prefill());
                befores.add(time.before());
            }
            if (time.decodes() > 0) {
                decodes.add(time.decodes());
                contexts.add(time.context());
            }
        }
    }

    /** Calls of a layer in a step. */
    private static int calls(String layer, int layers) {
        return switch (layer) {
            case "embedding", "final_layernorm", "lm_head", "sampler" -> 1;
            case "layernorm" -> 2 * layers;
            default -> layers;
        };
    }

    /** Microseconds of all layers of a table, at each size at which all were measured. */
    private static NavigableMap<Integer, Double> sum(List<LayerTime> times, int layers) {
        NavigableMap<Integer, Double> sums = new TreeMap<>();
        TreeMap<Integer, Integer> counts = new TreeMap<>();
        for (LayerTime time : times) {
            sums.merge(time.size(), calls(time.layer(), layers) * time.micros(), Double::sum);
            counts.merge(time.size(), 1, Integer::sum);
        }
        long kinds = times.stream().map(LayerTime::layer).distinct().count();
        counts.forEach((size, count) -> {
            if (count < kinds) {
                sums.remove(size);
            }
        });
        return sums;
    }

    /** Most requests in a decode batch that were measured. */
    int maxBatch() {
        return decodes.isEmpty() ? 0 : Math.min(decodes.last(), perSequence.lastKey());
    }

    /** Most tokens of a chunk that were measured. */
    int maxPrefill() {
        return prefills.isEmpty() ? 0 : prefills.last();
    }

    /** Longest context that was measured. */
    int maxContext() {
        return contexts.isEmpty() ? 0 : contexts.last();
    }

    /**
     * Seconds of a step; nothing where the kernels around it were not measured.
     *
     * @param batch decoding requests, 0 or more
     * @param context tokens that each of them holds
     * @param prefill tokens of one prompt's chunk, 0 or more
     * @param before tokens of that prompt before the chunk
     */
    public OptionalDouble seconds(int batch, int context, int prefill, int before) {
        double tokens = line(dense, batch + prefill);
        double requests = line(perSequence, batch + (prefill > 0 ? 1 : 0));
        double mixed = attention(batch, context, prefill, before);
        double micros = tokens + requests + layers * mixed;
        return Double.isNaN(micros) ? OptionalDouble.empty() : OptionalDouble.of(MICRO * micros);
    }

    private static double line(NavigableMap<Integer, Double> curve, int size) {
        double sum = 0;
        for (Corner corner : corners(curve.navigableKeySet(), size)) {
            sum += corner.weight * curve.getOrDefault(corner.size, Double.NaN);
        }
        return sum == 0 ? Double.NaN : sum;
    }

    private double attention(int batch, int context, int prefill, int before) {
        List<Corner> none = List.of(new Corner(0, 1));
        double sum = 0;
        for (Corner p : prefill == 0 ? none : corners(prefills, prefill)) {
            for (Corner b : prefill == 0 ? none : corners(befores, before)) {
                for (Corner d : batch == 0 ? none : corners(decodes, batch)) {
                    for (Corner c : batch == 0 ? none : corners(contexts, context)) {
                        AttentionKey key = new AttentionKey(p.size, b.size, d.size, c.size);
                        sum += p.weight * b.weight * d.weight * c.weight * attention.getOrDefault(key, Double.NaN);
                    }
                }
            }
        }
        return sum == 0 ? Double.NaN : sum;
    }

    /** The measured sizes around one: the least of all for one below it, none for one above the greatest. */
    private static List<Corner> corners(NavigableSet<Integer> sizes, int size) {
        Integer above = sizes.ceiling(size);
        Integer below = sizes.floor(size);
        if (above == null) {
            return List.of();
        }
        if (below == null || below.equals(above)) {
            return List.of(new Corner(above, 1));
        }
        double share = (size - below) / (double) (above - below);
        return List.of(new Corner(below, 1 - share), new Corner(above, share));
    }
}
