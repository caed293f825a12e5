package io.tidegate.scenario;

import io.tidegate.serving.FittedRange;
import io.tidegate.serving.StepLaw;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/** Fitted serving profiles as YAML that a scenario can use. */
public final class ProfileYaml {
    private static final MathContext DIGITS = new MathContext(6, RoundingMode.HALF_EVEN);
    private static final BigDecimal MILLI = new BigDecimal("1000");
    private static final BigDecimal MICRO = new BigDecimal("1000000");

    private ProfileYaml() {}

    /**
     * A profile to write.
     *
     * @param name its name
     * @param source what it was fitted to
     * @param gpus accelerators of a replica; 0 if unknown
     * @param law the step law
     * @param kvTokens tokens of KV cache of a replica; 0 if unknown
     * @param range where the measurements lie
     * @param lack why a scenario must not use it as it stands, or empty; it is then written as a comment
     */
    public record Profile(
            String name, String source, int gpus, StepLaw law, long kvTokens, FittedRange range, String lack) {}

    /** A file with a list of profiles; those that lack something are comments. */
    public static String write(List<Profile> profiles) {
        StringBuilder out = new StringBuilder();
        out.append("# Serving profiles fitted to measurements. Seconds of a step: effC (cB B + cP P + cPC P C)\n");
        out.append("# + effM (c0 + cR R + cK K + w (1 - e^(-(B+P)/n0))).\n");
        boolean any = profiles.stream().anyMatch(profile -> profile.lack().isEmpty());
        if (!any) {
            out.append("# None is complete: each says what it lacks. Fill that in and remove the comment marks.\n");
        }
        out.append(any ? "profiles:\n" : "# profiles:\n");
        for (Profile profile : profiles) {
            String mark = profile.lack().isEmpty() ? "" : "# ";
            if (!mark.isEmpty()) {
                out.append("  # Left out: ").append(profile.lack()).append(".\n");
            }
            entry(profile).lines().forEach(line -> out.append(mark).append(line).append('\n'));
        }
        return out.toString();
    }

    private static String entry(Profile profile) {
        StepLaw law = profile.law();
        FittedRange range = profile.range();
        return "  - name: " + name(profile.name()) + "\n"
                + "    source: \"" + escaped(profile.source()) + "\"\n"
                + "    gpus: " + (profile.gpus() == 0 ? "N" : profile.gpus()) + "\n"
                + "    law:\n"
                + "      c0: " + milli(law.c0()) + "\n"
                + "      cB: " + milli(law.cB()) + "\n"
                + "      cK: " + micro(law.cK()) + "\n"
                + "      cP: " + milli(law.cP()) + "\n"
                + "      cPC: " + micro(law.cPC()) + "\n"
                + "      cR: " + milli(law.cR()) + "\n"
                + "      w: " + milli(law.w()) + "\n"
                + "      n0: " + digits(new BigDecimal(law.n0())) + "\n"
                + "      effC: " + digits(new BigDecimal(law.effC())) + "\n"
                + "      effM: " + digits(new BigDecimal(law.effM())) + "\n"
                + "    kv-tokens: " + (profile.kvTokens() == 0 ? "N" : profile.kvTokens()) + "\n"
                + "    range: {max-context: " + range.maxContext() + ", max-batch: " + range.maxBatch()
                + ", max-prefill: " + range.maxPrefill() + ", ranks: " + range.ranks() + "}\n";
    }

    private static String name(String name) {
        return name.matches("[A-Za-z][A-Za-z0-9._-]*") ? name : '"' + escaped(name) + '"';
    }

    private static String escaped(String text) {
        return Suggestion.visible(text).replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static String milli(double seconds) {
        return digits(new BigDecimal(seconds).multiply(MILLI)) + " ms";
    }

    private static String micro(double seconds) {
        return digits(new BigDecimal(seconds).multiply(MICRO)) + " us";
    }

    private static String digits(BigDecimal value) {
        BigDecimal rounded = value.round(DIGITS);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
