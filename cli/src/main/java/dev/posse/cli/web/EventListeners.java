package dev.posse.cli.web;

import io.javalin.http.sse.SseClient;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The pages that listen to one stream of events, a bounded number of them. Each has a thread and a bounded queue of its own, so
 * that a page that does not read holds up nobody: it is sent away, and a browser comes back by itself.
 */
final class EventListeners implements AutoCloseable {

    /** Events that may wait for a page. */
    private static final int MOST_WAITING = 1_024;

    /** So often something is sent, or a page that has gone is never noticed. */
    private static final long HEARTBEAT_SECONDS = 2;

    /** All pages together have so long to hear that it is over. */
    private static final long CLOSE_NANOS = 300_000_000;

    private final Semaphore places;
    private final Supplier<List<PageEvent>> first;
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    EventListeners(int most, Supplier<List<PageEvent>> first) {
        this.places = new Semaphore(most);
        this.first = first;
    }

    /** False if there are as many as there may be; else {@link #listen} or {@link #giveBack} is to follow. */
    boolean reserve() {
        return !closed && places.tryAcquire();
    }

    void giveBack() {
        places.release();
    }

    void listen(SseClient client) {
        client.keepAlive();
        Listener listener = new Listener(client);
        listeners.add(listener);
        listener.start();
        if (closed) {
            listener.end();
        }
    }

    void send(PageEvent event) {
        listeners.forEach(listener -> listener.send(event));
    }

    int count() {
        return listeners.size();
    }

    @Override
    public void close() {
        closed = true;
        listeners.forEach(Listener::end);
        long end = System.nanoTime() + CLOSE_NANOS;
        listeners.forEach(listener -> listener.awaitEnd(end - System.nanoTime()));
    }

    /** One page. */
    private final class Listener {

        private final SseClient client;
        private final BlockingQueue<PageEvent> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
        private final Thread thread = new Thread(this::run, "page-events");

        Listener(SseClient client) {
            this.client = client;
            thread.setDaemon(true);
        }

        void start() {
            thread.start();
        }

        void send(PageEvent event) {
            if (!waiting.offer(event)) {
                end();
            }
        }

        void end() {
            thread.interrupt();
        }

        void awaitEnd(long nanos) {
            try {
                thread.join(Math.max(1, nanos / 1_000_000));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void run() {
            try {
                for (PageEvent event : first.get()) {
                    client.sendEvent(event.name(), event.json());
                }
                while (!closed && !client.terminated()) {
                    PageEvent next = waiting.poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
                    if (next == null) {
                        client.sendComment("here");
                    } else {
                        client.sendEvent(next.name(), next.json());
                    }
                }
            } catch (InterruptedException e) {
                // It was sent away, or the server closes: the connection ends below.
                Thread.currentThread().interrupt();
            } finally {
                listeners.remove(this);
                giveBack();
                client.close();
            }
        }
    }
}
