package dev.posse.store.redis;

import dev.posse.CampaignOverview;
import dev.posse.PurchaseRequest;
import dev.posse.SoldSlot;
import dev.posse.audit.AuditReport;
import dev.posse.outcome.LoginOutcome;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.outcome.PurchaseOutcome.NotPurchased;
import dev.posse.outcome.PurchaseOutcome.Purchased;
import dev.posse.outcome.PurchaseOutcome.Reason;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Three nodes, two buyers at each, and two campaigns that are to be sold out; and outside of Redis a record of all that
 * buyers heard, so that it can be said afterwards what was lost.
 */
final class SellOut implements AutoCloseable {

    static final int CAPACITY = 40;

    private static final int BUYERS_PER_NODE = 2;
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private static final List<String> CAMPAIGNS = List.of("red", "blue");
    private static final List<String> ACCOUNTS =
            IntStream.rangeClosed(1, 12).mapToObj(number -> "buyer-" + number).toList();

    private final List<Seller> nodes = new ArrayList<>();
    private final Map<String, PurchaseOutcome> heard = new ConcurrentHashMap<>();
    private final Map<String, String> buyers = new ConcurrentHashMap<>();
    private final AtomicInteger purchased = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();

    /** What buyers heard and the store contradicts, and all that the posse or the audit says is wrong. */
    record Result(List<String> broken, List<String> alarms, AuditReport audit, long sold, int failedCalls) {

        boolean noticed() {
            return !alarms.isEmpty() || !audit.isBalanced();
        }

        String summary() {
            return sold + " sold, " + failedCalls + " calls failed, " + broken.size() + " answers broken, "
                    + alarms.size() + " alarms, audit " + audit.verdict() + " with "
                    + audit.findings().size() + " findings";
        }
    }

    SellOut(FailingOver servers) {
        nodes.add(Seller.first(servers.uri("timeout=1s")));
        nodes.add(Seller.open(servers.uri("timeout=1s&swap=script")));
        nodes.add(Seller.open(servers.uri("timeout=1s")));
        CAMPAIGNS.forEach(campaign -> nodes.get(0).posse().campaigns().create(campaign, Seller.PRICE, CAPACITY));
        ACCOUNTS.forEach(nodes.get(0)::account);
    }

    /** A key of which much is written. */
    static String hotKey() {
        return "posse:campaign/" + CAMPAIGNS.get(0);
    }

    void begin(long seed) {
        long end = System.nanoTime() + LONGEST.toNanos();
        for (Seller node : nodes) {
            for (int number = 0; number < BUYERS_PER_NODE; number++) {
                String name = "p-" + threads.size() + "-";
                Random randomness = new Random(seed * 31 + threads.size());
                Thread thread = new Thread(() -> buyAll(node, name, randomness, end), name);
                thread.start();
                threads.add(thread);
            }
        }
    }

    void awaitSold(int count) {
        Waiting.until(count + " are sold", () -> purchased.get() >= count || hasEnded());
    }

    boolean hasEnded() {
        return threads.stream().noneMatch(Thread::isAlive);
    }

    int sold() {
        return purchased.get();
    }

