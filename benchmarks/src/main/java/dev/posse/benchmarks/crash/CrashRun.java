package dev.posse.benchmarks.crash;

import dev.posse.PurchaseRequest;
import dev.posse.audit.AuditReport;
import dev.posse.benchmarks.server.LocalServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** One row: its own server, its own shop, living nodes and buyers, and drivers that die. */
final class CrashRun implements AutoCloseable {

    /** What is not settled by then is never settled, and the row has failed. */
    private static final int LONGEST_SECONDS = 60;

    private static final int BUYING_MILLIS = 900;

    /** Of some purchases that end at different times: so that a kill finds most of them begun, and not at their end. */
    private static final int FIRST_SALE_MILLIS = 70;

    private final CrashRow row;
    private final CrashPlan plan;
    private final LocalServer server = LocalServer.redisThatRemembers();
    private final String uri = "redis://127.0.0.1:" + server.port();
    private final CrashShop shop = new CrashShop(uri);
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger number = new AtomicInteger();
    private final List<String> busy;
    private final List<String> quiet;
    private final LivingNodes nodes;
    private final SettlementWatch watch = new SettlementWatch(shop.store());

    CrashRun(CrashRow row, CrashPlan plan) {
        this.row = row;
        this.plan = plan;
        busy = shop.campaigns("busy-", plan.campaigns());
        quiet = shop.campaigns("quiet-", row.isAmongQuiet() ? plan.quietCampaigns() : 0);
        nodes = new LivingNodes(uri, row.alive());
    }

