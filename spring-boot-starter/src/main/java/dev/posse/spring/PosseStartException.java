package dev.posse.spring;

/** The store or the node was not opened, and a person has to act: it says which property is concerned, and what to do. */
final class PosseStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What to do. */
    private final String action;

    PosseStartException(String description, String action) {
        super(description);
        this.action = action;
    }

    PosseStartException(String description, String action, Throwable cause) {
        super(description, cause);
        this.action = action;
    }

    String action() {
        return action;
    }
}
