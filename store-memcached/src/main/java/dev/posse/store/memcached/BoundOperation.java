package dev.posse.store.memcached;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import net.spy.memcached.MemcachedNode;
import net.spy.memcached.ops.Operation;
import net.spy.memcached.ops.OperationCallback;
import net.spy.memcached.ops.OperationErrorType;
import net.spy.memcached.ops.OperationException;
import net.spy.memcached.ops.OperationState;
import org.jspecify.annotations.Nullable;

/**
 * An operation of the client library that is written to one connection or to none.
 *
 * <p>The library keeps what it has not written yet over a reconnect, and begins what it had half written anew. The server at
 * the other end may be another one by then: a cas id from before would fit some other state. So the I/O thread hears here,
 * at the moment of writing, that the operation is void when the connection is not the one whose server was looked at. The
 * same moment tells definite failure from doubt: what was never begun to be written, and is withdrawn, cannot happen.
 *
 * <p>It is no {@code KeyedOperation} and no {@code CASOperation} on purpose: the library then neither sends it to another
 * server nor packs it into a bundle whose answers bear no cas ids.
 *
 * @param <R> what gathers the answer
 */
final class BoundOperation<R extends Reply> implements Operation {

    /** How an operation ended. */
    enum End {
        /** The server answered. */
        ANSWERED,
        /** Nothing was written, and nothing will be. */
        UNSENT,
        /** It was written, at least in part, and there is no answer. */
        LOST
    }

    private final Operation operation;
    private final R reply;
    private final MemcachedNode node;
    private final @Nullable SocketChannel connection;

    // Both guarded by this, which the I/O thread holds from asking isCancelled until writing.
    private boolean begun;
    private boolean withdrawn;

    BoundOperation(Operation operation, R reply, MemcachedNode node, @Nullable SocketChannel connection) {
        this.operation = operation;
        this.reply = reply;
        this.node = node;
        this.connection = connection;
    }

    R reply() {
        return reply;
    }

    /** Waits for the answer; at the deadline, or interrupted, withdraws what was not begun. Keeps the interrupted status. */
    End await(Deadline deadline) {
        boolean timedOut = true;
        try {
            reply.await(deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            timedOut = false;
        }
        End end = end();
        // After a few time-outs in a row the library takes the connection for dead and opens another.
        if (end == End.ANSWERED || (timedOut && !reply.isComplete())) {
            node.setContinuousTimeout(end != End.ANSWERED);
        }
        return end;
    }

    private synchronized End end() {
        if (reply.isComplete() && reply.isAnswer()) {
            return End.ANSWERED;
        }
        withdrawn = true;
        return begun ? End.LOST : End.UNSENT;
    }

    private boolean isOnItsConnection() {
        return connection != null && node.getChannel() == connection;
    }

    private void withdraw() {
        withdrawn = true;
        reply.complete();
    }

    @Override
    public synchronized boolean isCancelled() {
        if (!begun && !withdrawn && !isOnItsConnection()) {
            withdraw();
        }
        return (withdrawn && !begun) || operation.isCancelled();
    }

    @Override
    public synchronized void writing() {
        begun = true;
        operation.writing();
    }

    @Override
    public synchronized @Nullable ByteBuffer getBuffer() {
        if (isOnItsConnection()) {
            return operation.getBuffer();
        }
        if (!begun) {
            withdraw();
        }
        // Asked for when the connection is gone: without a buffer, the library forgets the operation.
        return null;
    }

    @Override
    public void readFromBuffer(ByteBuffer data) throws IOException {
        try {
            operation.readFromBuffer(data);
        } catch (OperationException e) {
            if (e.getType() != OperationErrorType.SERVER || operation.getState() != OperationState.COMPLETE) {
                throw e;
            }
            // A refusal, such as for want of memory: the stream is in step, and others wait for answers on it. Thrown
            // on, it would close the connection and leave all of them in doubt.
        } catch (RuntimeException | AssertionError e) {
            // An IOException closes the connection; anything else would end the I/O thread, and the client with it.
            throw new IOException("The answer of " + node.getSocketAddress() + " is garbled", e);
        }
    }

    @Override
    public boolean isTimedOut(long ttlMillis) {
        // The caller minds the time, and withdraws.
        return isTimedOut();
    }

    @Override
    public synchronized boolean isTimedOut() {
        return withdrawn;
    }

    @Override
    public synchronized boolean isTimedOutUnsent() {
        return withdrawn && !begun;
    }

    @Override
    public synchronized void timeOut() {
        withdrawn = true;
    }

    @Override
    public void cancel() {
        operation.cancel();
    }

    @Override
    public boolean hasErrored() {
        return operation.hasErrored();
    }

    @Override
    public @Nullable OperationException getException() {
        return operation.getException();
    }

    @Override
    public OperationCallback getCallback() {
        return reply;
    }

    @Override
    public OperationState getState() {
        return operation.getState();
    }

    @Override
    public void writeComplete() {
        operation.writeComplete();
    }

    @Override
    public void initialize() {
        operation.initialize();
    }

    @Override
    public void handleRead(ByteBuffer data) {
        operation.handleRead(data);
    }

    @Override
    public MemcachedNode getHandlingNode() {
        return node;
    }

    @Override
    public void setHandlingNode(MemcachedNode to) {
        operation.setHandlingNode(to);
    }

    @Override
    public long getWriteCompleteTimestamp() {
        return operation.getWriteCompleteTimestamp();
    }

    @Override
    public byte @Nullable [] getErrorMsg() {
        return operation.getErrorMsg();
    }

    @Override
    public void addClone(Operation clone) {
        operation.addClone(clone);
    }

    @Override
    public int getCloneCount() {
        // The library clones what has not been cloned too often; nothing of ours is ever to be cloned.
        return Integer.MAX_VALUE;
    }

    @Override
    public void setCloneCount(int count) {
        operation.setCloneCount(count);
    }

    /** For the library's own log: what it is, without the value. */
    @Override
    public String toString() {
        return operation.toString();
    }
}
