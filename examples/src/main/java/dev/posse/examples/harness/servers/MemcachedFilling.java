package dev.posse.examples.harness.servers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * Leaves a running memcached no room, and gives it back: its limit is set to what it has, and what is free in each of its classes of sizes
 * is filled, the largest first, so that they take whole pages.
 */
final class MemcachedFilling {

    /** The least that memcached takes; it keeps what it has got already. */
    private static final int LEAST_MEGABYTES = 8;

    private static final int PATIENCE_MILLIS = 5000;
    private static final int LARGEST = 400_000;
    private static final int SMALLEST = 8;

    /** Less than the step from one class to the next, 1.25, so that none is left out. */
    private static final double STEP = 1.15;

    /** More than there are chunks of any class in the pages that it may have. */
    private static final int MOST_OF_A_SIZE = 200_000;

    private static final int AT_ONCE = 200;

    private final List<String> fillers = new ArrayList<>();

    void fill(ServerProcess server) {
        try (Talk talk = new Talk(server)) {
            talk.limit(LEAST_MEGABYTES);
            for (double size = LARGEST; size >= SMALLEST; size /= STEP) {
                fill(talk, (int) size);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot fill " + server, e);
        }
    }

    private void fill(Talk talk, int size) throws IOException {
        String data = "f".repeat(size);
        // Large ones one by one: what is sent at once must fit into the buffers between.
        int batch = Math.max(1, Math.min(AT_ONCE, 20_000 / size));
        for (int number = 0; number < MOST_OF_A_SIZE; number += batch) {
            List<String> keys = new ArrayList<>();
            for (int at = number; at < number + batch; at++) {
                keys.add("filler-" + size + "-" + at);
            }
            long stored = talk.each(
                    keys.stream()
                            .map(key -> "set " + key + " 0 0 " + size + "\r\n" + data + "\r\n")
                            .toList(),
                    "STORED");
            fillers.addAll(keys);
            if (stored < batch) {
                return;
            }
        }
    }

    void makeRoom(ServerProcess server, int megabytes) {
        try (Talk talk = new Talk(server)) {
            talk.limit(megabytes);
            for (int from = 0; from < fillers.size(); from += AT_ONCE) {
                talk.each(
                        fillers.subList(from, Math.min(fillers.size(), from + AT_ONCE)).stream()
                                .map(key -> "delete " + key + "\r\n")
                                .toList(),
                        "DELETED");
            }
            fillers.clear();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make room in " + server, e);
        }
    }

    /** Its text protocol. */
    private static final class Talk implements AutoCloseable {
        private final Socket socket;
        private final OutputStream out;
        private final BufferedReader in;

        Talk(ServerProcess server) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
            socket.setSoTimeout(PATIENCE_MILLIS);
            out = socket.getOutputStream();
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
        }

        void limit(int megabytes) throws IOException {
            if (each(List.of("cache_memlimit " + megabytes + "\r\n"), "OK") != 1) {
                throw new IOException("memcached does not take a limit of " + megabytes + " MB");
            }
        }

        /** Sends all, and then counts the answers that are as wanted. */
        long each(List<String> requests, String wanted) throws IOException {
            out.write(String.join("", requests).getBytes(US_ASCII));
            long count = 0;
            for (String unused : requests) {
                count += wanted.equals(in.readLine()) ? 1 : 0;
            }
            return count;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
