package dev.posse.store.couchbase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.couchbase.client.core.error.AmbiguousTimeoutException;
import com.couchbase.client.core.error.AuthenticationFailureException;
import com.couchbase.client.core.error.BucketNotFoundException;
import com.couchbase.client.core.error.CasMismatchException;
import com.couchbase.client.core.error.CollectionNotFoundException;
import com.couchbase.client.core.error.CouchbaseException;
import com.couchbase.client.core.error.DecodingFailureException;
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
import com.couchbase.client.core.error.InternalServerFailureException;
import com.couchbase.client.core.error.InvalidArgumentException;
import com.couchbase.client.core.error.QuotaLimitedException;
import com.couchbase.client.core.error.RateLimitedException;
import com.couchbase.client.core.error.RequestCanceledException;
import com.couchbase.client.core.error.ScopeNotFoundException;
import com.couchbase.client.core.error.ServerOutOfMemoryException;
import com.couchbase.client.core.error.TemporaryFailureException;
import com.couchbase.client.core.error.UnambiguousTimeoutException;
import com.couchbase.client.core.error.ValueTooLargeException;
import com.couchbase.client.core.error.context.CancellationErrorContext;
import com.couchbase.client.core.error.context.ErrorContext;
import com.couchbase.client.core.msg.CancellationReason;
import com.couchbase.client.core.msg.ResponseStatus;
import com.couchbase.client.core.retry.RetryReason;
import dev.posse.store.couchbase.WriteFailure.Outcome;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole table of outcomes, the rows that the mock cannot provoke included. */
class ErrorTableTest {

    private static final Set<RetryReason> IN_FLIGHT_OR_NOT_OURS = EnumSet.of(
            RetryReason.UNKNOWN,
            RetryReason.CHANNEL_CLOSED_WHILE_IN_FLIGHT,
            RetryReason.KV_ERROR_MAP_INDICATED,
            RetryReason.KV_NOT_MY_VBUCKET,
            RetryReason.NOT_PIPELINED_REQUEST_IN_FLIGHT);

    private static ErrorContext context(ResponseStatus status) {
        return new ErrorContext(status) {};
    }

    static Stream<Arguments> table() {
        ErrorContext any = context(ResponseStatus.UNKNOWN);
        return Stream.of(
                row(Outcome.SOMEBODY_WAS_FIRST, new CasMismatchException(any)),
                row(Outcome.SOMEBODY_WAS_FIRST, new DocumentExistsException(any)),
                row(Outcome.ABSENT, new DocumentNotFoundException(any)),
                row(Outcome.UNKNOWN, new AmbiguousTimeoutException("", cancelledContext())),
                row(Outcome.NOT_DONE, new UnambiguousTimeoutException("", cancelledContext())),
                row(Outcome.UNKNOWN, new DurabilityAmbiguousException(null)),
                row(Outcome.NOT_DONE, new DurabilityImpossibleException(null)),
                row(Outcome.NOT_DONE, new DurabilityLevelNotAvailableException(null)),
                row(Outcome.NOT_DONE, new DurableWriteInProgressException(null)),
                row(Outcome.NOT_DONE, new DurableWriteReCommitInProgressException(null)),
                row(Outcome.NOT_DONE, new DocumentLockedException(any)),
                row(Outcome.NOT_DONE, new TemporaryFailureException(any)),
                row(Outcome.NOT_DONE, new ServerOutOfMemoryException(null)),
                row(Outcome.NOT_DONE, new ValueTooLargeException(any)),
                row(Outcome.NOT_DONE, new AuthenticationFailureException("", any, null)),
                row(Outcome.NOT_DONE, new CouchbaseException("", context(ResponseStatus.NO_ACCESS))),
                row(Outcome.NOT_DONE, new BucketNotFoundException("b", any)),
                row(Outcome.NOT_DONE, new ScopeNotFoundException("s", any)),
                row(Outcome.NOT_DONE, new CollectionNotFoundException("c", any)),
                row(Outcome.NOT_DONE, new RateLimitedException(any)),
                row(Outcome.NOT_DONE, new QuotaLimitedException(any)),
                row(Outcome.NOT_DONE, new FeatureNotAvailableException("")),
                row(Outcome.NOT_DONE, new EncodingFailureException("")),
                row(Outcome.NOT_DONE, InvalidArgumentException.fromMessage("")),
                row(Outcome.UNKNOWN, new InternalServerFailureException(any)),
                row(Outcome.UNKNOWN, new DecodingFailureException("")),
                row(Outcome.UNKNOWN, new CouchbaseException("", context(ResponseStatus.UNKNOWN))),
                row(Outcome.UNKNOWN, new CouchbaseException("")),
                row(Outcome.UNKNOWN, new java.util.concurrent.TimeoutException()),
                row(Outcome.UNKNOWN, new IllegalStateException()),
                row(Outcome.NOT_DONE, cancelled(CancellationReason.SHUTDOWN)),
                row(Outcome.NOT_DONE, cancelled(CancellationReason.TOO_MANY_REQUESTS_IN_RETRY)),
                row(Outcome.UNKNOWN, cancelled(CancellationReason.OTHER)),
                row(Outcome.UNKNOWN, cancelled(CancellationReason.CANCELLED_VIA_CONTEXT)),
                row(Outcome.UNKNOWN, cancelled(CancellationReason.STOPPED_LISTENING)),
                row(Outcome.UNKNOWN, cancelled(CancellationReason.TARGET_NODE_REMOVED)));
    }

