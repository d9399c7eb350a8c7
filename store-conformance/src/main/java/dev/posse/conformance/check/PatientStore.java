package dev.posse.conformance.check;

import dev.posse.conformance.fault.ForwardingStore;
import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.ChainResult;
import dev.posse.store.ChainedWrite;
import dev.posse.store.DataLossException;
import dev.posse.store.Entry;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import dev.posse.store.StoreFitness;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * A store on a whole connection, used as the contract allows a caller: what failed definitely is asked again (S8), and after doubt a
 * look tells. So an environment that refuses now and then spoils no check, and a store that always does is told of as before.
 *
 * <p>Not for checks that look at what the store reports, nor for writes whose bytes another thread may write as well.
 */
final class PatientStore extends ForwardingStore {

    private static final int TIMES = 10;
    private static final long PAUSE_NANOS = 2_000_000;

    private final CasKeyValueStore store;
    private final Troubles troubles;
    private final boolean toBeRefused;

    PatientStore(CasKeyValueStore store, Troubles troubles) {
        this(store, troubles, false);
    }

    private PatientStore(CasKeyValueStore store, Troubles troubles, boolean toBeRefused) {
        super(store);
        this.toBeRefused = toBeRefused;
        this.store = store;
        this.troubles = troubles;
    }

    /**
     * {@return the same for writes that are to be refused}: after doubt they are asked again, since a look at the bytes would take
     * for its own what stands there
     */
    PatientStore forRefusals() {
        return new PatientStore(store, troubles, true);
    }

    /** Asks again what failed definitely; after ten times in a row it is no accident. */
    @Override
    protected <T> T forward(Supplier<T> operation) {
        troubles.called();
        for (int time = 1; ; time++) {
            try {
                return operation.get();
            } catch (DataLossException e) {
                throw e;
            } catch (StoreException e) {
                troubles.refused();
                if (time == TIMES || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                LockSupport.parkNanos(time * PAUSE_NANOS);
            }
        }
    }

    @Override
    public Map<String, Entry> getAll(Collection<String> keys) {
        return forward(() -> store.getAll(keys));
    }

    @Override
    public AddResult add(String key, byte[] value) {
        boolean doubted = false;
        for (int time = 1; ; time++) {
            try {
                AddResult result = super.add(key, value);
                if (!doubted || result instanceof AddResult.Added) {
                    return result;
                }
                // Somebody's write stands there; it may be this one.
                return own(key, value).map(AddResult::added).orElse(result);
            } catch (OutcomeUnknownException e) {
                doubted = !toBeRefused;
                troubles.inDoubt();
                if (toBeRefused && time < TIMES) {
                    continue;
                }
                Optional<Version> landed = own(key, value);
                if (landed.isPresent()) {
                    return AddResult.added(landed.get());
                }
                if (time == TIMES || store.get(key).isPresent()) {
                    throw time == TIMES ? e : new UnresolvedDoubt(e);
                }
            }
        }
    }

    private Optional<Version> own(String key, byte[] value) {
        return get(key).filter(entry -> Arrays.equals(entry.value(), value)).map(Entry::version);
    }

    @Override
    public SwapResult swap(String key, byte[] value, Version expected) {
        Optional<OutcomeUnknownException> doubt = Optional.empty();
        for (int time = 1; ; time++) {
            try {
                SwapResult result = super.swap(key, value, expected);
                if (doubt.isEmpty() || !(result instanceof SwapResult.Conflict)) {
                    return result;
                }
            } catch (OutcomeUnknownException e) {
                troubles.inDoubt();
                if (time == TIMES) {
                    throw e;
                }
                if (toBeRefused) {
                    continue;
                }
                doubt = Optional.of(e);
            }
            Optional<Entry> now = get(key);
            boolean stands = now.isPresent() && now.get().version().equals(expected);
            if (!stands) {
                return own(key, value).map(SwapResult::swapped).orElseThrow(unresolved(doubt));
            }
        }
    }

    private static Supplier<UnresolvedDoubt> unresolved(Optional<OutcomeUnknownException> doubt) {
        return () -> new UnresolvedDoubt(doubt.orElseThrow());
    }

    /** Trouble and doubt are part of what is answered here, and the caller's. */
    @Override
    public ChainResult chain(List<ChainedWrite> links) {
        troubles.called();
        return store.chain(links);
    }

    @Override
    public int chainLength() {
        return forwardChainLength();
    }

    @Override
    public StoreFitness fitness() {
        return forward(store::fitness);
    }
}
