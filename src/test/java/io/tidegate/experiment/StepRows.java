package io.tidegate.experiment;

import io.tidegate.scenario.StepMeasurement;
import io.tidegate.scenario.StepMix;
import io.tidegate.serving.StepLaw;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Made-up measurements whose law is known: decode, prefill and mixed steps over four decades of load. */
final class StepRows {
    /** A mixture of experts; seconds. */
    static final StepLaw EXPERTS = new StepLaw(9e-3, 30e-6, 3e-9, 25e-6, 1.2e-9, 2e-3, 15e-3, 40, 1, 1);
    /** A dense model. */
    static final StepLaw DENSE = new StepLaw(12e-3, 40e-6, 14e-9, 45e-6, 0.9e-9, 1e-3, 0, 1, 1, 1);

    private StepRows() {}

    /** The law written out a second time, from its definition. */
    static double seconds(StepLaw law, StepMix step) {
        return law.cB() * step.batch()
                + law.cP() * step.prefill()
                + law.cPC() * step.prefill() * step.position()
                + law.c0()
                + law.cR() * step.requests()
                + law.cK() * step.kvTokens()
                + law.w() * (1 - StrictMath.exp(-(step.batch() + step.prefill()) / law.n0()));
    }

    /** Rows of single steps whose times are the law's, changed by a function of the time. */
    static List<StepMeasurement> of(StepLaw law, DoubleUnaryOperator noise) {
        List<StepMeasurement> rows = new ArrayList<>();
        for (int batch : new int[] {1, 2, 4, 8, 16, 32, 64, 128, 256, 512}) {
            for (int context : new int[] {500, 4000, 30_000}) {
                rows.add(row(law, noise, new StepMix(1, batch, (double) batch * context, 0, 0, 0)));
                rows.add(row(law, noise, new StepMix(1, batch, (double) batch * context, 2048, 1024, 2)));
            }
        }
        for (int prefill : new int[] {128, 512, 2048, 8192}) {
            for (int before : new int[] {0, 20_000}) {
                rows.add(row(law, noise, new StepMix(1, 0, 0, prefill, before + prefill / 2.0, 1)));
                rows.add(row(law, noise, new StepMix(1, 0, 0, prefill, before + prefill / 8.0, 4)));
            }
        }
        return rows;
    }

    static StepMeasurement row(StepLaw law, DoubleUnaryOperator noise, StepMix step) {
        boolean decodes = step.batch() > 0;
        return new StepMeasurement(
                step.toString(),
                decodes ? "batch" : "prefill",
                decodes ? step.batch() : step.prefill(),
                step.kvTokens() + "/" + step.position(),
                List.of(step),
                noise.applyAsDouble(seconds(law, step)));
    }
}
