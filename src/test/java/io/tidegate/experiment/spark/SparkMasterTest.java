package io.tidegate.experiment.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparkMasterTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "local",
                "local[*]",
                "local[4]",
                "local-cluster[2,1,1024]",
                "spark://127.0.0.1:7077",
                "spark://one.example:7077,two.example:7077"
            })
    void takesWhatSparkCallsIts(String text) {
        assertThat(new SparkMaster(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "local[0]",
                "local[]",
                "local-cluster[2,1]",
                "local-cluster[0,1,1024]",
                "spark://host",
                "spark://host:port",
                "http://host:7077",
                "yarn",
                "spark://host:7077\n"
            })
    void refusesAnythingElse(String text) {
        assertThatThrownBy(() -> new SparkMaster(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "need local[N], local[*], local-cluster[WORKERS,CORES,MEGABYTES] or spark://HOST:PORT, found "
                                + text);
    }

    @Test
    void workersOfThisMachineLookForSparkInTheEnvironment() {
        SparkMaster workers = new SparkMaster("local-cluster[2,1,1024]");
        assertThat(workers.canStart(Map.of())).isFalse();
        assertThat(workers.canStart(Map.of("SPARK_HOME", "/spark"))).isFalse();
        assertThat(workers.canStart(Map.of("SPARK_HOME", "/spark", "SPARK_SCALA_VERSION", "2.13")))
                .isTrue();
        assertThat(new SparkMaster("local[2]").canStart(Map.of())).isTrue();
    }

    /** Tests other than Spark's run without it. */
    @Test
    void sparkIsNotHere() {
        assertThat(SparkMaster.isSparkHere()).isFalse();
    }
}
