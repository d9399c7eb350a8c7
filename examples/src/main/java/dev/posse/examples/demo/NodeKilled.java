package dev.posse.examples.demo;

/**
 * A node died in the middle of what this thread was doing.
 *
 * <p>An error and no exception, so that nothing in Posse can catch it and tidy up: a driver stops dead between two store
 * operations, as it does when the power goes.
 */
final class NodeKilled extends Error {

    private static final long serialVersionUID = 1L;

    NodeKilled(String message) {
        super(message, null, false, false);
    }
}
