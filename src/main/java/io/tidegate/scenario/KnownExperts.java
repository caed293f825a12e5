package io.tidegate.scenario;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Routed experts, and how many of them a token uses, of models with public weights, by their configuration files. A model that is
 * not among them is taken to be dense.
 */
final class KnownExperts {
    private static final Map<String, Double> N0 = new LinkedHashMap<>();

    static {
        N0.put("dsv3", 256.0 / 8);
        N0.put("deepseek-v3", 256.0 / 8);
        N0.put("deepseek-r1", 256.0 / 8);
        N0.put("kimi-k2", 384.0 / 8);
        N0.put("glm-5", 256.0 / 8);
        N0.put("minimax-m2", 256.0 / 8);
        N0.put("qwen3-235b-a22b", 128.0 / 8);
        N0.put("qwen3.5-397b-a17b", 512.0 / 10);
        N0.put("gpt-oss-120b", 128.0 / 4);
    }

    private KnownExperts() {}

    /** What is known of the model that a name contains. */
    static Experts of(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        for (Map.Entry<String, Double> model : N0.entrySet()) {
            if (lower.contains(model.getKey())) {
                return new Experts.Known(model.getValue());
            }
        }
        return new Experts.None();
    }
}
