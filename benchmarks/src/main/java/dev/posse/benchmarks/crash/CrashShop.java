package dev.posse.benchmarks.crash;

import dev.posse.Posse;
import dev.posse.audit.AuditReport;
import dev.posse.outcome.BalanceOutcome;
import dev.posse.store.CasKeyValueStore;
import java.util.List;
import java.util.stream.IntStream;

/** What is sold and who buys, set up and audited by a node that does not patrol. */
final class CrashShop implements AutoCloseable {

    private static final long PRICE = 1;
    private static final long CAPACITY = 1_000_000;
    private static final long BALANCE = 1_000_000;

    private final CasKeyValueStore store;
    private final Posse office;

    CrashShop(String uri) {
        store = CasKeyValueStore.open(uri);
        Posse.initialize(store);
        office = Posse.on(store).node("office").open();
        office.stopPatrols();
    }

    CasKeyValueStore store() {
        return store;
    }

    List<String> campaigns(String kind, int count) {
        List<String> ids = IntStream.range(0, count).mapToObj(i -> kind + i).toList();
        ids.forEach(id -> office.campaigns().create(id, PRICE, CAPACITY));
        return ids;
    }

    List<String> accounts(String kind, int count) {
        List<String> ids = IntStream.range(0, count).mapToObj(i -> kind + i).toList();
        ids.forEach(this::account);
        return ids;
    }

    String account(String id) {
        office.accounts().open(id);
        BalanceOutcome paid = office.accounts().deposit(id, "d", BALANCE);
        if (!(paid instanceof BalanceOutcome.Moved)) {
            throw new IllegalStateException("A deposit of " + id + " ended with " + paid);
        }
        return id;
    }

    AuditReport audit() {
        return office.audit();
    }

    @Override
    public void close() {
        office.close();
        store.close();
    }
}
