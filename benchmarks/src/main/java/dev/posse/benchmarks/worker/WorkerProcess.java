package dev.posse.benchmarks.worker;

import dev.posse.benchmarks.text.JsonLines;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A process of buyers, as the run sees it: takes orders one after the other. */
public final class WorkerProcess implements AutoCloseable {

    /** What its JVM is started with. */
    public static final String JVM_OPTIONS = "-Xms384m -Xmx2g -XX:+UseG1GC";

    /** Longer than the longest request, which is to fill or to audit a slow shop. */
    private static final int ANSWER_SECONDS = 180;

    private static final int END_SECONDS = 10;

    private final Process process;
    private final Writer orders;
    private final BufferedReader replies;
    private final Thread hook;

    private WorkerProcess(Process process) {
        this.process = process;
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
        this.replies = process.inputReader(StandardCharsets.UTF_8);
        this.hook = new Thread(process::destroyForcibly, "worker-end");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** {@return a new process with this one's class path} */
    public static WorkerProcess start() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(JVM_OPTIONS.split(" ")));
        command.addAll(List.of(
                "-Dfile.encoding=UTF-8",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.posse.benchmarks.Main",
                "worker"));
        try {
            return new WorkerProcess(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + command, e);
        }
    }

    /**
     * Sends an request.
     *
     * @param request what to do
     * @return the reply, when it comes; failed if the process is gone
     */
    public CompletableFuture<WorkerResponse> send(WorkerRequest request) {
        return CompletableFuture.supplyAsync(() -> exchange(request), task -> new Thread(task, "request").start());
    }

    /**
     * Sends an request and waits for the reply.
     *
     * @param request what to do
     * @return what was measured, if something was
     * @throws WorkerFailedException if it was not done
     */
    public Reading ask(WorkerRequest request) {
        return await(send(request));
    }

    /**
     * Waits for a reply.
     *
     * @param reply to an request that was sent
     * @return what was measured, if something was
     * @throws WorkerFailedException if the request was not carried out, or the process is gone or does not answer
     */
    public Reading await(CompletableFuture<WorkerResponse> reply) {
        try {
            WorkerResponse heard = reply.get(ANSWER_SECONDS, TimeUnit.SECONDS);
            if (!heard.failure().isEmpty()) {
                throw new WorkerFailedException(heard.failure());
            }
            return heard.reading();
        } catch (ExecutionException e) {
            process.destroyForcibly();
            throw new WorkerFailedException("The process is gone: " + e.getCause());
        } catch (TimeoutException e) {
            process.destroyForcibly();
            throw new WorkerFailedException("The process has not answered within " + ANSWER_SECONDS + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorkerFailedException("Interrupted");
        }
    }

    /** {@return whether it can take another request} */
    public boolean isAlive() {
        return process.isAlive();
    }

    private WorkerResponse exchange(WorkerRequest request) {
        try {
            orders.write(JsonLines.write(request));
            orders.write('\n');
            orders.flush();
            @Nullable String line = replies.readLine();
            if (line == null) {
                throw new IOException("it has ended");
            }
            return JsonLines.read(line, WorkerResponse.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the process: in request by ending its input, or else by force. */
    @Override
    public void close() {
        try {
            orders.close();
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending, and the hook runs anyhow.
        }
    }
}
