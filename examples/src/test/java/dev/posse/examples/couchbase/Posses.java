package dev.posse.examples.couchbase;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.examples.Main;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code ./posse} as a user starts it: a process of its own, with an environment of its own. */
final class Posses {

    private Posses() {}

    /**
     * What a command left.
     *
     * @param exitCode of the process
     * @param text both of its outputs
     */
    record Said(int exitCode, String text) {}

    /**
     * Prepares a command.
     *
     * @param jvm options, such as the log level
     * @param environment added to the one of the tests
     * @param arguments as typed
     */
    static ProcessBuilder process(List<String> jvm, Map<String, String> environment, String... arguments) {
        // It lives for seconds: to optimize it would cost more than it gives back.
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dfile.encoding=UTF-8"));
        command.addAll(jvm);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        process.environment().putAll(environment);
        return process;
    }

    static Said run(List<String> jvm, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("posse-said", ".txt");
        try {
            Process process = process(jvm, environment, arguments)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try {
                assertTrue(process.waitFor(3, TimeUnit.MINUTES), () -> String.join(" ", arguments) + " did not end");
                return new Said(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
            } finally {
                process.destroyForcibly();
            }
        } finally {
            Files.delete(output);
        }
    }
}
