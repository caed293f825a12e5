package io.tidegate.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"})
    void wordsCannotStartAFormula(String text) {
        assertThat(Csv.words(text)).isEqualTo("'" + text);
    }

    @Test
    void ordinaryWordsStay() {
        assertThat(Csv.words("max-5x")).isEqualTo("max-5x");
        assertThat(Csv.words("")).isEmpty();
    }
}
