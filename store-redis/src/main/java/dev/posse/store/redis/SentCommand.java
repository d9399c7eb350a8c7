package dev.posse.store.redis;

import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.RedisCommand;
import io.netty.buffer.ByteBuf;

/**
 * A command that knows whether a byte of it was ever made for the wire.
 *
 * <p>That is the evidence for "could not be sent". The client's exceptions are none: a connection that was closed before
 * and one that broke after sending can end a command with the same words. A command that has failed is not encoded any
 * more: the client looks, in the connection's own thread, before it encodes.
 */
final class SentCommand<T> extends AsyncCommand<byte[], byte[], T> {

    private volatile boolean encoded;

    SentCommand(RedisCommand<byte[], byte[], T> command) {
        super(command);
    }

    @Override
    public void encode(ByteBuf buffer) {
        encoded = true;
        super.encode(buffer);
    }

    /** Whether the server may have received it. */
    boolean maybeSent() {
        return encoded;
    }
}
