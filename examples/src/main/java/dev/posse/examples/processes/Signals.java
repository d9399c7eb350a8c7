package dev.posse.examples.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

/** Signals to processes by their ids; Java has none of its own but the one that ends a child. */
final class Signals {

    private Signals() {}

    /** Sends a signal; a process that is gone does not mind. */
    static void send(String signal, long pid) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!kill.waitFor(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("kill -" + signal + " " + pid + " does not end");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("There is no kill program to send " + signal + " with", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
