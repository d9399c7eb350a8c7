package dev.posse.conformance;

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
     * Says that acknowledged writes survive.
     *
     * @param action restarts the database
     * @return the restart
     */
    public static Restart keepingData(Action action) {
        return new Restart(action, true);
    }

    /**
     * Says that the database comes back empty.
     *
     * @param action restarts the database
     * @return the restart
     */
    public static Restart losingData(Action action) {
        return new Restart(action, false);
    }

    boolean keepsData() {
        return keeping;
    }

    void run() throws Exception {
        action.run();
    }
}
