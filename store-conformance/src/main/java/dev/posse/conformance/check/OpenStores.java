package dev.posse.conformance.check;

import dev.posse.conformance.fault.BreakableStore;
import dev.posse.store.CasKeyValueStore;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The stores that a group of checks has open; each is opened when it is first asked for. */
final class OpenStores {

    private final StoreUnderTest subject;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    private @Nullable CasKeyValueStore store;
    private Optional<CasKeyValueStore> second = Optional.empty();
    private Optional<BreakableStore> breakable = Optional.empty();
    private AtomicBoolean anyClosed = new AtomicBoolean();
    /** What the test class has ever returned, to notice what it returns again. */
    private final Set<CasKeyValueStore> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    OpenStores(StoreUnderTest subject) {
        this.subject = subject;
    }

    synchronized CasKeyValueStore store() throws Exception {
        CasKeyValueStore open = store;
        if (open == null) {
            open = checked("openStore()", TestClassFailure.named("openStore()", subject::openStore));
            opened.push(open);
            store = open;
        }
        return open;
    }

    synchronized Optional<CasKeyValueStore> second() throws Exception {
        store();
        if (second.isEmpty()) {
            second = extraClient();
            second.ifPresent(opened::push);
        }
        return second;
    }

    synchronized Optional<BreakableStore> breakable() throws Exception {
        store();
        if (breakable.isEmpty()) {
            breakable = extraBreakable();
        }
        return breakable;
    }

    /** Opens one more than the group shares. */
    synchronized Optional<BreakableStore> extraBreakable() throws Exception {
        store();
        Optional<BreakableStore> returned = TestClassFailure.named("openBreakable()", subject::openBreakable);
        if (returned.isEmpty()) {
            return returned;
        }
        Optional<BreakableStore> open = Optional.of(new BreakableStore(
                checked("openBreakable()", returned.get().store()),
                new CheckedConnection(returned.get().connection())));
        open.ifPresent(breaking -> {
            opened.push(breaking.connection());
            opened.push(breaking.store());
        });
        return open;
    }

    /** Opens one more than the group shares, on the same database; the check that asks closes it. */
    synchronized Optional<CasKeyValueStore> extraClient() throws Exception {
        store();
        Optional<CasKeyValueStore> returned = TestClassFailure.named("openSecondClient()", subject::openSecondClient);
        return returned.isPresent() ? Optional.of(checked("openSecondClient()", returned.get())) : returned;
    }

    /** Opens one more, maybe on another database; the check that asks closes it. */
    synchronized CasKeyValueStore extraStore() throws Exception {
        return checked("openStore()", TestClassFailure.named("openStore()", subject::openStore));
    }

    private CasKeyValueStore checked(String method, CasKeyValueStore returned) throws TestClassFailure {
        if (!seen.add(returned)) {
            throw new TestClassFailure(
                    method + " returned a store that the test class has returned before: it must open"
                            + " another client each time, or what two clients show each other is never seen");
        }
        return new ExceptionCheckedStore(returned, anyClosed);
    }

    /** Closes all; the next check gets new ones. A store that cannot be closed spoils nothing that was found out. */
    synchronized void close() {
        while (!opened.isEmpty()) {
            AutoCloseable next = opened.pop();
            BoundedCall.within(next::close, Duration.ofSeconds(20));
        }
        anyClosed = new AtomicBoolean();
        store = null;
        second = Optional.empty();
        breakable = Optional.empty();
    }
}
