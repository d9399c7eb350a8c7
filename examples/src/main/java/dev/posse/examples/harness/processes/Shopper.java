package dev.posse.examples.harness.processes;

import dev.posse.BalanceOutcome;
import dev.posse.PurchaseOutcome.Reason;
import dev.posse.examples.harness.processes.LogEntry.Kind;
import dev.posse.examples.harness.processes.NodeRequest.What;
import dev.posse.examples.harness.workload.Pause;
import dev.posse.examples.harness.workload.Workload;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Buys one slot after the other, each for another account. When a node dies under a call, or does not answer, the user logs
 * in on another node and asks again with the same purchase id; some walk away and never ask.
 */
final class Shopper implements Runnable {

    /** As long as a person waits for a page. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    /** A call that may not have begun yet is waited for as long as a node may be stopped, and then some. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    /** More calls than this for one purchase: the buyer walks away, and is asked for at the end. */
    private static final int MOST_CALLS = 40;

    private static final String MOVED = BalanceOutcome.Moved.class.getSimpleName();

    private final String name;
    private final Workload workload;
    private final Fleet fleet;
    private final AnswerLog log;
    private final RunMetrics metrics;
    private final AtomicLong calls;
    private final Random random;
    private int purchases;

    Shopper(
            String name,
            long seed,
            Workload workload,
            Fleet fleet,
            AnswerLog log,
            RunMetrics metrics,
            AtomicLong calls) {
        this.name = name;
        this.random = new Random(seed);
        this.workload = workload;
        this.fleet = fleet;
        this.log = log;
        this.metrics = metrics;
        this.calls = calls;
    }

    @Override
    public void run() {
        while (workload.isOpen()) {
            workload.anyCampaign(random).ifPresent(campaign -> buy(workload.anyAccount(random), campaign));
        }
    }

    private void buy(String account, String campaign) {
        purchases++;
        // Nearly all play the strict game, as in the run in one process.
        int slots = random.nextInt(100) == 0 ? 5 : 1;
        NodeRequest first =
                NodeRequest.purchase(calls.incrementAndGet(), account, campaign, name + "-" + purchases, slots);
        Optional<NodeResponse> answer = insist(first);
        if (answer.isPresent()) {
            metrics.answers.add(answer.get().text());
            accept(answer.get().text(), first);
        }
    }

    private void accept(String answer, NodeRequest request) {
        if (answer.equals(Reason.SOLD_OUT.name())) {
            workload.soldOut(request.campaign());
        } else if (answer.equals(Reason.INSUFFICIENT_FUNDS.name())) {
            deposit(request.account(), request.purchase() + "-deposit");
        } else if (answer.equals(NodeResponse.PURCHASED)) {
            if (random.nextInt(20) == 0) {
                withdraw(request.account(), request.purchase() + "-withdrawal");
            }
        } else {
            Pause.of(Duration.ofNanos(random.nextLong(20_000_000)));
        }
    }

    /** Calls until there is an answer; empty if the user walks away. */
    private Optional<NodeResponse> insist(NodeRequest first) {
        NodeRequest request = first;
        boolean doubted = false;
        for (int tries = 1; tries <= MOST_CALLS; tries++) {
            Optional<NodeResponse> answer = call(request, fleet.any(random));
            if (answer.isPresent() && answer.get().isFinal()) {
                if (doubted) {
                    metrics.doubts.add(answer.get().text());
                }
                log.append(LogEntry.end(log.now(), Kind.ENDED, request));
                return answer;
            }
            doubted = true;
            if (random.nextInt(20) == 0) {
                break;
            }
            Pause.of(Duration.ofMillis(random.nextLong(100)));
            login(first.account());
            request = first.as(calls.incrementAndGet(), nextWish());
        }
        metrics.doubts.add("walked away");
        log.append(LogEntry.end(log.now(), Kind.WALKED_AWAY, request));
        return Optional.empty();
    }

    private What nextWish() {
        int wish = random.nextInt(10);
        return wish == 0 ? What.CANCEL : wish < 4 ? What.OUTCOME : What.AGAIN;
    }

    private void login(String account) {
        // Whatever comes of it: the question that follows finds out.
        Optional<NodeResponse> unheard = call(NodeRequest.login(calls.incrementAndGet(), account), fleet.any(random));
        unheard.ifPresent(
                response -> metrics.troubles.add("login " + response.text().split(":", 2)[0]));
    }

    /** One call; empty if the node died under it, did not answer in time, or failed. */
    private Optional<NodeResponse> call(NodeRequest request, NodeProcess node) {
        PendingCall pending = node.ask(request);
        Optional<NodeResponse> response = await(pending, PATIENCE);
        if (response.isEmpty()) {
            node.suspect();
            pending.abandon();
            metrics.causes.add("no answer");
            if (!pending.isBoundBySeals()) {
                // It may begin at any time, and then it would be a later call than the one that asks again.
                response = await(pending, LONGEST_WAIT);
                if (response.isEmpty()) {
                    throw new IllegalStateException(node.name() + " has neither read nor ended for " + LONGEST_WAIT);
                }
            }
        }
        if (response.isPresent() && response.get().kind() != NodeResponse.Kind.TOLD) {
            metrics.causes.add(
                    response.get().kind() == NodeResponse.Kind.GONE
                            ? "node died"
                            : response.get().text().split(":", 2)[0]);
            return Optional.empty();
        }
        response.filter(told -> told.text().equals(NodeResponse.IN_DOUBT))
                .ifPresent(told -> metrics.causes.add("node said so"));
        return response;
    }

    private static Optional<NodeResponse> await(PendingCall pending, Duration patience) {
        try {
            return Optional.of(pending.answer().get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("A buyer was interrupted", e);
        }
    }

    private void deposit(String account, String id) {
        insist(
                id,
                () -> call(
                        NodeRequest.deposit(calls.incrementAndGet(), account, id, Workload.DEPOSIT),
                        fleet.any(random)));
    }

    private void withdraw(String account, String id) {
        insist(id, () -> {
            Optional<NodeResponse> response = call(
                    NodeRequest.withdrawal(calls.incrementAndGet(), account, id, Workload.WITHDRAWAL),
                    fleet.any(random));
            String answer = response.map(NodeResponse::text).orElse("");
            if (answer.equals(BalanceOutcome.Reason.LOCKED.name())) {
                login(account);
            } else if (answer.equals(BalanceOutcome.Reason.INSUFFICIENT_FUNDS.name())) {
                deposit(account, id + "-deposit-" + calls.get());
            }
            return response;
        });
    }

    /** Asks with the same id until the money has moved. */
    private void insist(String id, Supplier<Optional<NodeResponse>> asking) {
        for (int tries = 1; tries <= 10 * MOST_CALLS; tries++) {
            if (asking.get().filter(response -> response.text().equals(MOVED)).isPresent()) {
                return;
            }
            Pause.of(Duration.ofMillis(random.nextLong(200)));
        }
        throw new IllegalStateException("The movement " + id + " was never confirmed");
    }
}