    @ParameterizedTest(name = "{1} {2}")
    @MethodSource("table")
    @DisplayName("S7, S8: what each error of the client says about a write")
    void rows(Throwable error, Outcome outcome, String name) {
        WriteFailure failure = ErrorTable.of(error);
        assertEquals(outcome, failure.outcome());
        assertFalse(failure.why().isBlank());
    }

    @Test
    @DisplayName("S7, S8: no row of the table is left out above")
    void complete() {
        Set<Object> shown = table().map(row -> row.get()[0].getClass()).collect(Collectors.toUnmodifiableSet());
        assertEquals(
                List.of(),
                ErrorTable.TABLE.stream()
                        .map(ErrorTable.Row::error)
                        .filter(error -> !shown.contains(error))
                        .toList());
    }

    @ParameterizedTest
    @EnumSource(RetryReason.class)
    @DisplayName("S8: a write that was given up before it was sent, or after it was refused, is a definite failure")
    void reasons(RetryReason reason) {
        boolean certain = !IN_FLIGHT_OR_NOT_OURS.contains(reason)
                && !reason.name().matches("(VIEWS|SEARCH|QUERY|ANALYTICS)_.*")
                && !reason.name().equals("ENDPOINT_TEMPORARILY_NOT_AVAILABLE");
        assertEquals(certain, Retries.harmless(reason, false));
    }

    @Test
    @DisplayName("S7: a connection that could not be written to is doubt once the write was handed to it")
    void halfWritten() {
        assertEquals(
                Outcome.UNKNOWN,
                ErrorTable.of(cancelled(CancellationReason.noMoreRetries(RetryReason.ENDPOINT_NOT_WRITABLE)))
                        .outcome());
        assertEquals(true, Retries.harmless(RetryReason.ENDPOINT_NOT_WRITABLE, false));
    }

    @Test
    @DisplayName("S2: to an add, a lock on the key says that the key exists")
    void addOfLocked() {
        assertEquals(
                Outcome.SOMEBODY_WAS_FIRST,
                ErrorTable.ofAdd(cancelled(CancellationReason.noMoreRetries(RetryReason.KV_LOCKED)))
                        .outcome());
        assertEquals(
                Outcome.SOMEBODY_WAS_FIRST,
                ErrorTable.ofAdd(new DocumentLockedException(context(ResponseStatus.LOCKED)))
                        .outcome());
    }

    private static Arguments row(Outcome outcome, Throwable error) {
        return Arguments.of(error, outcome, error.getClass().getSimpleName());
    }

    private static RequestCanceledException cancelled(CancellationReason reason) {
        return new RequestCanceledException("", reason, cancelledContext());
    }

    private static CancellationErrorContext cancelledContext() {
        return new CancellationErrorContext((com.couchbase.client.core.cnc.AbstractContext) null);
    }
}
