package dev.posse.conformance.check;

import dev.posse.conformance.fault.BreakableStore;
import dev.posse.conformance.fault.IsolatedClient;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.StoreException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The stores that a group of checks has open; each is opened when it is first asked for. */
final class OpenStores {

    private static final int OPENINGS = 3;

    private final StoreUnderTest subject;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    private Optional<Class<?>> storeClass = Optional.empty();
    private final Troubles troubles = new Troubles();
    private final AtomicLong progress = new AtomicLong();
    private @Nullable CasKeyValueStore store;
    private Optional<CasKeyValueStore> second = Optional.empty();
    private final List<BreakableStore> breakables = new ArrayList<>();
    private Optional<CasKeyValueStore> otherReplica = Optional.empty();
    private AtomicBoolean anyClosed = new AtomicBoolean();
    /** What the test class has ever returned, to notice what it returns again. */
    private final Set<CasKeyValueStore> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    OpenStores(StoreUnderTest subject) {
        this.subject = subject;
    }

    /** The class of the first store that was opened. */
    synchronized Optional<Class<?>> storeClass() {
        return storeClass;
    }

    /** A count that goes on with each call that ends. */
    AtomicLong progress() {
        return progress;
    }

    Troubles troubles() {
        return troubles;
    }

    /** The same store, asked as often as the contract allows. */
    CasKeyValueStore patient(CasKeyValueStore one) {
        return one instanceof PatientStore ? one : new PatientStore(one, troubles);
    }

    /** What the test class returned, told from its wrong exceptions only. */
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
        CasKeyValueStore first = store();
        if (second.isEmpty()) {
            second = extraClient();
            second.ifPresent(opened::push);
            if (second.isPresent()) {
                SameDatabase.require("openSecondClient()", first, second.get());
            }
        }
        return second;
    }

    synchronized Optional<CasKeyValueStore> otherReplica() throws Exception {
        store();
        if (otherReplica.isEmpty()) {
            String method = "openClientOfAnotherReplica()";
            Optional<CasKeyValueStore> returned = TestClassFailure.named(method, subject::openClientOfAnotherReplica);
            if (returned.isPresent()) {
                otherReplica = Optional.of(checked(method, returned.get()));
                otherReplica.ifPresent(opened::push);
            }
        }
        return otherReplica;
    }

    /** Opens one that shares no class with the others; the check that asks closes it. */
    synchronized Optional<CasKeyValueStore> isolated() throws Exception {
        store();
        Optional<IsolatedClient> told = TestClassFailure.named("isolatedClient()", subject::isolatedClient);
        return told.isEmpty()
                ? Optional.empty()
                : Optional.of(checked(
                        "isolatedClient()",
                        TestClassFailure.named("isolatedClient()", () -> openedPatiently(told.get()))));
    }

    /** It loads all its classes anew, which takes longer than a connection may where others wait for the processor, too. */
    private static CasKeyValueStore openedPatiently(IsolatedClient client) throws Exception {
        for (int attempt = 1; ; attempt++) {
            try {
                return IsolatingLoader.open(client);
            } catch (StoreException e) {
                if (attempt == OPENINGS) {
                    throw e;
                }
            }
        }
    }

    synchronized Optional<BreakableStore> breakable() throws Exception {
        return breakables(1).stream().findFirst();
    }

    /** As many as these, or none where the connection cannot be broken. */
    synchronized List<BreakableStore> breakables(int number) throws Exception {
        store();
        while (breakables.size() < number) {
            Optional<BreakableStore> one = extraBreakable();
            if (one.isEmpty()) {
                break;
            }
            breakables.add(one.get());
        }
        return List.copyOf(breakables.subList(0, Math.min(number, breakables.size())));
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
        storeClass = storeClass.or(() -> Optional.of(returned.getClass()));
        return new ExceptionCheckedStore(returned, anyClosed, progress);
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
        breakables.clear();
        otherReplica = Optional.empty();
    }
}
