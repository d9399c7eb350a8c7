package dev.posse.conformance.check;

/** A check cannot be made, because the test class does not provide what it needs. */
final class NotApplicable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotApplicable(String reason) {
        super(reason);
    }
}
