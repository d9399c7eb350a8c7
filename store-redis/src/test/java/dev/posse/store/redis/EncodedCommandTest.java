package dev.posse.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.ArrayOutput;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.RedisCommand;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A chain's bytes for the wire, put together by its caller")
class EncodedCommandTest {

    private static byte[] wire(RedisCommand<byte[], byte[], ?> command) {
        ByteBuf buffer = Unpooled.buffer();
        command.encode(buffer);
        return ByteBufUtil.getBytes(buffer);
    }

    private static byte[] ofTheClient(CommandType type, String script, List<byte[]> keys, List<byte[]> arguments) {
        CommandArgs<byte[], byte[]> args = new CommandArgs<>(ByteArrayCodec.INSTANCE)
                .add(script)
                .add(keys.size())
                .addKeys(keys)
                .addValues(arguments);
        return wire(new Command<>(type, new ArrayOutput<>(ByteArrayCodec.INSTANCE), args));
    }

    @Test
    @DisplayName("are those that the client would make of the same arguments, of any length and number")
    void sameAsTheClients() {
        for (int links : new int[] {1, 3, 40}) {
            List<byte[]> keys = new ArrayList<>();
            List<byte[]> arguments = new ArrayList<>();
            for (int link = 0; link < links; link++) {
                keys.add(("key/" + "k".repeat(link)).getBytes(UTF_8));
                arguments.add(new byte[link % 2 == 0 ? 0 : 1_000 * link]);
                arguments.add("{\"a\":\"\u00e4\"}\r\n".getBytes(UTF_8));
            }
            for (CommandType type : List.of(CommandType.EVALSHA, CommandType.EVAL)) {
                assertArrayEquals(
                        ofTheClient(type, "return {1}", keys, arguments),
                        wire(Commands.script(type, "return {1}", keys, arguments)));
            }
        }
    }

    @Test
    @DisplayName("begin with their number")
    void shape() {
        assertEquals(
                "*5\r\n$4\r\nEVAL\r\n$1\r\nx\r\n$1\r\n1\r\n$1\r\nk\r\n$0\r\n\r\n",
                new String(
                        wire(Commands.script(CommandType.EVAL, "x", List.of(new byte[] {'k'}), List.of(new byte[0]))),
                        UTF_8));
    }
}
