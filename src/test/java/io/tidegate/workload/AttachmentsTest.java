package io.tidegate.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.random.AliasTable;
import io.tidegate.random.Hash;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

/** Chats that open with 10 tokens of text and an attachment; answers have 5 tokens, later turns one. */
class AttachmentsTest {
    private static final int CHATS = 50_000;
    private static final double MEDIAN = 6000;
    private static final double SIGMA = 1.2;
    private static final int MOST = 30_000;
    private static final AliasTable ONE_MODEL = new AliasTable(1);

    private final SessionTable table = new SessionTable();
    private final RequestDraft draft = new RequestDraft();

    private static SessionModel chats(double share) {
        OnePlan plan = new OnePlan(
                new ChatSpec(1, 0.9, 1, 0, 1, 0, 0, 1, 0, 0, 100, "none", "none", share, MEDIAN, SIGMA, MOST));
        plan.lengths = new LengthTable("none", new int[] {10}, new int[] {5});
        return plan.sessions();
    }

    /** Tokens of the prompts of a chat's first turns. */
    private int[] inputs(SessionModel model, long key, int turns) {
        int slot = table.allocate();
        table.key[slot] = key;
        model.startChat(table, slot, ONE_MODEL);
        int[] inputs = new int[turns];
        for (int i = 0; i < turns; i++) {
            model.draft(table, slot, i, draft);
            inputs[i] = draft.input();
            model.answered(table, slot, i);
        }
        table.release(slot);
        return inputs;
    }

    /**
     * The share within 4.4 standard deviations; the mean of lognormal lengths that are cut off, less the half token of rounding down,
     * within 4.4 standard errors of the sample: a false alarm of 1e-5 each.
     */
    @Test
    void haveTheShareAndTheMeanThatAreSaid() {
        SessionModel model = chats(0.12);
        int attached = 0;
        int cut = 0;
        double sum = 0;
        double squares = 0;
        for (int n = 0; n < CHATS; n++) {
            int tokens = inputs(model, Hash.combine(9, n), 1)[0] - 10;
            assertThat(tokens).isBetween(0, MOST);
            attached += tokens > 0 ? 1 : 0;
            cut += tokens == MOST ? 1 : 0;
            sum += tokens;
            squares += (double) tokens * tokens;
        }
        assertThat(attached / (double) CHATS).isCloseTo(0.12, within(4.4 * StrictMath.sqrt(0.12 * 0.88 / CHATS)));
        NormalDistribution normal = new NormalDistribution();
        double z = StrictMath.log(MOST / MEDIAN) / SIGMA;
        double beyond = 1 - normal.cumulativeProbability(z);
        double theory = MEDIAN * StrictMath.exp(SIGMA * SIGMA / 2) * normal.cumulativeProbability(z - SIGMA)
                + MOST * beyond
                - 0.5 * (1 - beyond);
        double mean = sum / attached;
        double error = StrictMath.sqrt((squares / attached - mean * mean) / attached);
        assertThat(mean).isCloseTo(theory, within(4.4 * error));
        assertThat(cut / (double) attached)
                .isCloseTo(beyond, within(4.4 * StrictMath.sqrt(beyond * (1 - beyond) / attached)));
    }

    @Test
    void stayInTheContext() {
        SessionModel none = chats(0);
        SessionModel all = chats(1);
        for (int n = 0; n < 100; n++) {
            long key = Hash.combine(9, n);
            int[] with = inputs(all, key, 2);
            int attached = with[0] - 10;
            assertThat(attached).isPositive();
            assertThat(inputs(none, key, 2)).containsExactly(10, 16);
            assertThat(with).containsExactly(attached + 10, attached + 16);
        }
    }
}
