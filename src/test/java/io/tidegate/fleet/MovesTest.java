package io.tidegate.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.random.Hash;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.junit.jupiter.api.Test;

/** What is due comes in order of time, and of request at the same time. */
class MovesTest {
    private record Move(double t, int request) {}

    @Test
    void arriveInTheOrderOfALibrarysQueue() {
        follow(new Moves(), false);
    }

    @Test
    void nothingElseChangesWhenOneIsTakenOut() {
        follow(new Moves(), true);
    }

    private static void follow(Moves moves, boolean removing) {
        PriorityQueue<Move> oracle =
                new PriorityQueue<>(Comparator.comparingDouble(Move::t).thenComparingInt(Move::request));
        assertThat(moves.next()).isEqualTo(Double.POSITIVE_INFINITY);
        for (int i = 0; i < 20_000; i++) {
            // More come than go in the first half; few different times, so that many are the same.
            if (Hash.unit(Hash.combine(1, i)) < (i < 10_000 ? 0.6 : 0.4)) {
                Move move = new Move((int) (20 * Hash.unit(Hash.combine(2, i))), i);
                moves.add(move.t(), move.request());
                oracle.add(move);
                if (removing && i % 3 == 0) {
                    Move any = oracle.stream()
                            .skip((long) (oracle.size() * Hash.unit(Hash.combine(3, i))))
                            .findFirst()
                            .orElseThrow();
                    oracle.remove(any);
                    moves.remove(any.request());
                }
            } else if (!oracle.isEmpty()) {
                assertThat(moves.next()).isEqualTo(oracle.element().t());
                assertThat(moves.take()).isEqualTo(oracle.remove().request());
            }
        }
        assertThat(oracle.size()).isLessThan(5_000);
        while (!oracle.isEmpty()) {
            assertThat(moves.take()).isEqualTo(oracle.remove().request());
        }
        assertThat(moves.next()).isEqualTo(Double.POSITIVE_INFINITY);
    }
}
