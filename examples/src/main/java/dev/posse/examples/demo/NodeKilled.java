package dev.posse.examples.demo;

/**
 * A node died in the middle of what this thread was doing.
 *
 * <p>An error and no exception, so that nothing in Posse can catch it and tidy up: a driver stops dead between two store
 * operations, as it does when the power goes.
 */
final class NodeKilled extends Error {

    private static final long serialVersionUID = 1L;

    private final String step;

    /**
     * Makes one.
     *
     * @param step at which the driver stops
     */
    NodeKilled(String step) {
        super("The node died at " + step, null, false, false);
        this.step = step;
    }

    String step() {
        return step;
    }
}
