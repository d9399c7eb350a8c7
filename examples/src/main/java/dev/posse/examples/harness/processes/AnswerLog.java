package dev.posse.examples.harness.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What every node told every buyer, in a file that only ever grows and that has nothing to do with the database.
 *
 * <p>An entry is on the disk before the buyer acts on it. Entries that come together are written and forced together.
 */
final class AnswerLog implements AutoCloseable {

    private record Waiting(LogEntry entry, Runnable then) {}

    private static final int MOST_AT_ONCE = 1000;

    private final Path file;
    private final Consumer<String> alarms;
    private final FileChannel channel;
    private final long began = System.nanoTime();
    private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
    private final Thread writer = new Thread(this::write, "answer-log");
    private volatile boolean closing;

    /**
     * Creates the file, which must not be there yet.
     *
     * @param file to be written
     * @param alarms hears if it cannot be written any more
     */
    AnswerLog(Path file, Consumer<String> alarms) {
        this.file = file;
        this.alarms = alarms;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw new UncheckedIOException(
                    file + " is there already, and a log is never written over; name another directory", e);
        } catch (IOException e) {
            throw new UncheckedIOException("The log cannot be begun: " + file, e);
        }
        writer.setDaemon(true);
        writer.start();
    }

    Path file() {
        return file;
    }

    /** Milliseconds since the log was begun, for the entries. */
    long now() {
        return (System.nanoTime() - began) / 1_000_000;
    }

    /** Appends; what is appended later comes to the disk later. */
    void append(LogEntry entry) {
        append(entry, () -> {});
    }

    /**
     * Appends.
     *
     * @param entry to be written
     * @param then called when the entry is on the disk, or when that has failed and the alarm was raised
     */
    void append(LogEntry entry, Runnable then) {
        queue.add(new Waiting(entry, then));
    }

    /** Waits until all that was appended so far is on the disk. */
    void flush() {
        CountDownLatch done = new CountDownLatch(1);
        append(LogEntry.fault(now(), "log", "flushed"), done::countDown);
        try {
            if (!done.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The log is not on the disk after 30 s: " + file);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the log was written", e);
        }
    }

    /** Waits until all that was appended is on the disk. */
    @Override
    public void close() {
        closing = true;
        try {
            writer.join(10_000);
            channel.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write() {
        // Ends when the log is closed and the queue empty.
        while (!closing || !queue.isEmpty()) {
            List<Waiting> batch = new ArrayList<>();
            try {
                // Not woken by an interrupt at the end: that would close the channel under a write.
                Waiting first = queue.poll(20, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, MOST_AT_ONCE);
                    write(batch);
                }
            } catch (InterruptedException e) {
                alarms.accept("The log's thread was interrupted; nobody but the log knows it");
                return;
            }
        }
    }

    private void write(List<Waiting> batch) {
        StringBuilder text = new StringBuilder();
        batch.forEach(waiting -> text.append(JsonLines.write(waiting.entry)).append('\n'));
        ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
        } catch (IOException e) {
            alarms.accept("The log cannot be written: " + e);
        }
        batch.forEach(waiting -> waiting.then.run());
    }
}
