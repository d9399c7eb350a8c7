package dev.posse.conformance.check;

import dev.posse.Posse;
import dev.posse.conformance.report.Clause;
import dev.posse.conformance.report.ClauseBroken;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.store.CasKeyValueStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Accounts, campaigns and what buyers were answered, on documents of its own. */
final class SalesWorkload {

    private static final Duration MOST_TIME = Duration.ofSeconds(10);
    static final long PRICE = 7;
    static final int ACCOUNTS = 12;
    /** Fewer than an account remembers, so that every purchase can still be asked for at the end. */
    static final int AFFORDABLE = 10;

    private final CheckContext context;
    private final CasKeyValueStore whole;
    private final String prefix;
    private final Queue<String> alarms = new ConcurrentLinkedQueue<>();
    private final Map<String, PurchaseOutcome> answers = new ConcurrentHashMap<>();
    private final Map<String, String> buyers = new ConcurrentHashMap<>();
    private final List<String> campaigns = new ArrayList<>();
    private final List<String> accounts = new ArrayList<>();
    private final int capacity;

    private SalesWorkload(CheckContext context, int capacity) throws Exception {
        this.context = context;
        this.whole = context.store();
        this.prefix = context.key() + "/";
        this.capacity = capacity;
    }

    /** So many that they are sold in some seconds, whatever a call takes. */
    private static int capacity(CheckContext context) throws Exception {
        long callsPerSale = 12;
        long inTime = MOST_TIME.toNanos() / (callsPerSale * Math.max(1, context.callNanos()));
        return (int) Math.max(3, Math.min(inTime, context.size().rounds(40)));
    }

    /** Sets it up: two campaigns, and money for more slots than there are. */
    static SalesWorkload open(CheckContext context) throws Exception {
        SalesWorkload workload = new SalesWorkload(context, Math.min(capacity(context), ACCOUNTS * AFFORDABLE / 3));
        Posse.initialize(new PrefixedStore(workload.whole, workload.prefix));
        try (SellingNode node = workload.wholeNode()) {
            for (int number = 1; number <= 2; number++) {
                workload.campaigns.add("drop-" + number);
                node.posse().campaigns().create("drop-" + number, PRICE, workload.capacity);
            }
            for (int number = 1; number <= ACCOUNTS; number++) {
                String account = "buyer-" + number;
                workload.accounts.add(account);
                node.posse().accounts().open(account);
                node.posse().accounts().deposit(account, "first", PRICE * AFFORDABLE);
            }
        }
        return workload;
    }

    SellingNode wholeNode() {
        return node(whole, SellingNode.UNLIMITED)
                .orElseThrow(() -> new ClauseBroken(Clause.PROTOCOL, "a node cannot be opened on a whole connection"));
    }

    Optional<SellingNode> node(CasKeyValueStore client, int operations) {
        return SellingNode.open(client, prefix, operations, alarms);
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

    /** What buyers were answered, by purchase id. */
    Map<String, PurchaseOutcome> answers() {
        return answers;
    }

    Queue<String> alarms() {
        return alarms;
    }

    /** One purchase by one buyer, on one node; true if it was answered that the campaign is sold out. */
    boolean buy(SellingNode node, String account, String campaign, String purchaseId) {
        buyers.put(purchaseId, account);
        Optional<PurchaseOutcome> outcome = node.buy(account, campaign, purchaseId);
        outcome.ifPresent(answer -> answers.put(purchaseId, answer));
        context.count(outcome.map(SalesWorkload::word).orElse("unanswered"), 1);
        return outcome.isPresent()
                && outcome.get() instanceof PurchaseOutcome.NotPurchased not
                && not.reason() == PurchaseOutcome.Reason.SOLD_OUT;
    }

    private static String word(PurchaseOutcome outcome) {
        return outcome.word().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** The buyer of each purchase, by purchase id. */
    Map<String, String> buyers() {
        return buyers;
    }
}
