package dev.posse.benchmarks.shop;

import dev.posse.Posse;
import dev.posse.PosseBuilder;
import dev.posse.PurchaseRequest;
import dev.posse.audit.AuditReport;
import dev.posse.outcome.BalanceOutcome;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.outcome.PurchaseOutcome.Reason;
import dev.posse.store.CasKeyValueStore;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Posse over a store, with the settings that it has by default, or settling behind the answer. */
final class PosseShop implements Shop {

    /** A buyer who hears these asks again with the same id, as a shop would for him. */
    private static final Set<Reason> TRY_AGAIN = Set.of(Reason.BEATEN, Reason.ACCOUNT_IN_USE);

    /** Entries of each kind that an account holds itself. */
    private static final int WINDOW = 16;

    /** Threads that settle behind the answer, and sales that may wait for them: few, so that a slice ends with few that are not settled. */
    private static final int SETTLING_THREADS = 8;

    private static final int SETTLING_QUEUE = 64;

    private static final int PREPARING_THREADS = 16;

    /** Campaigns of their own, in which the accounts have bought before. */
    private static final int PAST_CAMPAIGNS = 4 * PREPARING_THREADS;

    private final CountingStore store;
    private final Posse posse;
    private final AtomicLong soldBefore = new AtomicLong();

    private PosseShop(CountingStore store, Posse posse) {
        this.store = store;
        this.posse = posse;
    }

    /** Opens a node on a store that is this shop's to close, and sets it up if nobody has. */
    static PosseShop open(CasKeyValueStore backend, int nodes) {
        return open(backend, settings -> settings.nodes(nodes));
    }

    /** Opens a node that answers a purchase when its sale is decided. */
    static PosseShop openSettlingBehind(CasKeyValueStore backend, int nodes) {
        return open(backend, settings -> settings.nodes(nodes).settleBehind(SETTLING_THREADS, SETTLING_QUEUE));
    }

    private static PosseShop open(CasKeyValueStore backend, UnaryOperator<PosseBuilder> settings) {
        CountingStore store = new CountingStore(backend);
        Posse.initialize(store);
        return new PosseShop(store, settings.apply(Posse.on(store)).open());
    }

    @Override
    public void prepare(Stock stock) {
        for (int i = 0; i < stock.campaigns(); i++) {
            posse.campaigns().create(Stock.campaign(i), Stock.PRICE, Stock.CAPACITY);
        }
        boolean full = stock.windows() == Stock.Windows.FULL;
        for (int i = 0; full && i < PAST_CAMPAIGNS; i++) {
            posse.campaigns().create("past" + i, Stock.PRICE, Stock.CAPACITY);
        }
        forEach(stock.accounts(), account -> {
            String id = Stock.account(account);
            posse.accounts().open(id);
            for (int i = 0; i < (full ? WINDOW : 1); i++) {
                BalanceOutcome paid = posse.accounts().deposit(id, "d" + i, Stock.BALANCE / (full ? WINDOW : 1));
                if (!(paid instanceof BalanceOutcome.Moved)) {
                    throw new IllegalStateException("A deposit of " + id + " ended with " + paid);
                }
            }
            for (int i = 0; full && i < WINDOW; i++) {
                buyOfThePast(id, i, pastCampaign(account, i));
            }
        });
    }

    /** One of those of the preparing thread, so that nobody is in anybody's way. */
    private static String pastCampaign(int account, int purchase) {
        return "past" + (account % PREPARING_THREADS + PREPARING_THREADS * (purchase % 4));
    }

    private void buyOfThePast(String account, int number, String campaign) {
        BuyRequest request = new BuyRequest(account, campaign, "past" + number, 10);
        for (int attempt = 0; attempt < 1000; attempt++) {
            if (buy(request) == Answer.SOLD) {
                soldBefore.incrementAndGet();
                return;
            }
        }
        throw new IllegalStateException("Nothing was sold for " + request);
    }

    @Override
    public Answer buy(BuyRequest request) {
        PurchaseOutcome outcome = posse.purchase(PurchaseRequest.of(request.account(), request.campaign())
                .withPurchaseId(request.purchase())
                .withSlots(request.slots()));
        if (outcome instanceof PurchaseOutcome.Purchased) {
            return Answer.SOLD;
        } else if (outcome instanceof PurchaseOutcome.NotPurchased not && !TRY_AGAIN.contains(not.reason())) {
            throw new IllegalStateException(request + " ended with " + not.reason());
        }
        return outcome instanceof PurchaseOutcome.InDoubt ? Answer.IN_DOUBT : Answer.AGAIN;
    }

    @Override
    public void audit(long told) {
        AuditReport report = posse.audit();
        if (!report.isBalanced()) {
            throw new AuditFailedException(report.verdict() + ": "
                    + report.findings().stream()
                            .filter(finding -> finding.kind().weight() != AuditReport.Weight.NOTE)
                            .limit(5)
                            .toList());
        }
        AuditFailedException.requireEqual(
                "Slots sold", told + soldBefore.get(), report.totals().slotsSold());
    }

    @Override
    public StoreCounts counts() {
        return store.counts();
    }

    @Override
    public void stopPatrols() {
        posse.stopPatrols();
    }

    @Override
    public void close() {
        posse.close();
        store.close();
    }

    private static void forEach(int count, IntConsumer task) {
        ExecutorService threads = Executors.newFixedThreadPool(PREPARING_THREADS);
        try {
            var tasks = IntStream.range(0, PREPARING_THREADS)
                    .<Future<?>>mapToObj(thread -> threads.submit(() -> {
                        for (int i = thread; i < count; i += PREPARING_THREADS) {
                            task.accept(i);
                        }
                    }))
                    .toList();
            for (Future<?> each : tasks) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("The shop could not be filled", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the shop was filled", e);
        } finally {
            threads.shutdownNow();
        }
    }
}
