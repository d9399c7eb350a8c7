package dev.posse.conformance;

import static dev.posse.conformance.Check.required;

import dev.posse.store.CasKeyValueStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** The purchase protocol on this store: whatever befalls the nodes, the books balance in the end. */
final class Protocol {

    private static final int NODES = 4;
    private static final int BUYERS_PER_NODE = 2;

    private Protocol() {}

    static List<Check> checks() {
        return List.of(
                required(
                        Clause.PROTOCOL,
                        "campaigns sell out while nodes are killed, and the books balance",
                        Protocol::kills),
                required(
                        Clause.PROTOCOL,
                        "campaigns sell out while nodes are cut off, and the books balance",
                        Protocol::cuts));
    }

    private static void kills(Bench bench) throws Exception {
        Shop shop = Shop.open(bench);
        List<CasKeyValueStore> clients = new ArrayList<>(List.of(bench.store()));
        bench.stores().second().ifPresent(clients::add);
        long end = System.nanoTime() + bench.size().time(Duration.ofSeconds(6)).toNanos();
        List<Calls.Call> jobs = new ArrayList<>();
        for (int number = 0; number < NODES; number++) {
            CasKeyValueStore client = clients.get(number % clients.size());
            String name = "node-" + number;
            Random random = new Random(bench.random().nextLong());
            jobs.add(() -> lives(bench, shop, client, name, random, end));
        }
        Crew.together(jobs);
        shop.settleAndAudit();
        bench.figure("clients", clients.size());
    }

    /** One place in the cluster: a node that dies is replaced by a new one. */
    private static void lives(Bench bench, Shop shop, CasKeyValueStore client, String name, Random random, long end)
            throws Exception {
        boolean soldOut = false;
        for (int life = 0; !soldOut && System.nanoTime() < end; life++) {
            Optional<SellingNode> opened = shop.node(client, 15 + random.nextInt(100));
            if (opened.isPresent()) {
                try (SellingNode node = opened.get()) {
                    soldOut = work(shop, node, name + "-" + life, random, end);
                }
                bench.count(soldOut ? "nodes that lived" : "nodes killed", 1);
            }
        }
    }

    /** Buyers at one node, until it dies, all is sold, or the time is up. */
    private static boolean work(Shop shop, SellingNode node, String name, Random random, long end) throws Exception {
        AtomicBoolean allSold = new AtomicBoolean();
        List<Calls.Call> jobs = new ArrayList<>();
        for (int number = 0; number < BUYERS_PER_NODE; number++) {
            Random dice = new Random(random.nextLong());
            String buyer = name + "-" + number;
            jobs.add(() -> {
                int soldOut = 0;
                for (int call = 0; !node.isDead() && soldOut < 4 && System.nanoTime() < end; call++) {
                    String account =
                            shop.accounts().get(dice.nextInt(shop.accounts().size()));
                    String campaign =
                            shop.campaigns().get(dice.nextInt(shop.campaigns().size()));
                    soldOut = shop.buy(node, account, campaign, buyer + "-" + call) ? soldOut + 1 : 0;
                    // Without a breath between two purchases a node is dead before its posse first rides.
                    Thread.sleep(dice.nextInt(4));
                }
                if (soldOut == 4) {
                    allSold.set(true);
                }
            });
        }
        Crew.together(jobs);
        return allSold.get();
    }

    private static void cuts(Bench bench) throws Exception {
        List<BreakableStore> broken = new ArrayList<>();
        broken.add(bench.stores()
                .breakable()
                .orElseThrow(() -> new NotApplicable("the connection cannot be broken: override openBreakable()")));
        bench.stores().extraBreakable().ifPresent(broken::add);
        Shop shop = Shop.open(bench);
        long end = System.nanoTime() + bench.size().time(Duration.ofSeconds(5)).toNanos();
        AtomicBoolean over = new AtomicBoolean();
        CountDownLatch cutOnes = new CountDownLatch(broken.size());
        List<Calls.Call> jobs = new ArrayList<>();
        for (BreakableStore one : broken) {
            Random random = new Random(bench.random().nextLong());
            jobs.add(() -> breakAndMend(bench, one, random, over, end));
            jobs.add(() -> {
                try {
                    sell(shop, one.store(), "cut-" + broken.indexOf(one), random, end);
                } finally {
                    cutOnes.countDown();
                }
            });
        }
        Random random = new Random(bench.random().nextLong());
        jobs.add(() -> {
            try {
                // Joins late: alone it would have sold everything before the others were cut off often.
                boolean unused = cutOnes.await((end - System.nanoTime()) * 2 / 3, TimeUnit.NANOSECONDS);
                sell(shop, bench.store(), "whole", random, end);
            } finally {
                over.set(true);
            }
        });
        Crew.together(jobs);
        for (BreakableStore one : broken) {
            Mending.await(bench, one.store());
        }
        shop.settleAndAudit();
    }

    private static void sell(Shop shop, CasKeyValueStore client, String name, Random random, long end)
            throws Exception {
        boolean soldOut = false;
        for (int attempt = 0; !soldOut && System.nanoTime() < end; attempt++) {
            Optional<SellingNode> opened = shop.node(client, SellingNode.IMMORTAL);
            if (opened.isPresent()) {
                try (SellingNode node = opened.get()) {
                    soldOut = work(shop, node, name + "-" + attempt, random, end);
                }
            } else {
                // Cut off just when it was to be opened.
                Thread.sleep(5);
            }
        }
    }

    private static void breakAndMend(Bench bench, BreakableStore one, Random random, AtomicBoolean over, long end)
            throws Exception {
        List<Fault> faults = new ArrayList<>(one.connection().faults());
        faults.sort(null);
        try {
            while (!over.get() && System.nanoTime() < end) {
                one.connection().inject(faults.get(random.nextInt(faults.size())), random.nextInt(20));
                bench.count("faults", 1);
                // A while in which some purchases are caught at some step, and then a while in which they go on.
                Thread.sleep(5 + random.nextInt(60));
                one.connection().mend();
                Thread.sleep(random.nextInt(40));
            }
        } finally {
            one.connection().mend();
        }
    }
}
