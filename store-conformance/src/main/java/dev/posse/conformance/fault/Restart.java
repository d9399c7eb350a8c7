package dev.posse.conformance.fault;

/** A way to restart the database, and what a restart leaves of the data. */
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

    private final Action action;
    private final boolean keeping;

    private Restart(Action action, boolean keeping) {
        this.action = action;
        this.keeping = keeping;
    }

    /**
     * {@return a restart that acknowledged writes survive}
     *
     * @param action restarts the database
     */
    public static Restart keepingData(Action action) {
        return new Restart(action, true);
    }

    /**
     * {@return a restart after which the database is empty}
     *
     * @param action restarts the database
     */
    public static Restart losingData(Action action) {
        return new Restart(action, false);
    }

    /**
     * {@return whether acknowledged writes survive}
     */
    public boolean keepsData() {
        return keeping;
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
