package dev.posse.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.store.AddResult;
import dev.posse.store.Entry;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import dev.posse.store.Version;
import org.junit.jupiter.api.function.Executable;

/** What a call on a store of the tests came to. */
final class Outcomes {

    /** The document that most calls are about. */
    static final String KEY = "account/a";

    private Outcomes() {}

    static Version added(RedisStore store) {
        return assertInstanceOf(AddResult.Added.class, store.add(KEY, bytes("first")))
                .version();
    }

    static StoreException definite(String words, Executable call) {
        StoreException refusal = assertThrows(StoreException.class, call);
        assertTrue(String.valueOf(refusal.getMessage()).contains(words), refusal::toString);
        return refusal;
    }

    static void unknown(String words, Executable call) {
        OutcomeUnknownException doubt = assertThrows(OutcomeUnknownException.class, call);
        assertTrue(String.valueOf(doubt.getMessage()).contains(words), doubt::toString);
    }

    static boolean works(RedisStore store) {
        try {
            store.get(KEY);
            return true;
        } catch (StoreException e) {
            return false;
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    static String text(Entry entry) {
        return new String(entry.value(), UTF_8);
    }
}