    CrashFigures measure() {
        List<String> wanted = row == CrashRow.HOT ? busy.subList(0, 1) : busy;
        CrashFigures figures;
        try (LivingBuyers buyers = new LivingBuyers(nodes.all(), wanted, shop, plan.purchasesPerSecond())) {
            // A new campaign is busy for ten seconds, and its next turn may be drawn as a busy one's for twenty more.
            pause(1000L * plan.warmUpSeconds() * (row.isAmongQuiet() ? 3 : 1));
            long keys = nodes.keys();
            long reads = nodes.reads();
            long sold = buyers.sold();
            long began = System.nanoTime();
            if (row == CrashRow.AFTER_OUTAGE) {
                crashBeforeOutages();
            } else {
                crash();
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            figures = figures(
                    (buyers.sold() - sold) / seconds,
                    (nodes.keys() - keys) / seconds,
                    (nodes.reads() - reads) / seconds);
        }
        awaitSettled();
        AuditReport audit = shop.audit();
        if (!audit.isBalanced()) {
            throw new IllegalStateException(row.label() + ": " + audit);
        }
        return figures;
    }

    private CrashFigures figures(double sold, double keys, double reads) {
        List<Double> all = watch.millis(Optional.empty());
        List<Double> halted = watch.millis(Optional.of(CrashedSale.Kind.HALTED));
        List<Double> killed = watch.millis(Optional.of(CrashedSale.Kind.KILLED));
        return new CrashFigures(
                row.label(),
                row.alive(),
                busy.size() + quiet.size(),
                sold,
                halted.size(),
                killed.size(),
                CrashFigures.percentile(all, 0.5),
                CrashFigures.percentile(all, 0.99),
                CrashFigures.percentile(all, 1),
                CrashFigures.percentile(halted, 0.99),
                CrashFigures.percentile(killed, 0.99),
                keys,
                reads,
                "balanced");
    }

    private void crash() {
        Thread killing = new Thread(this::killProcesses, "killing");
        killing.setDaemon(true);
        killing.start();
        while (watch.count() < plan.crashes() || killing.isAlive()) {
            long began = System.nanoTime();
            DyingNode node = dyingNode();
            node.awaitReady();
            node.buy(request(where()));
            node.sale().ifPresent(watch::watch);
            long left = 1000 / CrashPlan.CRASHES_PER_SECOND - (System.nanoTime() - began) / 1_000_000;
            pause(Math.max(1, left));
        }
        awaitSettled();
    }

    private void killProcesses() {
        for (int i = 0; i < plan.processes(); i++) {
            try (VictimProcess victim = victim()) {
                letBuy(victim);
                victim.kill(shop.store()).forEach(watch::watch);
            }
        }
    }

    /** Drivers die, and before anybody can have settled what they left the server is gone. */
    private void crashBeforeOutages() {
        for (int outage = 0; watch.count() < plan.crashes(); outage++) {
            try (VictimProcess victim = victim()) {
                List<DyingNode> dying = new ArrayList<>();
                for (int i = 0; i < Math.min(CrashPlan.CRASHES_PER_OUTAGE, plan.campaigns()); i++) {
                    dying.add(dyingNode());
                }
                List<PurchaseRequest> requests = new ArrayList<>();
                for (int i = 0; i < dying.size(); i++) {
                    requests.add(request(busy.get((i + outage) % busy.size())));
                }
                dying.forEach(DyingNode::awaitReady);
                letBuy(victim);
                for (int i = 0; i < dying.size(); i++) {
                    dying.get(i).buy(requests.get(i));
                }
                List<CrashedSale> sales = new ArrayList<>();
                dying.forEach(node -> node.sale().ifPresent(sales::add));
                sales.addAll(victim.kill(shop.store()));
                List<CrashedSale> left = watch.unsettledAmong(sales);
                long back = outage(outage % 2 == 0);
                left.forEach(sale -> watch.watch(sale.at(back)));
            }
            awaitSettled();
        }
    }

    /** The server hangs, or is killed and started again; returns when it answers again. */
    private long outage(boolean hangs) {
        if (hangs) {
            server.hang();
        } else {
            server.kill();
        }
        pause(1000L * plan.outageSeconds());
        if (hangs) {
            server.goOn();
        } else {
            server.startAgain();
        }
        return System.nanoTime();
    }

    private DyingNode dyingNode() {
        return new DyingNode(shop.store(), ThreadLocalRandom.current().nextInt(3), end);
    }

    private PurchaseRequest request(String campaign) {
        return PurchaseRequest.of(shop.account("halted-" + number.incrementAndGet()), campaign)
                .neverAskedBefore()
                .withSlots(50);
    }

    private VictimProcess victim() {
        String accounts = "killed-" + number.incrementAndGet() + "-";
        List<String> unused = shop.accounts(accounts, CrashPlan.BUYERS);
        return VictimProcess.start(uri, accounts, CrashPlan.BUYERS);
    }

    private void letBuy(VictimProcess victim) {
        victim.buy(where(busy, CrashPlan.BUYERS));
        pause(BUYING_MILLIS + ThreadLocalRandom.current().nextLong(100));
        if (row.isAmongQuiet()) {
            victim.buy(where(quiet, CrashPlan.BUYERS));
            pause(FIRST_SALE_MILLIS + ThreadLocalRandom.current().nextLong(FIRST_SALE_MILLIS));
        }
    }

    private List<String> where(List<String> among, int count) {
        return Stream.generate(() -> where(among)).limit(count).toList();
    }

    private String where() {
        return where(row.isAmongQuiet() ? quiet : busy);
    }

    /** A campaign in which nobody else's sale is waiting just now; where campaigns are quiet, one in which nobody has ever bought. */
    private String where(List<String> among) {
        if (row == CrashRow.HOT) {
            return busy.get(0);
        }
        String campaign = among.get(number.incrementAndGet() % among.size());
        return watch.isWaitingIn(campaign) ? where(among) : campaign;
    }

    private void awaitSettled() {
        long last = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        while (watch.unsettled() > 0) {
            if (System.nanoTime() > last) {
                throw new IllegalStateException(row.label() + ": " + watch.unsettled()
                        + " sales were not settled within " + LONGEST_SECONDS + " s");
            }
            pause(10);
        }
    }

    /** What the row waits for is time itself. */
    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted in the middle of a row", e);
        }
    }

    @Override
    public void close() {
        end.countDown();
        watch.close();
        nodes.close();
        shop.close();
        server.close();
    }
}
