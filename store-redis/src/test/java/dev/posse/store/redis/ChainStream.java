package dev.posse.store.redis;

import static dev.posse.store.redis.Outcomes.bytes;

import dev.posse.store.ChainResult;
import dev.posse.store.ChainResult.Ending;
import dev.posse.store.ChainedWrite;
import dev.posse.store.ChainedWrite.Add;
import dev.posse.store.ChainedWrite.Swap;
import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import dev.posse.store.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * One caller who takes one chain after the other, and what he was told of each: an add, a swap of a document of his own, and two
 * adds more.
 */
final class ChainStream {

    /** Of one chain: adds that stand for ever, so that it can be told afterwards how much of it was made. */
    record Sent(String name, long began, long ended, ChainResult result) {

        boolean isAcknowledged() {
            return result.ending() instanceof Ending.Complete;
        }

        List<String> keys() {
            return List.of(name + "/first", name + "/third", name + "/fourth");
        }
    }

    private final RedisStore store;
    private final String name;
    private final Queue<Sent> sent = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean over;

    private ChainStream(RedisStore store, String name) {
        this.store = store;
        this.name = name;
        this.thread = new Thread(this::takeAll, name);
    }

    static ChainStream begun(RedisStore store, String name) {
        ChainStream stream = new ChainStream(store, name);
        stream.thread.start();
        return stream;
    }

    List<Sent> sent() {
        return List.copyOf(sent);
    }

    void end() throws InterruptedException {
        over = true;
        thread.join(30_000);
        if (thread.isAlive()) {
            throw new AssertionError(name + " does not end");
        }
    }

    private void takeAll() {
        Optional<Version> tip = Optional.empty();
        for (int number = 0; !over; number++) {
            String chain = name + "/" + number;
            List<ChainedWrite> links = new ArrayList<>(List.of(new Add(chain + "/first", bytes("1"))));
            byte[] value = bytes(String.valueOf(number));
            links.add(tip.<ChainedWrite>map(version -> new Swap(name, value, version))
                    .orElse(new Add(name, value)));
            links.add(new Add(chain + "/third", bytes("3")));
            links.add(new Add(chain + "/fourth", bytes("4")));
            long began = System.nanoTime();
            ChainResult result;
            try {
                result = store.chain(links);
            } catch (IllegalStateException e) {
                // Its test has failed and closed the store.
                return;
            }
            sent.add(new Sent(chain, began, System.nanoTime(), result));
            tip = result.ending() instanceof Ending.Complete ? result.happened().get(1) : asRead();
        }
    }

    /** After trouble, as whoever is in doubt: what stands is read, as soon as somebody answers. */
    private Optional<Version> asRead() {
        while (!over) {
            try {
                return store.get(name).map(Entry::version);
            } catch (IllegalStateException e) {
                return Optional.empty();
            } catch (StoreException e) {
                Waiting.pause(Duration.ofMillis(10));
            }
        }
        return Optional.empty();
    }
}
