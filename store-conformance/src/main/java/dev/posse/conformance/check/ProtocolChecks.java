package dev.posse.conformance.check;

import static dev.posse.conformance.check.Check.required;

import dev.posse.conformance.fault.BreakableStore;
import dev.posse.conformance.fault.Fault;
import dev.posse.conformance.report.Clause;
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
final class ProtocolChecks {

    private static final int NODES = 4;
    private static final int BUYERS_PER_NODE = 2;

    private ProtocolChecks() {}

    static List<Check> checks() {
        return List.of(
                required(
                        Clause.PROTOCOL,
                        "campaigns sell out while nodes are killed, and the books balance",
                        ProtocolChecks::kills),
                required(
                        Clause.PROTOCOL,
                        "campaigns sell out while nodes are cut off, and the books balance",
                        ProtocolChecks::cuts));
    }

    private static void kills(CheckContext context) throws Exception {
        SalesWorkload workload = SalesWorkload.open(context);
        List<CasKeyValueStore> clients = context.clients();
        long end =
                System.nanoTime() + context.size().time(Duration.ofSeconds(6)).toNanos();
        List<Task> tasks = new ArrayList<>();
        for (int number = 0; number < NODES; number++) {
            CasKeyValueStore client = clients.get(number % clients.size());
            String name = "node-" + number;
            Random random = new Random(context.random().nextLong());
            tasks.add(() -> runNodes(context, workload, client, name, random, end));
        }
        ParallelRun.all(tasks);
        SalesCompletion.completeAndAudit(context, workload);
    }

    /** One place in the cluster: a node that dies is replaced by a new one. */
    private static void runNodes(
            CheckContext context, SalesWorkload workload, CasKeyValueStore client, String name, Random random, long end)
            throws Exception {
        boolean soldOut = false;
        for (int restart = 0; !soldOut && System.nanoTime() < end; restart++) {
            Optional<SellingNode> opened = workload.node(client, 15 + random.nextInt(100));
            if (opened.isPresent()) {
                try (SellingNode node = opened.get()) {
                    soldOut = work(workload, node, name + "-" + restart, random, end);
                }
                context.count(soldOut ? "nodes that lived" : "nodes killed", 1);
            }
        }
    }

    /** Buyers at one node, until it dies, all is sold, or the time is up. */
    private static boolean work(SalesWorkload workload, SellingNode node, String name, Random random, long end)
            throws Exception {
        AtomicBoolean allSold = new AtomicBoolean();
        List<Task> tasks = new ArrayList<>();
        for (int number = 0; number < BUYERS_PER_NODE; number++) {
            Random own = new Random(random.nextLong());
            String buyer = name + "-" + number;
            tasks.add(() -> {
                int soldOut = 0;
                for (int call = 0; !node.isDead() && soldOut < 4 && System.nanoTime() < end; call++) {
                    String account = workload.accounts()
                            .get(own.nextInt(workload.accounts().size()));
                    String campaign = workload.campaigns()
                            .get(own.nextInt(workload.campaigns().size()));
                    soldOut = workload.buy(node, account, campaign, buyer + "-" + call) ? soldOut + 1 : 0;
                    // Without a breath between two purchases a node is dead before its first patrol.
                    Thread.sleep(own.nextInt(4));
                }
                if (soldOut == 4) {
                    allSold.set(true);
                }
            });
        }
        ParallelRun.all(tasks);
        return allSold.get();
    }

    private static void cuts(CheckContext context) throws Exception {
        List<BreakableStore> broken = new ArrayList<>();
        broken.add(context.stores()
                .breakable()
                .orElseThrow(() -> new NotApplicable("the connection cannot be broken: override openBreakable()")));
        context.stores().extraBreakable().ifPresent(broken::add);
        SalesWorkload workload = SalesWorkload.open(context);
        long end =
                System.nanoTime() + context.size().time(Duration.ofSeconds(5)).toNanos();
        AtomicBoolean over = new AtomicBoolean();
        CountDownLatch cutOnes = new CountDownLatch(broken.size());
        List<Task> tasks = new ArrayList<>();
        for (BreakableStore one : broken) {
            Random random = new Random(context.random().nextLong());
            tasks.add(() -> breakAndMend(context, one, random, over, end));
            tasks.add(() -> {
                try {
                    sell(workload, one.store(), "cut-" + broken.indexOf(one), random, end);
                } finally {
                    cutOnes.countDown();
                }
            });
        }
        Random random = new Random(context.random().nextLong());
        tasks.add(() -> {
            try {
                // Joins late: alone it would have sold everything before the others were cut off often.
                boolean unused = cutOnes.await((end - System.nanoTime()) * 2 / 3, TimeUnit.NANOSECONDS);
                sell(workload, context.store(), "whole", random, end);
            } finally {
                over.set(true);
            }
        });
        ParallelRun.all(tasks);
        for (BreakableStore one : broken) {
            OutageRecovery.await(context, one.store());
        }
        SalesCompletion.completeAndAudit(context, workload);
    }

    private static void sell(SalesWorkload workload, CasKeyValueStore client, String name, Random random, long end)
            throws Exception {
        boolean soldOut = false;
        for (int attempt = 0; !soldOut && System.nanoTime() < end; attempt++) {
            Optional<SellingNode> opened = workload.node(client, SellingNode.UNLIMITED);
            if (opened.isPresent()) {
                try (SellingNode node = opened.get()) {
                    soldOut = work(workload, node, name + "-" + attempt, random, end);
                }
            } else {
                // Cut off just when it was to be opened.
                Thread.sleep(5);
            }
        }
    }

    private static void breakAndMend(
            CheckContext context, BreakableStore one, Random random, AtomicBoolean over, long end) throws Exception {
        List<Fault> faults = new ArrayList<>(one.connection().faults());
        faults.sort(null);
        try {
            while (!over.get() && System.nanoTime() < end) {
                one.connection().inject(faults.get(random.nextInt(faults.size())), random.nextInt(20));
                context.count("faults", 1);
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
