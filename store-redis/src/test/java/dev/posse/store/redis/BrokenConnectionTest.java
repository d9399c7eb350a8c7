package dev.posse.store.redis;

import static dev.posse.store.redis.Outcomes.KEY;
import static dev.posse.store.redis.Outcomes.added;
import static dev.posse.store.redis.Outcomes.bytes;
import static dev.posse.store.redis.Outcomes.definite;
import static dev.posse.store.redis.Outcomes.unknown;
import static dev.posse.store.redis.Outcomes.works;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.store.AddResult;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import dev.posse.store.redis.WireProxy.Fate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Servers that do not answer, and connections that break: what is doubt, and what is not")
class BrokenConnectionTest {

    private final RedisProcess server = RedisProcess.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"watch", "script"})
    @DisplayName("S7: no answer in time is doubt")
    void stopped(String swap) {
        try (RedisStore store = open(swap + "&timeout=1s");
                RedisStore other = open(swap + "&timeout=1s")) {
            Version version = assertInstanceOf(SwapResult.Swapped.class, store.swap(KEY, bytes("second"), added(store)))
                    .version();
            server.signal("STOP");
            try {
                // By WATCH the half that writes is not even sent.
                if (swap.equals("watch")) {
                    definite("no answer", () -> store.swap(KEY, bytes("x"), version));
                    unknown("no answer", () -> other.add("other", bytes("x")));
                } else {
                    unknown("no answer", () -> store.swap(KEY, bytes("x"), version));
                }
                // All connections have been taken out of use, the shared one too, and no new one comes to be.
                definite("no connection", () -> store.add("third", bytes("x")));
                assertThrows(StoreException.class, () -> store.get(KEY));
                assertThrows(StoreException.class, () -> store.getAll(List.of(KEY)));
            } finally {
                server.signal("CONT");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"watch", "script"})
    @DisplayName("S8: a server that is gone refuses definitely; S19: one that is back is used again")
    void killed(String swap) {
        try (RedisStore store = open(swap)) {
            Version version = added(store);
            server.kill();
            // Until the client has noticed, an honest store may say that it does not know.
            Waiting.until("the store knows that its server is gone", () -> refuses(store));
            definite("no connection", () -> store.add("other", bytes("x")));
            definite("no connection", () -> store.swap(KEY, bytes("x"), version));
            server.startAgain();
            Waiting.until("the store works again", () -> works(store));
            assertInstanceOf(SwapResult.Swapped.class, store.swap(KEY, bytes("x"), version));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "watch, EXEC, RESET_BEFORE", "watch, EXEC, RESET_AFTER", "watch, EXEC, END_BEFORE", "watch, EXEC, END_AFTER",
        "script, EVAL, RESET_BEFORE", "script, EVAL, RESET_AFTER", "script, EVAL, END_BEFORE", "script, EVAL, END_AFTER"
    })
    @DisplayName("S7: a connection that breaks after sending is doubt, whether the server had it or not")
    void cutAfterSending(String swap, String word, Fate fate) {
        try (WireProxy proxy = WireProxy.to(server.port());
                RedisStore store = RedisStore.open(proxy.uri("swap=" + swap))) {
            Version version = added(store);
            proxy.on(word, fate);
            unknown("", () -> store.swap(KEY, bytes("x"), version));
            proxy.on("NX", fate);
            unknown("", () -> store.add("other", bytes("x")));
            assertEquals(
                    fate.name().endsWith("AFTER"),
                    server.cli("GET", "posse:other").endsWith("x"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RESET_BEFORE", "RESET_AFTER", "END_BEFORE", "END_AFTER"})
    @DisplayName("S8: a connection that breaks in the half of a transaction that reads is no failure at all")
    void cutWhileLooking(Fate fate) {
        try (WireProxy proxy = WireProxy.to(server.port());
                RedisStore store = RedisStore.open(proxy.uri(""))) {
            Version version = added(store);
            proxy.on("WATCH", fate);
            assertInstanceOf(SwapResult.Swapped.class, store.swap(KEY, bytes("x"), version));
            proxy.on("GET", fate);
            assertTrue(store.get(KEY).isPresent());
            proxy.on("GET", fate);
            assertEquals(1, store.getAll(List.of(KEY, "absent")).size());
        }
    }

    @Test
    @DisplayName("S8: a connection that was cut before sending is replaced, and nothing is in doubt")
    void cutBeforeSending() {
        try (WireProxy proxy = WireProxy.to(server.port());
                RedisStore store = RedisStore.open(proxy.uri(""))) {
            Version[] version = {added(store)};
            for (int round = 0; round < 20; round++) {
                proxy.cutAll();
                // Until the news of the cut is there a command is still sent: that is doubt, and rightly so.
                Waiting.pause(Duration.ofMillis(20));
                version[0] = assertInstanceOf(SwapResult.Swapped.class, store.swap(KEY, bytes("x"), version[0]))
                        .version();
                assertInstanceOf(AddResult.Added.class, store.add("round/" + round, bytes("x")));
            }
        }
    }

    private RedisStore open(String swapAndMore) {
        return RedisStore.open(server.uri("swap=" + swapAndMore));
    }

    private static boolean refuses(RedisStore store) {
        try {
            AddResult unused = store.add("gone", bytes("x"));
            return false;
        } catch (StoreException e) {
            return true;
        } catch (OutcomeUnknownException e) {
            return false;
        }
    }
}
