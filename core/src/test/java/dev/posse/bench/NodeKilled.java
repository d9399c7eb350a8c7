package dev.posse.bench;

/** The node is gone between two store operations. An error, so that nothing that catches exceptions survives it. */
public final class NodeKilled extends Error {

    private static final long serialVersionUID = 1L;

    NodeKilled(String where) {
        super("power cut at " + where);
    }
}
