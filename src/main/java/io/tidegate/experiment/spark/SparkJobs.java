package io.tidegate.experiment.spark;

import java.io.Serializable;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import org.apache.spark.SimpleFutureAction;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import scala.Function1;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;

/**
 * A connection to a Spark cluster, and the only class that knows Spark's. Each task is a partition of its own, so that its result
 * comes back as soon as it is there; what a lost worker was doing, Spark gives to another.
 */
final class SparkJobs implements AutoCloseable {
    private static final long POLL_MILLIS = 50;

    private final JavaSparkContext spark;

    /**
     * Connects. Settings are Spark's own, {@code -Dspark.executor.memory=4g} for one, with some defaults that suit long tasks.
     *
     * @param master where; in Spark's notation
     */
    SparkJobs(String master) {
        SparkConf conf = new SparkConf();
        conf.setMaster(master);
        conf.setIfMissing("spark.app.name", "tidegate");
        conf.setIfMissing("spark.log.level", "WARN");
        conf.setIfMissing("spark.ui.enabled", "false");
        conf.setIfMissing("spark.ui.showConsoleProgress", "false");
        // Results are used as they come, never all at once.
        conf.setIfMissing("spark.driver.maxResultSize", "0");
        Path code = code();
        if (Files.isRegularFile(code)) {
            conf.setIfMissing("spark.jars", code.toString());
        } else {
            // Classes that no jar holds yet: only workers of this machine find them.
            conf.setIfMissing("spark.executor.extraClassPath", System.getProperty("java.class.path"));
        }
        spark = new JavaSparkContext(conf);
    }

    private static Path code() {
        try {
            return Path.of(SparkJobs.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a task gave, or why it gave nothing. */
    private record Answer<R>(int task, @Nullable R result, String failure) implements Serializable {}

    /** A task and its number. */
    private record Numbered<T>(int number, T task) implements Serializable {}

    /**
     * Runs tasks.
     *
     * @param tasks in the order in which they are to be begun
     * @param work what each does
     * @param finished told of each result with its task's number, in any order, by the calling thread
     * @throws InterruptedException if the thread was interrupted; close this then
     * @throws IllegalStateException if a task failed, or the cluster gave up
     */
    <T, R> void run(List<T> tasks, Work<T, R> work, ObjIntConsumer<R> finished) throws InterruptedException {
        List<Numbered<T>> numbered = IntStream.range(0, tasks.size())
                .mapToObj(i -> new Numbered<>(i, tasks.get(i)))
                .toList();
        BlockingQueue<Answer<R>> answers = new LinkedBlockingQueue<>();
        SimpleFutureAction<BoxedUnit> job = spark.sc()
                .submitJob(
                        spark.parallelize(numbered, tasks.size()).rdd(),
                        onWorker(work),
                        CollectionConverters.asScala(IntStream.range(0, tasks.size())
                                        .mapToObj(i -> (Object) i)
                                        .toList())
                                .toSeq(),
                        (partition, answer) -> {
                            answers.add(answer);
                            return BoxedUnit.UNIT;
                        },
                        () -> BoxedUnit.UNIT);
        for (int left = tasks.size(); left > 0; left--) {
            Answer<R> answer = next(answers, job);
            if (answer.result() == null) {
                throw new IllegalStateException(answer.failure());
            }
            finished.accept(answer.result(), answer.task());
        }
    }

    private static <T, R> Function1<Iterator<Numbered<T>>, Answer<R>> onWorker(Work<T, R> work) {
        return (Function1<Iterator<Numbered<T>>, Answer<R>> & Serializable) one -> {
            Numbered<T> task = one.next();
            try {
                return new Answer<>(task.number(), work.on(task.task()), "");
            } catch (Exception e) {
                // Thrown on, Spark would try the same three times more.
                return new Answer<>(task.number(), null, e.toString());
            }
        };
    }

    private static <R> Answer<R> next(BlockingQueue<Answer<R>> answers, SimpleFutureAction<?> job)
            throws InterruptedException {
        while (true) {
            boolean over = job.isCompleted();
            Answer<R> answer = answers.poll(over ? 0 : POLL_MILLIS, TimeUnit.MILLISECONDS);
            if (answer != null) {
                return answer;
            }
            if (over) {
                Throwable why = job.value().get().failed().get();
                throw new IllegalStateException(
                        "Spark gave up: "
                                + String.valueOf(why.getMessage())
                                        .lines()
                                        .findFirst()
                                        .orElse(why.toString()),
                        why);
            }
        }
    }

    /** Ends what still runs, and disconnects. */
    @Override
    public void close() {
        spark.stop();
    }
}
