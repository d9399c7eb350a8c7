package dev.posse.examples.demo;

import dev.posse.document.Account;
import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.StoreFitness;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Acknowledges every tenth debit of an account and writes the account as it was before the purchase: a broken promise
 * that the books must show. A debit that were merely not written would leave the lock standing, and the next login
 * would debit after all.
 */
final class ForgetfulStore implements CasKeyValueStore {

    private final CasKeyValueStore honest;
    private final AtomicInteger debits = new AtomicInteger();
    private final Map<String, byte[]> withoutLock = new ConcurrentHashMap<>();

    ForgetfulStore(CasKeyValueStore honest) {
        this.honest = honest;
    }

    @Override
    public Optional<Entry> get(String key) {
        return honest.get(key);
    }

    @Override
    public AddResult add(String key, byte[] value) {
        if (isAccountWithoutLock(key, value)) {
            withoutLock.put(key, value);
        }
        return honest.add(key, value);
    }

    @Override
    public SwapResult swap(String key, byte[] value, Version expected) {
        if (!isAccountWithoutLock(key, value)) {
            return honest.swap(key, value, expected);
        }
        boolean forgets =
                !Account.decode(key, value).purchases().entries().isEmpty() && debits.incrementAndGet() % 10 == 0;
        byte[] written = forgets ? withoutLock.getOrDefault(key, value) : value;
        SwapResult result = honest.swap(key, written, expected);
        if (result instanceof SwapResult.Swapped) {
            withoutLock.put(key, written);
        }
        return result;
    }

    private static boolean isAccountWithoutLock(String key, byte[] value) {
        return key.startsWith("account/") && Account.decode(key, value).lock().isEmpty();
    }

    /** Chains are taken one by one, through what is wrong here. */
    @Override
    public int chainLength() {
        return honest.chainLength();
    }

    @Override
    public StoreFitness fitness() {
        return honest.fitness();
    }

    @Override
    public void close() {
        honest.close();
    }
}
