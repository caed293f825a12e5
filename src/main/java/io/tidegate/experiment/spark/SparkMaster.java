package io.tidegate.experiment.spark;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where a Spark cluster is asked for: {@code local[*]}, threads of this process; {@code local-cluster[2,1,1024]}, workers, cores and
 * megabytes of this machine; {@code spark://host:port}, a standalone cluster.
 *
 * @param text in Spark's notation
 */
public record SparkMaster(String text) {
    private static final Pattern LOCAL = Pattern.compile("local(\\[(\\*|[1-9]\\d{0,3})])?");
    private static final Pattern LOCAL_CLUSTER =
            Pattern.compile("local-cluster\\[[1-9]\\d{0,3},[1-9]\\d{0,3},[1-9]\\d{0,7}]");
    private static final Pattern STANDALONE =
            Pattern.compile("spark://[\\w.-]+:\\d{1,5}(,[\\w.-]+:\\d{1,5})*", Pattern.UNICODE_CHARACTER_CLASS);

    /**
     * Checks it.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    public SparkMaster {
        if (!(LOCAL.matcher(text).matches()
                || LOCAL_CLUSTER.matcher(text).matches()
                || STANDALONE.matcher(text).matches())) {
            throw new IllegalArgumentException(
                    "need local[N], local[*], local-cluster[WORKERS,CORES,MEGABYTES] or spark://HOST:PORT, found "
                            + text);
        }
    }

    /** Whether Spark is on the class path. */
    public static boolean isSparkHere() {
        try {
            Class.forName("org.apache.spark.api.java.JavaSparkContext", false, SparkMaster.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /**
     * Whether the environment lets this process start what it is asked for: workers of this machine are processes that look for
     * Spark there.
     *
     * @param environment variables and their values
     */
    public boolean canStart(Map<String, String> environment) {
        return !LOCAL_CLUSTER.matcher(text).matches()
                || environment.keySet().containsAll(List.of("SPARK_HOME", "SPARK_SCALA_VERSION"));
    }
}
