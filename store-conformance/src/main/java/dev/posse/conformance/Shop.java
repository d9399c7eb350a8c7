package dev.posse.conformance;

import dev.posse.outcome.LoginOutcome;
import dev.posse.Posse;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Accounts, campaigns and what buyers heard, on documents of its own. */
final class Shop {

    static final long PRICE = 7;
    static final int ACCOUNTS = 12;
    /** Fewer than an account remembers, so that every purchase can still be asked for at the end. */
    static final int AFFORDABLE = 10;

    private static final Duration RECOVERY = Duration.ofSeconds(15);

    private final Bench bench;
    private final CasKeyValueStore whole;
    private final String prefix;
    private final Queue<String> alarms = new ConcurrentLinkedQueue<>();
    private final Map<String, PurchaseOutcome> heard = new ConcurrentHashMap<>();
    private final Map<String, String> buyers = new ConcurrentHashMap<>();
    private final List<String> campaigns = new ArrayList<>();
    private final List<String> accounts = new ArrayList<>();
    private final int capacity;

    private Shop(Bench bench, int capacity) throws Exception {
        this.bench = bench;
        this.whole = bench.store();
        this.prefix = bench.key() + "/";
        this.capacity = capacity;
    }

    /** Sets the shop up: two campaigns, and money for more slots than there are. */
    static Shop open(Bench bench) throws Exception {
        Shop shop = new Shop(bench, Math.min(bench.size().rounds(40), ACCOUNTS * AFFORDABLE / 3));
        Posse.initialize(new MortalStore(shop.whole, shop.prefix, SellingNode.IMMORTAL));
        try (SellingNode node = shop.immortalNode()) {
            for (int number = 1; number <= 2; number++) {
                shop.campaigns.add("drop-" + number);
                node.posse().campaigns().create("drop-" + number, PRICE, shop.capacity);
            }
            for (int number = 1; number <= ACCOUNTS; number++) {
                String account = "buyer-" + number;
                shop.accounts.add(account);
                node.posse().accounts().open(account);
                node.posse().accounts().deposit(account, "first", PRICE * AFFORDABLE);
            }
        }
        return shop;
    }

    SellingNode immortalNode() {
        return node(whole, SellingNode.IMMORTAL)
                .orElseThrow(() -> new ClauseBroken(Clause.PROTOCOL, "a node cannot be opened on a whole connection"));
    }

    Optional<SellingNode> node(CasKeyValueStore client, int operationsToLive) {
        return SellingNode.open(client, prefix, operationsToLive, alarms);
    }

    List<String> accounts() {
        return accounts;
    }

    List<String> campaigns() {
        return campaigns;
    }

    int capacity() {
        return capacity;
    }

    /** What was promised to buyers, by purchase id. */
    Map<String, PurchaseOutcome> heard() {
        return heard;
    }

    Queue<String> alarms() {
        return alarms;
    }

    /** One purchase by one buyer, on one node; true if it was answered that the campaign is sold out. */
    boolean buy(SellingNode node, String account, String campaign, String purchaseId) {
        buyers.put(purchaseId, account);
        Optional<PurchaseOutcome> outcome = node.buy(account, campaign, purchaseId);
        outcome.ifPresent(answer -> heard.put(purchaseId, answer));
        bench.count(outcome.map(Shop::word).orElse("unheard"), 1);
        return outcome.isPresent()
                && outcome.get() instanceof PurchaseOutcome.NotPurchased not
                && not.reason() == PurchaseOutcome.Reason.SOLD_OUT;
    }

    private static String word(PurchaseOutcome outcome) {
        if (outcome instanceof PurchaseOutcome.NotPurchased not) {
            return not.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
        return outcome instanceof PurchaseOutcome.Purchased ? "purchased" : "in doubt";
    }

    /** Resolves every account, buys what is left, asks for what nobody heard, waits for the posse; then the audit. */
    void settleAndAudit() throws Exception {
        try (SellingNode node = immortalNode()) {
            Books books = new Books(this, node.posse());
            long started = System.nanoTime();
            logInAll(node);
            awaitPosse(books);
            bench.figure("recovery and login ms", (System.nanoTime() - started) / 1_000_000);
            buyWhatIsLeft(node, books);
            for (String purchaseId : buyers.keySet()) {
                PurchaseOutcome known = heard.get(purchaseId);
                if (known == null || known instanceof PurchaseOutcome.InDoubt) {
                    String account = buyers.getOrDefault(purchaseId, "");
                    heard.put(purchaseId, node.posse().outcome(account, purchaseId));
                }
            }
            logInAll(node);
            awaitPosse(books);
            books.audit(bench);
        }
    }

    /** With nobody else at work each round sells a slot, or finds that none is left, or that the account has no money. */
    private void buyWhatIsLeft(SellingNode node, Books books) throws Exception {
        for (String campaign : campaigns) {
            boolean soldOut = false;
            for (int round = 0; round < ACCOUNTS * capacity && !soldOut && alarms.isEmpty(); round++) {
                soldOut = buy(node, accounts.get(round % ACCOUNTS), campaign, "late-" + campaign + "-" + round);
                awaitPosse(books);
            }
        }
    }

    /**
     * Waits until the campaigns have been moved past every claim; the audit says it when they were not. After an alarm the
     * campaign is stopped, and nobody moves it.
     */
    private void awaitPosse(Books books) throws InterruptedException {
        long end = System.nanoTime() + RECOVERY.toNanos();
        while (alarms.isEmpty() && books.unsettled().isPresent() && System.nanoTime() < end) {
            // The posse rides some ten times a second.
            Thread.sleep(10);
        }
    }

    private void logInAll(SellingNode node) {
        for (String account : accounts) {
            logIn(node, account);
        }
    }

    private static void logIn(SellingNode node, String account) {
        LoginOutcome outcome = new LoginOutcome.UnknownAccount();
        for (int attempt = 0; attempt < Bench.TRIES; attempt++) {
            try {
                outcome = node.posse().login(account);
                if (!(outcome instanceof LoginOutcome.Unresolved)) {
                    return;
                }
            } catch (StoreException e) {
                // On a whole connection this passes, or the last outcome tells.
                outcome = new LoginOutcome.Unresolved("", "", String.valueOf(e.getMessage()));
            }
        }
        throw new ClauseBroken(Clause.PROTOCOL, "the login of " + account + " ends with " + outcome);
    }
}
