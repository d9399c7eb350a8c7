package dev.posse.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a command prints of others moves no cursor, turns no writing and forges no line")
class PrintableStreamTest {

    @Test
    @DisplayName("text of all the world, ends of lines and tabs stay as they are")
    void harmless() {
        String text = "é ł 漢字 😀 {\"a\":\"\\u001b\"}\n\tnext";
        assertEquals(text, printed(out -> out.print(text)));
    }

    @Test
    @DisplayName(
            "escapes of terminals, marks of direction and halves of pairs are spelled out, however they are printed")
    void harmful() {
        String hostile = "\u001b[2J\u009b\u202e\u2028\r\ud800";
        String spelled = "\\u001b[2J\\u009b\\u202e\\u2028\\u000d\\ud800";
        assertEquals(spelled, printed(out -> out.print(hostile)));
        assertEquals(spelled, printed(out -> out.print((Object) hostile)));
        assertEquals(spelled, printed(out -> out.print(hostile.toCharArray())));
        assertEquals(spelled, printed(out -> out.printf("%s", hostile)));
        assertEquals(spelled, printed(out -> out.append(hostile)));
        assertEquals(spelled + System.lineSeparator(), printed(out -> out.println(hostile)));
    }

    @Test
    @DisplayName("the program prints through it, and leaves the stream as it was")
    void program() {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(bytes, true, UTF_8));
            Main.run(Main.commandLine(new Hostile()), "hostile");
            System.out.print("\u202e");
        } finally {
            System.setOut(before);
        }
        assertEquals("\\u001b[2J\u202e", bytes.toString(UTF_8));
    }

    @picocli.CommandLine.Command(name = "hostile")
    private static final class Hostile implements Runnable {
        @Override
        public void run() {
            System.out.print("\u001b[2J");
        }
    }

    private static String printed(Consumer<PrintStream> printing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintableStream(new PrintStream(bytes, true, UTF_8))) {
            printing.accept(out);
        }
        return bytes.toString(UTF_8);
    }
}
