package dev.posse.examples.oncall;

import dev.posse.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What {@code ./posse} has answered.
 *
 * @param code with which it ended
 * @param said on both streams
 */
record Typed(int code, String said) {

    static Typed posse(String uri, String... words) {
        String[] all = Arrays.copyOf(words, words.length + 1);
        all[words.length] = "--store=" + uri;
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream both = new PrintStream(said, true, StandardCharsets.UTF_8);
        System.setOut(both);
        System.setErr(both);
        try {
            int code = Main.run(Main.commandLine(), all);
            return new Typed(code, said.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }
}
