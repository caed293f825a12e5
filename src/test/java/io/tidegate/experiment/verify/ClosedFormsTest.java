package io.tidegate.experiment.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each formula against another way to its value. */
class ClosedFormsTest {
    /** {@code load·D/(2(1 − load))}, and {@code load/(1 − load)} for exponential services. */
    @Test
    void waitsOfOneServer() {
        assertThat(ClosedForms.pollaczekKhinchine(0.8, 1, 1)).isCloseTo(2, within(1e-12));
        assertThat(ClosedForms.pollaczekKhinchine(8, 0.1, 0.01)).isCloseTo(0.2, within(1e-12));
        assertThat(ClosedForms.pollaczekKhinchine(0.9, 1, 2)).isCloseTo(9, within(1e-12));
        assertThat(ClosedForms.waitOfMMc(1, 0.9)).isCloseTo(9, within(1e-12));
        assertThat(ClosedForms.erlangC(1, 0.37)).isCloseTo(0.37, within(1e-12));
        assertThat(ClosedForms.processorSharing(0.95, 2)).isCloseTo(40, within(1e-10));
    }

    /** The textbook's sum: the weight of c and more in the system, over that of all states. */
    @ParameterizedTest
    @ValueSource(ints = {2, 4, 16})
    void erlangCIsTheWeightOfFullStates(int servers) {
        for (double load : new double[] {0.3, 0.8, 0.95}) {
            double offered = servers * load;
            double below = 0;
            double weight = 1;
            for (int n = 0; n < servers; n++) {
                below += weight;
                weight *= offered / (n + 1);
            }
            double full = weight / (1 - load);
            assertThat(ClosedForms.erlangC(servers, offered)).isCloseTo(full / (below + full), within(1e-12));
        }
    }

    /** The integral of the patience's tail over waits, whose density is {@code C·r·e^(−rt)} with r the rate at which queues drain. */
    @Test
    void outwaitingAPatienceIsAnIntegral() {
        double offered = 3.2;
        double rate = 4 - offered;
        double c = ClosedForms.erlangC(4, offered);
        double patience = 0.7;
        double step = 1e-4;
        double sum = 0;
        for (double t = step / 2; t < 60; t += step) {
            sum += step * c * rate * Math.exp(-rate * t) * (1 - Math.exp(-t / patience));
        }
        assertThat(ClosedForms.longerThanPatience(4, offered, patience)).isCloseTo(sum, within(1e-7));
    }

    /**
     * With a patience as long as a service everybody goes away at the same rate, and the number there is Poisson: for one server and
     * offered load a the mean queue is {@code a − 1 + e^(−a)}.
     */
    @Test
    void erlangAOfOneServerWithPatienceAsLongAsAService() {
        for (double a : new double[] {0.3, 0.95, 2}) {
            assertThat(ClosedForms.erlangA(1, a, 1)).isCloseTo((a - 1 + Math.exp(-a)) / a, within(1e-12));
        }
    }

    /** Without end, patience leaves M/M/c as it is: who leaves is its mean queue over the patience. Without any, Erlang's loss remains. */
    @Test
    void erlangALiesBetweenDelayAndLoss() {
        double endless = 1e9;
        assertThat(ClosedForms.erlangA(4, 3.2, endless) * endless)
                .isCloseTo(ClosedForms.waitOfMMc(4, 3.2), within(1e-6));
        double lost = 1 + 3.2 + 3.2 * 3.2 / 2 + Math.pow(3.2, 3) / 6;
        double last = Math.pow(3.2, 4) / 24;
        assertThat(ClosedForms.erlangA(4, 3.2, 1e-9)).isCloseTo(last / (lost + last), within(1e-6));
    }
}
