package dev.posse.examples.harness.processes;

import java.util.concurrent.CompletableFuture;

/** A call that a node was asked to do, as far as it has come. */
final class PendingCall {

    private final NodeRequest request;
    private final long asked = System.nanoTime();
    private final CompletableFuture<NodeResponse> answer = new CompletableFuture<>();
    private volatile String lastStep = "";
    private volatile boolean hasRead;
    private volatile boolean isDecided;
    private volatile boolean abandoned;

    PendingCall(NodeRequest request) {
        this.request = request;
    }

    NodeRequest request() {
        return request;
    }

    /** When, by {@link System#nanoTime}. */
    long asked() {
        return asked;
    }

    /** The answer, the trouble, or that the node is gone; once it is in the log. */
    CompletableFuture<NodeResponse> answer() {
        return answer;
    }

    /**
     * Whether a refusal that another call hears is final for this one too. A call that was sent but has read nothing yet
     * counts as a later call, so its buyer must not ask elsewhere before it has read or its node is dead.
     */
    boolean isBoundBySeals() {
        return hasRead || !request.what().mayBuy();
    }

    boolean isDecided() {
        return isDecided;
    }

    boolean isAbandoned() {
        return abandoned;
    }

    /** Its buyer waits no longer. */
    void abandon() {
        abandoned = true;
    }

    /** The step that its node was heard of last, or empty. */
    String lastStep() {
        return lastStep;
    }

    void took(String step) {
        lastStep = step;
    }

    void read() {
        hasRead = true;
        lastStep = "D0";
    }

    void decide() {
        isDecided = true;
        lastStep = "D3";
    }
}
