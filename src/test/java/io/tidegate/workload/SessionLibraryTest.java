package io.tidegate.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tidegate.workload.SessionLibrary.Request;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionLibraryTest {
    private static final Request OPENING = new Request(100, 10, 0, 60, 0, 2.5f, false, false, true);
    private static final Request FOLLOW_UP = new Request(150, 20, 96, 60, 7, 3, false, false);
    private static final Request ERRAND = new Request(40, 5, 0, 30, 0.5f, 0, true, true, true);

    @Test
    void keepsEveryFieldOfEveryRequestInItsSession() {
        SessionLibrary library = new SessionLibrary(List.of(List.of(OPENING, FOLLOW_UP), List.of(ERRAND)));

        assertThat(library.sessions()).isEqualTo(2);
        assertThat(library.requests()).isEqualTo(3);
        assertThat(library.first(0)).isZero();
        assertThat(library.end(0)).isEqualTo(2);
        assertThat(library.first(1)).isEqualTo(2);
        assertThat(library.end(1)).isEqualTo(3);
        List<Request> expected = List.of(OPENING, FOLLOW_UP, ERRAND);
        for (int i = 0; i < 3; i++) {
            assertThat(request(library, i)).isEqualTo(expected.get(i));
        }
    }

    @Test
    void refusesAnEmptyLibraryAndAnEmptySession() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SessionLibrary(List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SessionLibrary(List.of(List.of(OPENING), List.of())))
                .withMessage("session 1: has no requests");
    }

    @Test
    void refusesImpossibleRequests() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Request(0, 1, 0, 0, 0, 0, false, false));
        assertThatIllegalArgumentException().isThrownBy(() -> new Request(1, 0, 0, 0, 0, 0, false, false));
        assertThatIllegalArgumentException().isThrownBy(() -> new Request(5, 1, 6, 0, 0, 0, false, false));
        assertThatIllegalArgumentException().isThrownBy(() -> new Request(5, 1, 0, 6, 0, 0, false, false));
        assertThatIllegalArgumentException().isThrownBy(() -> new Request(5, 1, -1, 0, 0, 0, false, false));
        assertThatIllegalArgumentException().isThrownBy(() -> new Request(5, 1, 0, 0, -1, 0, false, false));
        assertThatIllegalArgumentException().isThrownBy(() -> new Request(5, 1, 0, 0, 0, Float.NaN, false, false));
    }

    private static Request request(SessionLibrary library, int i) {
        return new Request(
                library.input(i),
                library.output(i),
                library.cached(i),
                library.shared(i),
                library.gap(i),
                library.apiSeconds(i),
                library.small(i),
                library.subagent(i),
                library.opensTask(i));
    }
}
