package dev.posse.conformance.check;

import dev.posse.conformance.fault.ForwardingStore;
import dev.posse.conformance.report.Clause;
import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.ChainResult;
import dev.posse.store.ChainedWrite;
import dev.posse.store.Entry;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import dev.posse.store.StoreFitness;
import dev.posse.store.StoreLimits;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * The store as the checks see it: an exception that the contract does not know for a call is told from the ones that it
 * does (S8, S17, S22), whichever check meets it.
 */
final class ExceptionCheckedStore extends ForwardingStore {

    private final AtomicBoolean anyClosed;
    private final AtomicLong progress;
    private volatile boolean closed;

    /** Makes a store in front of one; all clients of one database share what tells whether one of them was closed. */
    ExceptionCheckedStore(CasKeyValueStore store, AtomicBoolean anyClosed, AtomicLong progress) {
        super(store);
        this.anyClosed = anyClosed;
        this.progress = progress;
    }

    @Override
    public Optional<Entry> get(String key) {
        return read("get", () -> StoreLimits.checkKey(key), () -> super.get(key));
    }

    @Override
    public Map<String, Entry> getAll(Collection<String> keys) {
        return read("getAll", () -> keys.forEach(StoreLimits::checkKey), () -> super.getAll(keys));
    }

    @Override
    public AddResult add(String key, byte[] value) {
        return write("add", key, value, () -> super.add(key, value));
    }

    @Override
    public SwapResult swap(String key, byte[] value, Version expected) {
        return write("swap", key, value, () -> super.swap(key, value, expected));
    }

    @Override
    public ChainResult chain(List<ChainedWrite> links) {
        try {
            return forwardChain(links);
        } catch (IllegalArgumentException e) {
            throw onlyIfUnusable("chain", () -> StoreLimits.checkChain(links), e);
        } catch (IllegalStateException e) {
            throw onlyIfClosed("chain", e);
        } catch (RuntimeException e) {
            String known = "; trouble and doubt about a chain are part of its result";
            throw new WrongExceptionKind(Clause.S22, "chain threw " + e + known, e);
        } finally {
            progress.incrementAndGet();
        }
    }

    @Override
    public int chainLength() {
        return forwardChainLength();
    }

    @Override
    public StoreFitness fitness() {
        return read("fitness", () -> {}, super::fitness);
    }

    @Override
    public Optional<String> incarnation() {
        return read("incarnation", () -> {}, super::incarnation);
    }

    @Override
    public void close() {
        closed = true;
        anyClosed.set(true);
        super.close();
    }

    private <T> T read(String call, Runnable limits, Supplier<T> operation) {
        try {
            return operation.get();
        } catch (StoreException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw onlyIfUnusable(call, limits, e);
        } catch (IllegalStateException e) {
            throw onlyIfClosed(call, e);
        } catch (RuntimeException e) {
            String known = "; a read throws nothing but StoreException";
            throw new WrongExceptionKind(Clause.S8, call + " threw " + e + known, e);
        } finally {
            progress.incrementAndGet();
        }
    }

    private <T> T write(String call, String key, byte[] value, Supplier<T> operation) {
        try {
            return operation.get();
        } catch (StoreException | OutcomeUnknownException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            Runnable limits = () -> {
                StoreLimits.checkKey(key);
                StoreLimits.checkValue(key, value);
            };
            throw onlyIfUnusable(call, limits, e);
        } catch (IllegalStateException e) {
            throw onlyIfClosed(call, e);
        } catch (RuntimeException e) {
            String known = "; a write that fails throws StoreException, one in doubt OutcomeUnknownException";
            throw new WrongExceptionKind(Clause.S8, call + " threw " + e + known, e);
        } finally {
            progress.incrementAndGet();
        }
    }

    /** Arguments that the contract knows must be taken. A number format is an illegal argument, too. */
    private static RuntimeException onlyIfUnusable(String call, Runnable limits, IllegalArgumentException thrown) {
        try {
            limits.run();
        } catch (RuntimeException refused) {
            return thrown;
        }
        StackTraceElement[] trace = thrown.getStackTrace();
        boolean ofVersion = trace.length > 0 && trace[0].getClassName().equals(Version.class.getName());
        return ofVersion
                ? WrongExceptionKind.ofVersion(call, thrown)
                : new WrongExceptionKind(
                        Clause.S8, call + " threw " + thrown + ", and what it was called with is usable", thrown);
    }

    private RuntimeException onlyIfClosed(String call, IllegalStateException thrown) {
        if (closed) {
            return thrown;
        }
        String what = call + " threw " + thrown + ", as a closed store does, and nobody closed this one";
        return anyClosed.get()
                ? new WrongExceptionKind(Clause.S17, what + ", only other clients", thrown)
                : new WrongExceptionKind(Clause.S8, what, thrown);
    }
}
