package dev.posse.benchmarks.worker;

/**
 * What a worker process answers.
 *
 * @param failure what went wrong; empty if nothing did
 * @param reading what was measured, where something was
 */
public record WorkerResponse(String failure, Reading reading) {

    static WorkerResponse done() {
        return new WorkerResponse("", Reading.NOTHING);
    }
}
