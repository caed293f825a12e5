package io.tidegate.experiment.spark;

import java.io.Serializable;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjIntConsumer;
import org.apache.spark.SimpleFutureAction;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import scala.Function1;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;

/**
 * A connection to a Spark cluster, and the only class that knows Spark's. Each task is a partition of its own, so that its result
 * comes back as soon as it is there; what a lost worker was doing, Spark gives to another.
 */
final class SparkJobs implements AutoCloseable {
    private static final long POLL_MILLIS = 50;

    private final JavaSparkContext spark;

    private SparkJobs(JavaSparkContext spark) {
        this.spark = spark;
    }

    /**
     * Connects. Settings are Spark's own, {@code -Dspark.executor.memory=4g} for one, with some defaults that suit long tasks.
     *
     * @throws ClusterException if that cannot be done
     */
    static SparkJobs on(SparkMaster master) {
        try {
            return new SparkJobs(new JavaSparkContext(settings(master)));
        } catch (RuntimeException e) {
            throw new ClusterException("cannot start Spark on " + master.text() + ": " + firstLine(e), e);
        } catch (LinkageError e) {
            throw new ClusterException("the class path has another Spark than 4.2 for Scala 2.13: " + e, e);
        }
    }

    private static SparkConf settings(SparkMaster master) {
        SparkConf conf = new SparkConf();
        conf.setMaster(master.text());
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
        return conf;
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
    private record Answer<R>(@Nullable R result, String failure) implements Serializable {}

    /** The answer to a task. */
    private record Finished<R>(int task, Answer<R> answer) {}

    /**
     * Runs tasks.
     *
     * @param tasks in the order in which they are to be begun
     * @param work what each does
     * @param sink told of each result with its task's number, in any order, by the calling thread
     * @throws InterruptedException if the thread was interrupted; close this then
     * @throws ClusterException if a task failed, or the cluster gave up
     */
    <T, R> void run(List<T> tasks, Work<T, R> work, ObjIntConsumer<R> sink) throws InterruptedException {
        BlockingQueue<Finished<R>> finished = new LinkedBlockingQueue<>();
        SimpleFutureAction<?> job = submit(tasks, work, finished);
        for (int left = tasks.size(); left > 0; left--) {
            Finished<R> next = next(finished, job);
            R result = next.answer().result();
            if (result == null) {
                throw new ClusterException(next.answer().failure());
            }
            sink.accept(result, next.task());
        }
    }

    private <T, R> SimpleFutureAction<?> submit(List<T> tasks, Work<T, R> work, BlockingQueue<Finished<R>> finished) {
        try {
            return spark.sc()
                    .submitJob(
                            spark.parallelize(tasks, tasks.size()).rdd(),
                            onWorker(work),
                            allBelow(tasks.size()),
                            (task, answer) -> {
                                finished.add(new Finished<>((Integer) task, answer));
                                return BoxedUnit.UNIT;
                            },
                            () -> BoxedUnit.UNIT);
        } catch (RuntimeException e) {
            throw gaveUp(e);
        }
    }

    private static Seq<Object> allBelow(int n) {
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            all.add(i);
        }
        return CollectionConverters.asScala(all).toSeq();
    }

    private static <T, R> Function1<Iterator<T>, Answer<R>> onWorker(Work<T, R> work) {
        return (Function1<Iterator<T>, Answer<R>> & Serializable) one -> {
            try {
                return new Answer<>(work.on(one.next()), "");
            } catch (Exception e) {
                // Thrown on, Spark would try the same three times more.
                return new Answer<>(null, String.valueOf(e.getMessage()));
            }
        };
    }

    private <R> Finished<R> next(BlockingQueue<Finished<R>> finished, SimpleFutureAction<?> job)
            throws InterruptedException {
        while (true) {
            boolean over = job.isCompleted();
            Finished<R> next = finished.poll(over ? 0 : POLL_MILLIS, TimeUnit.MILLISECONDS);
            if (next != null) {
                return next;
            }
            if (over) {
                throw gaveUp(job.value().get().failed().get());
            }
        }
    }

    private ClusterException gaveUp(Throwable why) {
        return spark.sc().isStopped()
                ? new ClusterException(
                        "lost the cluster " + spark.master() + ": it does not answer, or it ended the application", why)
                : new ClusterException("Spark gave up: " + firstLine(why), why);
    }

    /** Spark's messages go on with the stacks of workers. */
    private static String firstLine(Throwable why) {
        return why.toString().lines().findFirst().orElse("");
    }

    /** Ends what still runs, and disconnects. */
    @Override
    public void close() {
        spark.stop();
    }
}
