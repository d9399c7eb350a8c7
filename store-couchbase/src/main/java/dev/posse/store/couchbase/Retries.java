package dev.posse.store.couchbase;

import com.couchbase.client.core.error.RequestCanceledException;
import com.couchbase.client.core.error.TimeoutException;
import com.couchbase.client.core.msg.Request;
import com.couchbase.client.core.msg.Response;
import com.couchbase.client.core.retry.RetryAction;
import com.couchbase.client.core.retry.RetryReason;
import com.couchbase.client.core.retry.RetryStrategy;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Which refusals the client may wait out, for each kind of operation (S9).
 *
 * <p>A write is tried again only where it certainly did nothing: it found no connection to go out on, or the server
 * answered that it does not want it now. That ends at half of the operation's timeout. So a write that timed out is one
 * that a server owed an answer, and a write that was given up before is a definite failure.
 *
 * <p>One reason never gets here: after "not my vbucket" the client always tries again. The server has refused the write
 * then, too.
 */
final class Retries implements RetryStrategy {

    private static final Set<RetryReason> HARMLESS = EnumSet.of(
            // Nothing to send on, or to.
            RetryReason.BUCKET_NOT_AVAILABLE,
            RetryReason.BUCKET_OPEN_IN_PROGRESS,
            RetryReason.GLOBAL_CONFIG_LOAD_IN_PROGRESS,
            RetryReason.COLLECTION_MAP_REFRESH_IN_PROGRESS,
            RetryReason.COLLECTION_NOT_FOUND,
            RetryReason.NODE_NOT_AVAILABLE,
            RetryReason.SERVICE_NOT_AVAILABLE,
            RetryReason.ENDPOINT_NOT_AVAILABLE,
            RetryReason.ENDPOINT_NOT_WRITABLE,
            RetryReason.ENDPOINT_CIRCUIT_OPEN,
            // Sent, and refused by the server.
            RetryReason.KV_COLLECTION_OUTDATED,
            RetryReason.KV_LOCKED,
            RetryReason.KV_TEMPORARY_FAILURE,
            RetryReason.KV_SYNC_WRITE_IN_PROGRESS,
            RetryReason.KV_SYNC_WRITE_RE_COMMIT_IN_PROGRESS);

    /** Reads have no effect: everything but a wrong password is tried until the timeout. */
    static final Retries READ = new Retries(EnumSet.complementOf(EnumSet.of(RetryReason.AUTHENTICATION_ERROR)), 1.0);

    /** An insert of a locked key is not tried again: who is locked, exists. */
    static final Retries ADD = new Retries(harmlessBut(RetryReason.KV_LOCKED), 0.5);

    /** A replace waits for a lock to end. */
    static final Retries SWAP = new Retries(HARMLESS, 0.5);

    private static final long FIRST_PAUSE_MILLIS = 1;
    private static final long LONGEST_PAUSE_MILLIS = 100;

    private final Set<RetryReason> allowed;
    private final double shareOfTimeout;

    private Retries(Set<RetryReason> allowed, double shareOfTimeout) {
        this.allowed = EnumSet.copyOf(allowed);
        this.shareOfTimeout = shareOfTimeout;
    }

    @Override
    public CompletableFuture<RetryAction> shouldRetry(Request<? extends Response> request, RetryReason reason) {
        Duration pause = pause(request.context().retryAttempts());
        long elapsedNanos = System.nanoTime() - request.createdAt();
        boolean inTime = elapsedNanos + pause.toNanos() < request.timeout().toNanos() * shareOfTimeout;
        return CompletableFuture.completedFuture(
                inTime && allows(request, reason) ? RetryAction.withDuration(pause) : RetryAction.noRetry());
    }

    private boolean allows(Request<? extends Response> request, RetryReason reason) {
        // This reason stands for two things: there was nothing to write to, or writing failed midway. A request that
        // was handed to a connection may be the second.
        boolean mayHaveLeft = reason == RetryReason.ENDPOINT_NOT_WRITABLE
                && request.context().lastDispatchedTo() != null
                && !request.idempotent();
        return allowed.contains(reason) && !mayHaveLeft;
    }

    /** Returns whether a read ended because its time was over: another one may have more luck. */
    static boolean isOutOfTime(Throwable error) {
        return error instanceof TimeoutException
                || (error instanceof RequestCanceledException cancelled
                        && cancelled.reason().innerReason() instanceof RetryReason reason
                        && READ.allowed.contains(reason));
    }

    private static Duration pause(int attempts) {
        return Duration.ofMillis(Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(attempts, 10)));
    }

    /** Returns whether a write that was given up for this reason did nothing. */
    static boolean harmless(RetryReason reason, boolean dispatched) {
        boolean mayHaveLeft = dispatched && reason == RetryReason.ENDPOINT_NOT_WRITABLE;
        return reason == RetryReason.AUTHENTICATION_ERROR || (HARMLESS.contains(reason) && !mayHaveLeft);
    }

    private static Set<RetryReason> harmlessBut(RetryReason reason) {
        Set<RetryReason> rest = EnumSet.copyOf(HARMLESS);
        rest.remove(reason);
        return rest;
    }
}
