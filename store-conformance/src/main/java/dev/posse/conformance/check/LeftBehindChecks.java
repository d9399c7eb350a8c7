package dev.posse.conformance.check;

import static dev.posse.conformance.check.CheckContext.bytes;

import dev.posse.conformance.fault.BreakableStore;
import dev.posse.conformance.fault.Fault;
import dev.posse.conformance.report.Clause;
import dev.posse.conformance.report.ClauseBroken;
import dev.posse.conformance.report.ValueText;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.ChainedWrite;
import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import dev.posse.store.Version;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What clients have written that are gone: closed, or cut off from then on to the end of the run, which is longer than most leases.
 * It belongs to the database and not to them (S18).
 */
final class LeftBehindChecks {

    private static final Duration LEAST = Duration.ofSeconds(2);
    private static final int EACH = 6;

    private LeftBehindChecks() {}

    static void begin(CheckContext context) throws Exception {
        LeftBehind left = context.leftBehind();
        left.begin();
        context.second();
        try (CasKeyValueStore goes = context.stores().extraClient().orElseThrow()) {
            write(context, context.patient(goes), left.byClosed());
        }
        require(context.store(), left.byClosed(), "the client that wrote it was closed");
        Optional<BreakableStore> breakable = context.stores().extraBreakable();
        if (breakable.isPresent() && breakable.get().connection().faults().contains(Fault.CUT_BEFORE_SENDING)) {
            write(context, context.patient(breakable.get().store()), left.byCutOff());
            breakable.get().connection().inject(Fault.CUT_BEFORE_SENDING);
            left.cutOff().add(breakable.get());
            try {
                // So that it notices.
                breakable.get().store().get(context.key());
            } catch (StoreException e) {
                context.figure("cut off", "one client, from now on");
            }
        }
        context.figure("keys", left.byClosed().size() + left.byCutOff().size());
    }

    /** Adds, swaps what it has added and what others have, and chains. */
    private static void write(CheckContext context, CasKeyValueStore client, Map<String, byte[]> written)
            throws Exception {
        for (int number = 0; number < EACH; number++) {
            String added = context.key();
            context.added(client, added, bytes("added"));
            written.put(added, bytes("added"));
            String swapped = context.key();
            CasKeyValueStore first = number % 2 == 0 ? client : context.store();
            Version version = context.added(first, swapped, bytes("before"));
            context.swapped(client, swapped, bytes("swapped"), version);
            written.put(swapped, bytes("swapped"));
            String chained = context.key();
            ChainChecks.takeToTheEnd(context, client, List.of(new ChainedWrite.Add(chained, bytes("chained"))));
            written.put(chained, bytes("chained"));
        }
    }

    private static void require(CasKeyValueStore store, Map<String, byte[]> written, String since) {
        written.forEach((key, value) -> {
            Optional<Entry> found = store.get(key);
            if (found.isEmpty() || !Arrays.equals(found.get().value(), value)) {
                throw new ClauseBroken(
                        Clause.S18,
                        "an acknowledged write of " + key + " is gone since " + since + ": "
                                + found.map(entry -> ValueText.of(entry.value()))
                                        .orElse("absent"));
            }
        });
    }

    static void end(CheckContext context) throws Exception {
        LeftBehind left = context.leftBehind();
        if (left.byClosed().isEmpty()) {
            throw new NotApplicable("no client was closed in this run, nor cut off: override openSecondClient()");
        }
        long waits = context.size().patience(LEAST).toMillis() - (System.nanoTime() - left.began()) / 1_000_000;
        Thread.sleep(Math.max(0, waits));
        Duration age = Duration.ofNanos(System.nanoTime() - left.began());
        context.figure("over s", age.toSeconds());
        require(context.store(), left.byClosed(), "the client that wrote it was closed, " + age.toSeconds() + " s ago");
        require(context.store(), left.byCutOff(), "the client that wrote it is cut off, for " + age.toSeconds() + " s");
        for (BreakableStore client : left.cutOff()) {
            client.connection().mend();
            OutageRecovery.await(context, client.store());
            require(
                    context.patient(client.store()),
                    left.byCutOff(),
                    "its client was cut off for " + age.toSeconds() + " s");
            require(context.store(), left.byCutOff(), "the client that wrote it was cut off and came back");
        }
        left.cutOff().clear();
    }
}
