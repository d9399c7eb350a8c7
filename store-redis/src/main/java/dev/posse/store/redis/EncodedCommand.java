package dev.posse.store.redis;

import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.ProtocolKeyword;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A command whose bytes for the wire were put together by the caller's thread. A chain has some forty arguments; the client makes an
 * object of each, and writes them one by one in the connection's own thread, for which all callers wait.
 */
final class EncodedCommand<T> extends Command<byte[], byte[], T> {

    private static final byte[] END = {'\r', '\n'};

    /** Of {@code $} and a length, and two line ends. */
    private static final int AROUND_EACH = 16;

    private final byte[] wire;

    EncodedCommand(ProtocolKeyword type, CommandOutput<byte[], byte[], T> output, byte[] wire) {
        super(type, output);
        this.wire = wire;
    }

    @Override
    public void encode(ByteBuf buffer) {
        buffer.writeBytes(wire);
    }

    /** {@return the bytes of a call of a script, as Redis has them on the wire (RESP): an array of strings} */
    static byte[] encoded(ProtocolKeyword type, String script, List<byte[]> keys, List<byte[]> arguments) {
        byte[] text = script.getBytes(StandardCharsets.UTF_8);
        byte[] count = Integer.toString(keys.size()).getBytes(StandardCharsets.US_ASCII);
        int length = 4 * AROUND_EACH + type.getBytes().length + text.length + count.length;
        for (byte[] key : keys) {
            length += AROUND_EACH + key.length;
        }
        for (byte[] argument : arguments) {
            length += AROUND_EACH + argument.length;
        }
        Wire wire = new Wire(length);
        wire.head('*', 3 + keys.size() + arguments.size());
        wire.string(type.getBytes());
        wire.string(text);
        wire.string(count);
        keys.forEach(wire::string);
        arguments.forEach(wire::string);
        return wire.written();
    }

    private static final class Wire {
        private final byte[] bytes;
        private int at;

        Wire(int most) {
            bytes = new byte[most];
        }

        void head(char kind, int number) {
            bytes[at++] = (byte) kind;
            int digits = 1;
            for (int left = number / 10; left > 0; left /= 10) {
                digits++;
            }
            int left = number;
            for (int digit = at + digits - 1; digit >= at; digit--) {
                bytes[digit] = (byte) ('0' + left % 10);
                left /= 10;
            }
            at += digits;
            put(END);
        }

        void string(byte[] text) {
            head('$', text.length);
            put(text);
            put(END);
        }

        private void put(byte[] some) {
            System.arraycopy(some, 0, bytes, at, some.length);
            at += some.length;
        }

        byte[] written() {
            return Arrays.copyOf(bytes, at);
        }
    }
}
