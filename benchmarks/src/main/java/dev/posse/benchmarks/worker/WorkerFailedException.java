package dev.posse.benchmarks.worker;

/** A process of buyers did not do what it was told; the message says why. */
public final class WorkerFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WorkerFailedException(String message) {
        super(message);
    }
}
