package io.tidegate.experiment.verify;

import io.tidegate.experiment.verify.Queue.Means;
import io.tidegate.random.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Queues beside their theory: independent replications of each, at every load. */
final class QueueCheck implements Check<Means> {
    /** Utilisations at which a user looks. */
    static final List<Double> LOADS = List.of(0.3, 0.5, 0.7, 0.8, 0.9, 0.95);

    private final List<Queue> queues;
    private final List<Double> loads;
    private final Effort effort;
    private final long key;

    /**
     * Some queues, each at some utilisations.
     *
     * @param effort how long to simulate each
     * @param key from which all draws follow
     */
    QueueCheck(List<Queue> queues, List<Double> loads, Effort effort, long key) {
        this.queues = queues;
        this.loads = loads;
        this.effort = effort;
        this.key = key;
    }

    @Override
    public int tasks() {
        return queues.size() * loads.size() * effort.replications();
    }

    @Override
    public Means run(int task) {
        int point = task / effort.replications();
        return queues.get(point / loads.size())
                .simulate(loads.get(point % loads.size()), Hash.combine(key, task), effort);
    }

    @Override
    public int drawnRows() {
        return loads.size()
                * queues.stream().mapToInt(queue -> queue.figures().size()).sum();
    }

    @Override
    public VerifyTable table(List<Means> answers, double falseAlarm) {
        double critical = Chance.student(effort.replications() - 1, falseAlarm);
        List<VerifyRow> rows = new ArrayList<>();
        for (int q = 0; q < queues.size(); q++) {
            List<Figure> figures = queues.get(q).figures();
            for (int f = 0; f < figures.size(); f++) {
                for (int l = 0; l < loads.size(); l++) {
                    int first = (q * loads.size() + l) * effort.replications();
                    List<Means> replications = answers.subList(first, first + effort.replications());
                    rows.add(row(queues.get(q).name(), figures.get(f), f, loads.get(l), replications, critical));
                }
            }
        }
        return new VerifyTable(
                "Queues with known answers",
                String.format(
                        Locale.ROOT,
                        "A replica as a queue: services and patiences last 1 s on average. A row holds within %.2f standard errors,"
                                + " over %d replications, and the grain of steps besides. Erlang A: who has not begun when"
                                + " the patience ends is cancelled. In a simulated fleet patience lasts to the first token, and"
                                + " also who is being served may leave.",
                        critical,
                        effort.replications()),
                rows);
    }

    private static VerifyRow row(
            String name, Figure figure, int place, double load, List<Means> replications, double critical) {
        int n = replications.size();
        double sum = 0;
        for (Means means : replications) {
            sum += means.of().get(place);
        }
        double squares = 0;
        for (Means means : replications) {
            double off = means.of().get(place) - sum / n;
            squares += off * off;
        }
        return VerifyRow.drawn(
                name + ": " + figure.name(),
                "load " + load,
                figure.theory().applyAsDouble(load),
                sum / n,
                Math.sqrt(squares / (n - 1) / n),
                critical,
                figure.grain().applyAsDouble(load));
    }
}
