package dev.posse.benchmarks.server;

/** A server's program is not on this machine; the message says how to get it. */
public final class ProgramMissingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ProgramMissingException(String program, String debianPackage) {
        super(program + " is missing; install it with: apt-get install " + debianPackage);
    }
}
