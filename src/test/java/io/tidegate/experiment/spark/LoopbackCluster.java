package io.tidegate.experiment.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;

/**
 * A standalone cluster of processes of its own on the loopback interface, from the jars of the tests' class path: a master and two
 * workers with one core each. Its jobs come from drivers alone, as the master's other door, the REST server, is shut.
 */
public final class LoopbackCluster implements AutoCloseable {
    private static final Pattern URL = Pattern.compile("Starting Spark master at (spark://127\\.0\\.0\\.1:\\d+)");
    private static final long PATIENCE_SECONDS = 120;

    private final Path home;
    private final Process master;
    private final String url;
    private final List<Process> workers = new ArrayList<>();

    /**
     * Starts it, and waits until all have met.
     *
     * @param home an empty folder
     */
    public LoopbackCluster(Path home) throws IOException, InterruptedException {
        this.home = home;
        Files.createDirectories(home.resolve("jars"));
        for (String entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
            Path jar = Path.of(entry);
            if (entry.endsWith(".jar")) {
                Files.createSymbolicLink(home.resolve("jars").resolve(jar.getFileName()), jar.toAbsolutePath());
            }
        }
        master = start("master", "org.apache.spark.deploy.master.Master", "--port", "0");
        url = await("master", master, URL).group(1);
        for (String name : List.of("worker-1", "worker-2")) {
            Path folder = home.resolve(name);
            workers.add(start(
                    name,
                    "org.apache.spark.deploy.worker.Worker",
                    "--cores",
                    "1",
                    "--memory",
                    "768m",
                    "--work-dir",
                    folder.toString(),
                    url));
        }
        for (int i = 0; i < workers.size(); i++) {
            await("worker-" + (i + 1), workers.get(i), Pattern.compile("Successfully registered with master"));
        }
    }

    private Process start(String name, String main, String... options) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                home.resolve("jars") + "/*",
                "-Dspark.master.rest.enabled=false",
                main,
                "--host",
                "127.0.0.1",
                "--webui-port",
                "0"));
        words.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment()
                .putAll(Map.of(
                        "SPARK_HOME", home.toString(), "SPARK_SCALA_VERSION", "2.13", "SPARK_LOCAL_IP", "127.0.0.1"));
        return builder.redirectErrorStream(true)
                .redirectOutput(log(name).toFile())
                .start();
    }

    private Path log(String name) {
        return home.resolve(name + ".log");
    }

    private Matcher await(String name, Process process, Pattern line) throws IOException, InterruptedException {
        for (int i = 0; i < PATIENCE_SECONDS * 10 && process.isAlive(); i++) {
            Matcher found = line.matcher(Files.readString(log(name)));
            if (found.find()) {
                return found;
            }
            Thread.sleep(100);
        }
        return Assertions.fail("the " + name + " did not start:\n" + Files.readString(log(name)));
    }

    /** Where drivers find it. */
    public String url() {
        return url;
    }

    /** The environment of a driver. */
    public Map<String, String> environment() {
        return Map.of("SPARK_LOCAL_IP", "127.0.0.1");
    }

    /** All of Spark, for a class path. */
    public String jars() {
        return home.resolve("jars") + "/*";
    }

    /** What the master has said. */
    public String masterLog() throws IOException {
        return Files.readString(log("master"));
    }

    /**
     * Kills the first worker, and before it the process in which it runs tasks.
     *
     * @return how many of these processes there were
     */
    public int killAWorker() {
        Process worker = workers.get(0);
        List<ProcessHandle> executors = worker.descendants().toList();
        worker.destroyForcibly();
        executors.forEach(ProcessHandle::destroyForcibly);
        return executors.size();
    }

    @Override
    public void close() throws InterruptedException {
        workers.forEach(worker -> worker.descendants().forEach(ProcessHandle::destroyForcibly));
        workers.forEach(Process::destroyForcibly);
        master.destroyForcibly();
        for (Process worker : workers) {
            worker.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        master.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
