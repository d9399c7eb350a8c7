package dev.posse.conformance.check;

import dev.posse.conformance.fault.BreakableStore;
import dev.posse.store.CasKeyValueStore;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The stores that a group of checks has open; each is opened when it is first asked for. */
final class OpenStores {

    private final StoreUnderTest subject;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    private @Nullable CasKeyValueStore store;
    private Optional<CasKeyValueStore> second = Optional.empty();
    private Optional<BreakableStore> breakable = Optional.empty();

    OpenStores(StoreUnderTest subject) {
        this.subject = subject;
    }

    synchronized CasKeyValueStore store() throws Exception {
        CasKeyValueStore open = store;
        if (open == null) {
            open = subject.openStore();
            opened.push(open);
            store = open;
        }
        return open;
    }

    synchronized Optional<CasKeyValueStore> second() throws Exception {
        store();
        if (second.isEmpty()) {
            second = subject.openSecondClient();
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
        Optional<BreakableStore> open = subject.openBreakable();
        open.ifPresent(breaking -> {
            opened.push(breaking.connection());
            opened.push(breaking.store());
        });
        return open;
    }

    /** Opens one more than the group shares, on the same database; the check that asks closes it. */
    synchronized Optional<CasKeyValueStore> extraClient() throws Exception {
        store();
        return subject.openSecondClient();
    }

    /** Opens one more, maybe on another database; the check that asks closes it. */
    CasKeyValueStore extraStore() throws Exception {
        return subject.openStore();
    }

    /** Closes all; the next check gets new ones. A store that cannot be closed spoils nothing that was found out. */
    synchronized void close() {
        while (!opened.isEmpty()) {
            AutoCloseable next = opened.pop();
            BoundedCall.within(next::close, Duration.ofSeconds(20));
        }
        store = null;
        second = Optional.empty();
        breakable = Optional.empty();
    }
}
