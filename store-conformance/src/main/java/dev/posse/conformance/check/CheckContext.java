package dev.posse.conformance.check;

import dev.posse.conformance.fault.BreakableStore;
import dev.posse.conformance.fault.Fault;
import dev.posse.conformance.fault.Restart;
import dev.posse.conformance.report.Clause;
import dev.posse.conformance.report.ClauseBroken;
import dev.posse.conformance.report.ValueText;
import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.StoreFitness;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** What a check works with: stores, fresh keys, sentences that many checks need, and the figures it notes. */
final class CheckContext {

    /** S6: one of so many tries succeeds. */
    static final int TRIES = 10;

    private final OpenStores stores;
    private final AcknowledgedWrites acknowledgedWrites;
    private final RunSize size;
    private final StoreUnderTest subject;
    private final String keyPrefix;
    private final Random random;
    private final Map<String, String> figures = new LinkedHashMap<>();
    private Optional<StoreFitness> fitness = Optional.empty();
    private int keys;

    CheckContext(
            StoreUnderTest subject,
            OpenStores stores,
            AcknowledgedWrites acknowledgedWrites,
            RunSize size,
            String keyPrefix,
            long seed) {
        this.subject = subject;
        this.stores = stores;
        this.acknowledgedWrites = acknowledgedWrites;
        this.size = size;
        this.keyPrefix = keyPrefix;
        this.random = new Random(seed);
    }

    CasKeyValueStore store() throws Exception {
        return stores.store();
    }

    CasKeyValueStore second() throws Exception {
        return stores.second().orElseThrow(() -> new NotApplicable("no second client: override openSecondClient()"));
    }

    /** The shared breakable store, on a whole connection. */
    BreakableStore breakable(Fault fault) throws Exception {
        BreakableStore open = stores.breakable()
                .orElseThrow(() -> new NotApplicable("the connection cannot be broken: override openBreakable()"));
        if (!open.connection().faults().contains(fault)) {
            throw new NotApplicable("the connection cannot do " + fault);
        }
        return open;
    }

    OpenStores stores() {
        return stores;
    }

    Restart restart() throws Exception {
        return TestClassFailure.named("restart()", subject::restart)
                .orElseThrow(() -> new NotApplicable("the database cannot be restarted: override restart()"));
    }

    Duration longestCall() {
        return subject.longestCall();
    }

    Duration recoveryTime() {
        return subject.recoveryTime();
    }

    /** Notes what the store says of its deployment, for the report. */
    synchronized void noteFitness(StoreFitness read) {
        fitness = Optional.of(read);
    }

    synchronized Optional<StoreFitness> fitness() {
        return fitness;
    }

    AcknowledgedWrites acknowledgedWrites() {
        return acknowledgedWrites;
    }

    RunSize size() {
        return size;
    }

    Random random() {
        return random;
    }

    /** A key that nobody has used. */
    synchronized String key() {
        keys++;
        return keyPrefix + "/" + keys;
    }

    synchronized void figure(String name, Object value) {
        figures.put(name, String.valueOf(value));
    }

    synchronized void count(String name, int more) {
        figures.merge(name, String.valueOf(more), (had, now) -> String.valueOf(Integer.parseInt(had) + more));
    }

    synchronized Map<String, String> figures() {
        return new LinkedHashMap<>(figures);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Adds an absent key, as must succeed. */
    Version added(CasKeyValueStore to, String key, byte[] value) {
        AddResult result = to.add(key, value);
        if (result instanceof AddResult.Added added) {
            return added.version();
        }
        throw new ClauseBroken(Clause.S2, "add of the absent key " + key + " was answered with " + result);
    }

    /** Notes an acknowledged write that nobody will follow, to be looked for at the end of the run. */
    void remember(String key, byte[] value) {
        acknowledgedWrites.add(key, value);
    }

    /** A fresh key with something in it. */
    String addedKey(CasKeyValueStore to) {
        String key = key();
        added(to, key, bytes("something"));
        return key;
    }

    /** Reads a key that was written, as must succeed. */
    Entry present(CasKeyValueStore from, String key) {
        return present(from, key, Clause.S1);
    }

    private static Entry present(CasKeyValueStore from, String key, Clause otherwise) {
        return from.get(key)
                .orElseThrow(() ->
                        new ClauseBroken(otherwise, "get of " + key + ", whose write was acknowledged, found nothing"));
    }

    /** Swaps a key that nobody else writes, as must succeed within ten tries from a fresh read. */
    Version swapped(CasKeyValueStore in, String key, byte[] value, Version expected) {
        Version from = expected;
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            SwapResult result = in.swap(key, value, from);
            if (result instanceof SwapResult.Swapped swapped) {
                return swapped.version();
            }
            if (result instanceof SwapResult.Missing) {
                throw new ClauseBroken(Clause.S3, "swap of " + key + ", which is present, was answered with Missing");
            }
            count("spurious refusals", 1);
            from = present(in, key).version();
        }
        throw new ClauseBroken(
                Clause.S6, "swap of " + key + " was refused " + TRIES + " times in a row, and nobody else writes it");
    }

    /** Requires that the key reads as this value. */
    Entry reads(CasKeyValueStore from, String key, byte[] value, Clause otherwise) {
        Entry found = present(from, key, otherwise);
        if (!Arrays.equals(found.value(), value)) {
            throw new ClauseBroken(
                    otherwise,
                    "get of " + key + " gave " + ValueText.of(found.value()) + " instead of " + ValueText.of(value));
        }
        return found;
    }
}
