package io.tidegate.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;

/**
 * A standalone cluster of processes of its own on the loopback interface, from jars that Maven fetched: a master and two workers
 * with one core each. Its jobs come from drivers alone, as the master's other door, the REST server, is shut.
 */
final class LoopbackCluster implements AutoCloseable {
    static final String MASTER = "org.apache.spark.deploy.master.Master";
    static final String WORKER = "org.apache.spark.deploy.worker.Worker";
    static final String NO_REST = "-Dspark.master.rest.enabled=false";

    /** What its processes are told, beside where Spark's jars are. */
    static final Map<String, String> ENVIRONMENT = Map.of("SPARK_SCALA_VERSION", "2.13", "SPARK_LOCAL_IP", "127.0.0.1");

    private static final Pattern URL = Pattern.compile("Starting Spark master at (spark://127\\.0\\.0\\.1:\\d+)");
    private static final Pattern REGISTERED = Pattern.compile("Successfully registered with master");
    private static final int PATIENCE_SECONDS = 120;
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final Path SPARK = Path.of(System.getProperty("tidegate.spark.home", "target/spark"));

    private final Path folder;
    private final List<Process> processes = new ArrayList<>();
    private final List<Process> workers = new ArrayList<>();
    private String url = "";

    private LoopbackCluster(Path folder) {
        this.folder = folder;
    }

    /**
     * Starts one, and waits until all have met.
     *
     * @param folder for what they write
     */
    static LoopbackCluster start(Path folder) throws IOException, InterruptedException {
        LoopbackCluster cluster = new LoopbackCluster(Files.createDirectories(folder));
        try {
            cluster.start();
            return cluster;
        } catch (IOException | InterruptedException | AssertionError e) {
            cluster.close();
            throw e;
        }
    }

    private void start() throws IOException, InterruptedException {
        Process master = daemon("master", MASTER, "--port", "0");
        url = await("master", master, URL).group(1);
        for (String name : List.of("worker-1", "worker-2")) {
            workers.add(daemon(
                    name,
                    WORKER,
                    "--cores",
                    "1",
                    "--memory",
                    "768m",
                    "--work-dir",
                    folder.resolve(name).toString(),
                    url));
        }
        await("worker-1", workers.get(0), REGISTERED);
        await("worker-2", workers.get(1), REGISTERED);
    }

    private Process daemon(String name, String main, String... options) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                JAVA,
                "-Xmx256m",
                "-cp",
                SPARK.resolve("jars") + "/*",
                NO_REST,
                main,
                "--host",
                "127.0.0.1",
                "--webui-port",
                "0"));
        words.addAll(List.of(options));
        return process(log(name), words);
    }

    private Process process(Path log, List<String> words) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words);
        String home = SPARK.toAbsolutePath().toString();
        builder.environment().put("SPARK_HOME", home);
        builder.environment().putAll(ENVIRONMENT);
        Process process =
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        processes.add(process);
        return process;
    }

    private Path log(String name) {
        return folder.resolve(name + ".log");
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

    /**
     * Starts the packaged program as a driver of it.
     *
     * @param log gets all that it prints
     * @param args words after the program's name, but for {@code --master}
     */
    Process drive(Path log, List<String> args) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                JAVA,
                "-Djava.awt.headless=true",
                "-Dspark.executor.memory=512m",
                // Both workers are to be at work from the beginning.
                "-Dspark.scheduler.minRegisteredResourcesRatio=1",
                "-Dspark.scheduler.maxRegisteredResourcesWaitingTime=120s",
                "-cp",
                System.getProperty("tidegate.jar") + File.pathSeparator + SPARK.resolve("jars") + "/*",
                Main.class.getName()));
        words.addAll(args);
        words.add("--master=" + url);
        return process(log, words);
    }

    /** What the master has said. */
    String masterLog() throws IOException {
        return Files.readString(log("master"));
    }

    /**
     * Kills the first worker, and the process in which it runs tasks.
     *
     * @return how many of these processes there were
     */
    int killAWorker() {
        List<ProcessHandle> executors = workers.get(0).descendants().toList();
        workers.get(0).destroyForcibly();
        executors.forEach(ProcessHandle::destroyForcibly);
        return executors.size();
    }

    /** Ends all of its processes and its drivers. */
    @Override
    public void close() {
        for (Process process : processes) {
            List<ProcessHandle> below = process.descendants().toList();
            process.destroyForcibly();
            below.forEach(ProcessHandle::destroyForcibly);
        }
        processes.forEach(process -> process.onExit().join());
    }
}
