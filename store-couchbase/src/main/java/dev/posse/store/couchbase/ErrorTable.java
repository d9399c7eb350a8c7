package dev.posse.store.couchbase;

import com.couchbase.client.core.error.AmbiguousTimeoutException;
import com.couchbase.client.core.error.AuthenticationFailureException;
import com.couchbase.client.core.error.BucketNotFoundException;
import com.couchbase.client.core.error.CasMismatchException;
import com.couchbase.client.core.error.CollectionNotFoundException;
import com.couchbase.client.core.error.CouchbaseException;
import com.couchbase.client.core.error.DocumentExistsException;
import com.couchbase.client.core.error.DocumentLockedException;
import com.couchbase.client.core.error.DocumentNotFoundException;
import com.couchbase.client.core.error.DurabilityAmbiguousException;
import com.couchbase.client.core.error.DurabilityImpossibleException;
import com.couchbase.client.core.error.DurabilityLevelNotAvailableException;
import com.couchbase.client.core.error.DurableWriteInProgressException;
import com.couchbase.client.core.error.DurableWriteReCommitInProgressException;
import com.couchbase.client.core.error.EncodingFailureException;
import com.couchbase.client.core.error.FeatureNotAvailableException;
import com.couchbase.client.core.error.InvalidArgumentException;
import com.couchbase.client.core.error.QuotaLimitedException;
import com.couchbase.client.core.error.RateLimitedException;
import com.couchbase.client.core.error.RequestCanceledException;
import com.couchbase.client.core.error.ScopeNotFoundException;
import com.couchbase.client.core.error.ServerOutOfMemoryException;
import com.couchbase.client.core.error.TemporaryFailureException;
import com.couchbase.client.core.error.TimeoutException;
import com.couchbase.client.core.error.UnambiguousTimeoutException;
import com.couchbase.client.core.error.ValueTooLargeException;
import com.couchbase.client.core.msg.CancellationReason;
import com.couchbase.client.core.msg.ResponseStatus;
import com.couchbase.client.core.retry.RetryReason;
import dev.posse.store.couchbase.WriteFailure.Outcome;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which errors of the client are definite and which are doubts: the one table of it.
 *
 * <p>The table lists what is certain. Whatever is not in it, errors of later versions of the client included, is doubt:
 * taking a doubt for a failure costs money, the other way round costs a look.
 */
final class ErrorTable {

    /** An error, whose subclasses mean the same. */
    record Row(Class<? extends Throwable> error, WriteFailure meaning) {}

    static final List<Row> TABLE = List.of(
            row(DocumentExistsException.class, Outcome.SOMEBODY_WAS_FIRST, "the key exists"),
            row(CasMismatchException.class, Outcome.SOMEBODY_WAS_FIRST, "the document has another CAS"),
            row(DocumentNotFoundException.class, Outcome.ABSENT, "the key is absent"),
            row(AmbiguousTimeoutException.class, Outcome.UNKNOWN, "the answer did not come in time"),
            row(
                    DurabilityAmbiguousException.class,
                    Outcome.UNKNOWN,
                    "the durability was not reached in time; the server may still reach it"),
            row(UnambiguousTimeoutException.class, Outcome.NOT_DONE, "it was not sent in time"),
            row(DocumentLockedException.class, Outcome.NOT_DONE, ErrorHints.LOCKED),
            row(TemporaryFailureException.class, Outcome.NOT_DONE, ErrorHints.BUSY),
            row(ServerOutOfMemoryException.class, Outcome.NOT_DONE, "the bucket has no memory left; give it more"),
            row(
                    DurabilityImpossibleException.class,
                    Outcome.NOT_DONE,
                    "too few copies are up for the durability asked for; bring the nodes back, or fail them over and"
                            + " rebalance"),
            row(
                    DurabilityLevelNotAvailableException.class,
                    Outcome.NOT_DONE,
                    "the bucket does not have the durability asked for; an ephemeral one cannot persist"),
            row(DurableWriteInProgressException.class, Outcome.NOT_DONE, ErrorHints.WRITE_PENDING),
            row(DurableWriteReCommitInProgressException.class, Outcome.NOT_DONE, ErrorHints.WRITE_PENDING),
            row(ValueTooLargeException.class, Outcome.NOT_DONE, "the server finds the value too large"),
            row(AuthenticationFailureException.class, Outcome.NOT_DONE, ErrorHints.CREDENTIALS),
            row(BucketNotFoundException.class, Outcome.NOT_DONE, ErrorHints.BUCKET),
            row(ScopeNotFoundException.class, Outcome.NOT_DONE, ErrorHints.COLLECTION),
            row(CollectionNotFoundException.class, Outcome.NOT_DONE, ErrorHints.COLLECTION),
            row(RateLimitedException.class, Outcome.NOT_DONE, "the server limits the rate of this user"),
            row(QuotaLimitedException.class, Outcome.NOT_DONE, "the quota of the scope or user is used up"),
            row(
                    FeatureNotAvailableException.class,
                    Outcome.NOT_DONE,
                    "the server does not have what the settings ask for, durability or collections"),
            row(EncodingFailureException.class, Outcome.NOT_DONE, "the value could not be encoded"),
            row(InvalidArgumentException.class, Outcome.NOT_DONE, "the client refused the arguments"));

