package dev.posse.conformance.fault;

/** A way to restart the database, or to let another node of it take over, and what that leaves of the data. */
public final class Restart {

    /** Stops the database and starts it again at the same address. */
    @FunctionalInterface
    public interface Action {
        /**
         * Restarts the database and returns when it answers again.
         *
         * @throws Exception if it cannot be done; the check fails
         */
        void run() throws Exception;
    }

    private enum Leaves {
        ALL,
        MOST,
        NOTHING
    }

    private final Action action;
    private final Leaves leaves;

    private Restart(Action action, Leaves leaves) {
        this.action = action;
        this.leaves = leaves;
    }

    /**
     * {@return a restart that acknowledged writes survive}
     *
     * @param action restarts the database: best with SIGKILL, since an orderly end has time to write what it had only promised
     */
    public static Restart keepingData(Action action) {
        return new Restart(action, Leaves.ALL);
    }

    /**
     * {@return a restart after which the database is empty}
     *
     * @param action restarts the database
     */
    public static Restart losingData(Action action) {
        return new Restart(action, Leaves.NOTHING);
    }

    /**
     * {@return a failover that acknowledged writes survive}
     *
     * @param action lets another node take over, and returns when it answers
     */
    public static Restart failover(Action action) {
        return new Restart(action, Leaves.ALL);
    }

    /**
     * {@return a failover that may lose the last acknowledged writes}, as an asynchronous replica does that takes over. Versions
     * must not repeat all the same (S5), and the incarnation, if there is one, must tell of it (S21).
     *
     * @param action lets another node take over, and returns when it answers
     */
    public static Restart failoverThatMayLose(Action action) {
        return new Restart(action, Leaves.MOST);
    }

    /**
     * {@return whether acknowledged writes survive}
     */
    public boolean keepsData() {
        return leaves == Leaves.ALL;
    }

    /**
     * {@return whether everything is gone afterwards}
     */
    public boolean losesAll() {
        return leaves == Leaves.NOTHING;
    }

    /**
     * Restarts the database and returns when it answers again.
     *
     * @throws Exception if it cannot be done
     */
    public void run() throws Exception {
        action.run();
    }
}
