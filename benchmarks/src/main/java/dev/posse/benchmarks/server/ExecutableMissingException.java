package dev.posse.benchmarks.server;

/** A server's program is not on this machine; the message says how to get it. */
public final class ExecutableMissingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ExecutableMissingException(String program, String debianPackage) {
        super(program + " is missing; install it with: apt-get install " + debianPackage);
    }
}
