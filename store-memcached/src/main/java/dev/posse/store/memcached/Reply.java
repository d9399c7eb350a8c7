package dev.posse.store.memcached;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.spy.memcached.ops.GetsOperation;
import net.spy.memcached.ops.OperationCallback;
import net.spy.memcached.ops.OperationStatus;
import net.spy.memcached.ops.StatsOperation;
import net.spy.memcached.ops.StatusCode;
import net.spy.memcached.ops.StoreOperation;

/** Gathers what the client library calls back with, on its I/O thread; to be read when complete. */
abstract class Reply implements OperationCallback {

    private final CountDownLatch complete = new CountDownLatch(1);
    private volatile Optional<OperationStatus> status = Optional.empty();

    @Override
    public final void receivedStatus(OperationStatus received) {
        // The first one counts: an operation that has failed may be cancelled as well when its connection is closed.
        if (status.isEmpty()) {
            status = Optional.of(received);
        }
    }

    @Override
    public final void complete() {
        complete.countDown();
    }

    final boolean isComplete() {
        return complete.getCount() == 0;
    }

    final void await(Deadline deadline) throws InterruptedException {
        // Whether it was in time is asked with isComplete, under the operation's monitor.
        boolean ignored = complete.await(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
    }

    /** Whether the server said something, be it an error. */
    final boolean isAnswer() {
        return status.isPresent()
                && status.get().getStatusCode() != StatusCode.CANCELLED
                && status.get().getStatusCode() != StatusCode.TIMEDOUT;
    }

    final boolean isSuccess() {
        return status.isPresent() && status.get().isSuccess();
    }

    /** What kind of answer it is. */
    final StatusCode code() {
        return status.map(OperationStatus::getStatusCode).orElse(StatusCode.CANCELLED);
    }

    /** What the server said, word for word. */
    final String message() {
        return status.map(OperationStatus::getMessage).orElse("");
    }

    /** What stands under a key. */
    static final class Item extends Reply implements GetsOperation.Callback {

        private Optional<byte[]> data = Optional.empty();
        private int flags;
        private long cas;

        @Override
        public void gotData(String key, int itsFlags, long itsCas, byte[] itsData) {
            flags = itsFlags;
            cas = itsCas;
            data = Optional.of(itsData);
        }

        Optional<byte[]> data() {
            return data;
        }

        int flags() {
            return flags;
        }

        long cas() {
            return cas;
        }
    }

    /** How a write ended. */
    static final class Stored extends Reply implements StoreOperation.Callback {

        private OptionalLong cas = OptionalLong.empty();

        @Override
        public void gotData(String key, long itsCas) {
            cas = OptionalLong.of(itsCas);
        }

        /** The new cas id; the text protocol does not tell it. */
        OptionalLong cas() {
            return cas;
        }
    }

    /** What a server says to {@code stats}. */
    static final class StatLines extends Reply implements StatsOperation.Callback {

        private final Map<String, String> lines = new HashMap<>();

        @Override
        public void gotStat(String name, String value) {
            lines.put(name, value);
        }

        Stats stats() {
            return new Stats(Map.copyOf(lines));
        }
    }
}
