package dev.posse.conformance.check;

import static dev.posse.conformance.check.CheckContext.bytes;

import dev.posse.conformance.fault.BreakableStore;
import dev.posse.conformance.fault.FaultyConnection;
import dev.posse.conformance.fault.SentCount;
import dev.posse.conformance.report.Clause;
import dev.posse.conformance.report.ClauseBroken;
import dev.posse.store.CasKeyValueStore;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Values whose way to the database is watched, where the connection lets it: a write that a client library sends again behind its
 * caller's back has no effect that anybody sees, until the caller waits longer than the library.
 */
final class SentOnce {

    /** Client libraries wait about half a second before they try again; more than twice that. */
    private static final Duration BEHIND_THE_BACK = Duration.ofMillis(1_300);

    private final FaultyConnection connection;
    private final Map<String, SentCount> counts = new ConcurrentHashMap<>();
    private final long started = System.nanoTime();
    private int usual;

    /** Writes once on the whole connection, to see whether what is sent can be seen, and how often one write sends it. */
    SentOnce(CheckContext context, BreakableStore broken) {
        this.connection = broken.connection();
        this.usual = 0;
        CasKeyValueStore store = context.patient(broken.store());
        for (int round = 0; round < 2; round++) {
            String key = context.key();
            byte[] value = value("counted " + key);
            context.added(store, key, value);
            SentCount count = counts.remove(text(value));
            if (count != null) {
                // A refusal meanwhile counts once more; not twice in a row.
                usual = round == 0 ? count.times() : Math.min(usual, count.times());
                count.close();
            }
        }
        context.figure("sending again would be seen", usual > 0 ? "yes" : "no");
    }

    /** A value that no other value contains. */
    byte[] value(String text) {
        StringBuilder whole = new StringBuilder(text).append(';');
        while (whole.length() % 3 != 0) {
            // Whole groups of Base64.
            whole.append(';');
        }
        byte[] value = bytes(whole.toString());
        Optional<SentCount> count = connection.count(value);
        count.ifPresent(counting -> counts.put(text(value), counting));
        return value;
    }

    private static String text(byte[] value) {
        return new String(value, java.nio.charset.StandardCharsets.UTF_8);
    }

    /** Requires that none was sent more often than on a whole connection, and waits for those who take their time. */
    void require() throws InterruptedException {
        try {
            if (usual == 0) {
                return;
            }
            long rest = BEHIND_THE_BACK.toMillis() - (System.nanoTime() - started) / 1_000_000;
            Thread.sleep(Math.max(0, rest));
            counts.forEach((value, count) -> {
                if (count.times() > usual) {
                    throw new ClauseBroken(
                            Clause.S9,
                            "the write of \"" + value + "\" was sent to the database " + count.times()
                                    + " times; on a whole connection a write is sent "
                                    + (usual == 1 ? "once" : usual + " times"));
                }
            });
        } finally {
            counts.values().forEach(SentCount::close);
            counts.clear();
        }
    }
}
