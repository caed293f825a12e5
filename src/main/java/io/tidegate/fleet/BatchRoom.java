package io.tidegate.fleet;

/**
 * The capacity of each model class that requests of batch jobs may use: what others leave of a level, in seconds of the whole
 * class. Room grows by the level as time passes and shrinks by the work of every request that is let in, whosever it is; while
 * there is any, a request of a job may come. So all work together is at most the level as long as jobs are a part of it, and in a
 * span of {@code s} seconds work of jobs at most the level times {@code s + }{@value #AHEAD}, and a request.
 *
 * <p>Room that nobody used is kept for {@value #AHEAD} s. Where others alone take more than the level, what they took too much in
 * {@value #BEHIND} s is made up for later, and no more.
 */
final class BatchRoom {
    /** Seconds of the level that may be saved up. */
    static final double AHEAD = 1;

    /** Seconds of the level that may be owed. */
    static final double BEHIND = 60;

    private final double[] room;
    private double level;

    BatchRoom(int models) {
        room = new double[models];
    }

    /** Puts a level, a share of capacity, in force. */
    void set(double share) {
        level = share;
    }

    /** Seconds pass. */
    void pass(double seconds) {
        for (int m = 0; m < room.length; m++) {
            room[m] = Math.min(level * AHEAD, room[m] + level * seconds);
        }
    }

    /** A request is let in that takes so many seconds of a class. */
    void take(int model, double seconds) {
        room[model] = Math.max(-level * BEHIND, room[model] - seconds);
    }

    /** Whether a request of a job may be let in. */
    boolean isOpen(int model) {
        return room[model] > 0;
    }
}
