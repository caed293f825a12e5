package io.tidegate.experiment.verify;

/** Answers that queueing theory knows. Arrivals are Poisson; times are in the unit of the arguments. */
final class ClosedForms {
    private ClosedForms() {}

    /**
     * Mean wait in M/G/1, first come first served (Pollaczek 1930, Khinchine 1932: L. Kleinrock, "Queueing Systems", volume I,
     * Wiley 1975, chapter 5).
     *
     * @param rate arrivals per time, so that {@code rate·mean} is below 1
     * @param mean of the service time
     * @param square mean square of the service time
     */
    static double pollaczekKhinchine(double rate, double mean, double square) {
        return rate * square / (2 * (1 - rate * mean));
    }

    /**
     * Share of arrivals that wait in M/M/c (A. K. Erlang 1917, "delay formula"; Kleinrock, volume I, section 3.5), from the
     * recursion of the loss formula.
     *
     * @param servers c, 1 or more
     * @param offered arrival rate times mean service time, below {@code servers}
     */
    static double erlangC(int servers, double offered) {
        double lost = 1;
        for (int n = 1; n <= servers; n++) {
            lost = offered * lost / (n + offered * lost);
        }
        return servers * lost / (servers - offered * (1 - lost));
    }

    /** Mean wait in M/M/c of mean service time 1: those who wait do so exponentially, at the rate at which queues drain. */
    static double waitOfMMc(int servers, double offered) {
        return erlangC(servers, offered) / (servers - offered);
    }

    /**
     * Share of waits in M/M/c of mean service time 1 that are longer than an independent exponential time: one less the
     * Laplace transform of the wait, as {@link #waitOfMMc} describes it.
     *
     * @param patience mean of that time
     */
    static double longerThanPatience(int servers, double offered, double patience) {
        return erlangC(servers, offered) / (1 + patience * (servers - offered));
    }

    /**
     * Mean sojourn in M/G/1 under processor sharing, which depends on the mean of the service time alone (M. Sakata, S. Noguchi,
     * J. Oizumi, "Analysis of a processor-shared queueing model for time-sharing systems", 1969; Kleinrock, volume II, 1976,
     * chapter 4).
     */
    static double processorSharing(double load, double mean) {
        return mean / (1 - load);
    }

    /**
     * Share that leaves in Erlang A, that is M/M/c+M of mean service time 1: who waits longer than an exponential patience leaves
     * the queue. From the stationary law of its birth and death process (C. Palm 1957; O. Garnett, A. Mandelbaum, M. Reiman,
     * "Designing a call center with impatient customers", Manufacturing & Service Operations Management 4(3), 2002). The mean time in
     * queue of all, whether they leave or are served, is this share times the mean patience.
     *
     * @param offered arrival rate times mean service time; any, as queues never grow for ever
     * @param patience its mean
     */
    static double erlangA(int servers, double offered, double patience) {
        double weight = 1;
        double all = 1;
        double queued = 0;
        for (int n = 1; n <= servers || weight > 1e-18 * all; n++) {
            int queue = Math.max(0, n - servers);
            weight *= offered / (Math.min(n, servers) + queue / patience);
            all += weight;
            queued += queue * weight;
        }
        return queued / all / patience / offered;
    }
}
