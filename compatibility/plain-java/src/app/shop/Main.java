package shop;

import dev.posse.Posse;
import dev.posse.PurchaseRequest;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.store.CasKeyValueStore;
import java.util.List;

/** Sells a slot on a new database, and says where it has found itself. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        for (String strange : List.of("memcached://user@127.0.0.1:1", "couchbase://127.0.0.1:0/b")) {
            try {
                CasKeyValueStore.open(strange).close();
                System.out.println("opened " + strange);
            } catch (RuntimeException e) {
                System.out.println("known: " + e.getMessage());
            }
        }
        try (CasKeyValueStore store = CasKeyValueStore.open(arguments[0])) {
            Posse.initialize(store);
            try (Posse posse = Posse.on(store).node("plain").nodes(1).open()) {
                posse.accounts().open("alice");
                posse.accounts().deposit("alice", "voucher-7", 1_000);
                posse.campaigns().create("drop", 250, 2);
                PurchaseOutcome outcome =
                        posse.purchase(PurchaseRequest.of("alice", "drop").withPurchaseId("order-1"));
                System.out.println(outcome);
                System.out.println("audit " + posse.audit().verdict());
                System.out.println("status " + posse.status().health());
            }
        }
        Module module = Main.class.getModule();
        System.out.println("java " + Runtime.version().feature() + " module " + module.getName() + " posse "
                + Posse.class.getModule().getName());
    }
}
