package dev.posse.examples.harness.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

/** Signals to processes by their ids; Java has none of its own but the ones that end a child. */
public final class Signals {

    private Signals() {}

    /**
     * Sends a signal.
     *
     * @param signal its name, such as {@code STOP}
     * @param pid of the process
     * @return what the kill program ended with: 0, or something else if there is no such process
     */
    public static int send(String signal, long pid) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!kill.waitFor(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("kill -" + signal + " " + pid + " does not end");
            }
            return kill.exitValue();
        } catch (IOException e) {
            throw new UncheckedIOException("There is no kill program to send " + signal + " with", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + signal + " was sent to " + pid, e);
        }
    }
}