    /** Waits for the buyers, lets every account log in, asks for what nobody heard, and looks at everything. */
    Result close(Duration patience) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join(LONGEST.toMillis());
        }
        nodes.forEach(Seller::awaitReached);
        Seller node = nodes.get(0);
        ACCOUNTS.forEach(account -> settle(node, account, patience));
        buyers.forEach((id, account) -> {
            PurchaseOutcome known = heard.get(id);
            if (known == null || known instanceof PurchaseOutcome.InDoubt) {
                asked(node, account, id).ifPresent(outcome -> heard.put(id, outcome));
            }
        });
        awaitPosse(node, patience);
        List<String> broken = new ArrayList<>();
        Map<String, SoldSlot> slots = new ConcurrentHashMap<>();
        CAMPAIGNS.forEach(campaign -> node.posse()
                .campaigns()
                .sold(campaign, 1, CAPACITY + 10)
                .forEach(slot -> slots.put(slot.purchaseId(), slot)));
        heard.forEach((id, outcome) -> {
            if (!isKept(outcome, Optional.ofNullable(slots.get(id)))) {
                broken.add(outcome + ", and the store says " + slots.get(id));
            }
        });
        List<String> alarms =
                nodes.stream().flatMap(seller -> seller.alarms().stream()).toList();
        return new Result(
                broken, alarms, node.posse().audit(ACCOUNTS.toArray(String[]::new)), slots.size(), failed.get());
    }

    private static boolean isKept(PurchaseOutcome outcome, Optional<SoldSlot> slot) {
        if (outcome instanceof Purchased sold) {
            return slot.isPresent()
                    && slot.get().slot() == sold.slot()
                    && slot.get().campaign().equals(sold.campaign());
        }
        return slot.isEmpty();
    }

    private void buyAll(Seller node, String name, Random randomness, long end) {
        int over = 0;
        for (int number = 0; over < 6 && System.nanoTime() < end; number++) {
            String account = ACCOUNTS.get(randomness.nextInt(ACCOUNTS.size()));
            String campaign = CAMPAIGNS.get(randomness.nextInt(CAMPAIGNS.size()));
            Optional<PurchaseOutcome> outcome = bought(node, account, campaign, name + number);
            boolean isOver = outcome.isPresent()
                    && outcome.get() instanceof NotPurchased not
                    && (not.reason() == Reason.SOLD_OUT || not.reason() == Reason.STOPPED);
            over = isOver ? over + 1 : outcome.isPresent() ? 0 : over;
            // Slow enough that the master dies before all is sold.
            Waiting.pause(Duration.ofMillis(randomness.nextInt(100)));
        }
    }

    private Optional<PurchaseOutcome> bought(Seller node, String account, String campaign, String id) {
        buyers.put(id, account);
        try {
            PurchaseOutcome outcome = node.posse()
                    .purchase(PurchaseRequest.of(account, campaign)
                            .withPurchaseId(id)
                            .withSlots(5));
            heard.put(id, outcome);
            if (outcome instanceof Purchased) {
                purchased.incrementAndGet();
            }
            return Optional.of(outcome);
        } catch (StoreException | OutcomeUnknownException e) {
            failed.incrementAndGet();
            return Optional.empty();
        }
    }

    /** Where the posse has stopped a campaign a lock may stand for good; then the patience ends. */
    private static void settle(Seller node, String account, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < end) {
            try {
                if (!(node.posse().login(account) instanceof LoginOutcome.Unresolved)) {
                    return;
                }
            } catch (StoreException | OutcomeUnknownException e) {
                Waiting.pause(Duration.ofMillis(50));
            }
        }
    }

    private static Optional<PurchaseOutcome> asked(Seller node, String account, String id) {
        try {
            return Optional.of(node.posse().outcome(account, id));
        } catch (StoreException | OutcomeUnknownException e) {
            return Optional.empty();
        }
    }

    private static void awaitPosse(Seller node, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < end && CAMPAIGNS.stream().anyMatch(campaign -> isBehind(node, campaign))) {
            Waiting.pause(Duration.ofMillis(50));
        }
        // Every node has looked once more for what it sold, and at where the campaigns stand.
        CAMPAIGNS.forEach(campaign -> node.store().awaitReads("campaign/" + campaign, 2));
    }

    private static boolean isBehind(Seller node, String campaign) {
        CampaignOverview overview = node.posse().campaigns().find(campaign).orElseThrow();
        return overview.status() != CampaignOverview.Status.STOPPED
                && !node.posse()
                        .campaigns()
                        .sold(campaign, overview.lastPurchasedSlot() + 1, 1)
                        .isEmpty();
    }

    @Override
    public void close() {
        nodes.forEach(Seller::close);
    }
}