    private ErrorTable() {}

    /** Says what became of a write that ended with this error. */
    static WriteFailure of(Throwable error) {
        if (error instanceof RequestCanceledException cancelled) {
            return ofCancelled(cancelled);
        }
        if (error instanceof CouchbaseException answered
                && answered.context() != null
                && answered.context().responseStatus() == ResponseStatus.NO_ACCESS) {
            return new WriteFailure(Outcome.NOT_DONE, ErrorHints.CREDENTIALS);
        }
        return TABLE.stream()
                .filter(row -> row.error().isInstance(error))
                .findFirst()
                .map(Row::meaning)
                .orElseGet(() -> new WriteFailure(
                        Outcome.UNKNOWN,
                        "the client reports " + error.getClass().getSimpleName()));
    }

    /** The same for an add, to which a lock on the key is an answer: who is locked, exists. */
    static WriteFailure ofAdd(Throwable error) {
        boolean locked = error instanceof DocumentLockedException
                || (error instanceof RequestCanceledException cancelled
                        && cancelled.reason().innerReason() == RetryReason.KV_LOCKED);
        return locked ? new WriteFailure(Outcome.SOMEBODY_WAS_FIRST, "the key exists and is locked") : of(error);
    }

    /** A cancellation says by its reason whether the write was in flight. */
    private static WriteFailure ofCancelled(RequestCanceledException error) {
        CancellationReason reason = error.reason();
        if (reason.innerReason() instanceof RetryReason retry) {
            boolean dispatched = error.context().requestContext() == null
                    || error.context().requestContext().lastDispatchedTo() != null;
            return new WriteFailure(
                    Retries.harmless(retry, dispatched) ? Outcome.NOT_DONE : Outcome.UNKNOWN, ErrorHints.on(retry));
        }
        if (reason.equals(CancellationReason.SHUTDOWN)) {
            return new WriteFailure(Outcome.NOT_DONE, "the client is shut down");
        }
        if (reason.equals(CancellationReason.TOO_MANY_REQUESTS_IN_RETRY)) {
            return new WriteFailure(Outcome.NOT_DONE, "too many operations wait in the client");
        }
        return new WriteFailure(Outcome.UNKNOWN, "it was cancelled: " + reason.identifier());
    }

    private static Row row(Class<? extends Throwable> error, Outcome outcome, String why) {
        return new Row(error, new WriteFailure(outcome, why));
    }

    /** Says why a read failed; reads are always definite. */
    static String onRead(Throwable error) {
        if (error instanceof RequestCanceledException cancelled
                && cancelled.reason().innerReason() instanceof RetryReason reason) {
            return ErrorHints.on(reason);
        }
        if (error instanceof TimeoutException timeout) {
            return "no answer in time"
                    + timeout.retryReasons().stream()
                            .map(reason -> "; " + ErrorHints.on(reason))
                            .distinct()
                            .collect(Collectors.joining());
        }
        return of(error).why();
    }

    /** The same over TLS, where the client calls it an authentication error too when it does not trust the server. */
    static String onReadOverTls(Throwable error) {
        String why = onRead(error);
        return why.equals(ErrorHints.CREDENTIALS) ? ErrorHints.CERTIFICATE + "; or " + ErrorHints.CREDENTIALS : why;
    }
}
