package dev.posse.examples.processes;

import dev.posse.examples.market.Market;
import dev.posse.examples.market.Pause;
import dev.posse.examples.processes.LogEntry.Kind;
import dev.posse.examples.processes.Order.What;
import dev.posse.outcome.BalanceOutcome;
import dev.posse.outcome.PurchaseOutcome.Reason;
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
    private final Market market;
    private final Fleet fleet;
    private final AnswerLog log;
    private final Chronicle chronicle;
    private final AtomicLong calls;
    private final Random dice;
    private int purchases;

    Shopper(String name, long seed, Market market, Fleet fleet, AnswerLog log, Chronicle chronicle, AtomicLong calls) {
        this.name = name;
        this.dice = new Random(seed);
        this.market = market;
        this.fleet = fleet;
        this.log = log;
        this.chronicle = chronicle;
        this.calls = calls;
    }

    @Override
    public void run() {
        while (market.isOpen()) {
            market.anyCampaign(dice).ifPresent(campaign -> buy(market.anyAccount(dice), campaign));
        }
    }

    private void buy(String account, String campaign) {
        purchases++;
        // Nearly all play the strict game, as in the run in one process.
        int slots = dice.nextInt(100) == 0 ? 5 : 1;
        Order first = Order.purchase(calls.incrementAndGet(), account, campaign, name + "-" + purchases, slots);
        Optional<Report> answer = insist(first);
        if (answer.isPresent()) {
            chronicle.answers.add(answer.get().text());
            accept(answer.get().text(), first);
        }
    }

    private void accept(String answer, Order order) {
        if (answer.equals(Reason.SOLD_OUT.name())) {
            market.soldOut(order.campaign());
        } else if (answer.equals(Reason.INSUFFICIENT_FUNDS.name())) {
            deposit(order.account(), order.purchase() + "-deposit");
        } else if (answer.equals(Report.PURCHASED)) {
            if (dice.nextInt(20) == 0) {
                withdraw(order.account(), order.purchase() + "-withdrawal");
            }
        } else {
            Pause.of(Duration.ofNanos(dice.nextLong(20_000_000)));
        }
    }

    /** Calls until there is an answer; empty if the user walks away. */
    private Optional<Report> insist(Order first) {
        Order order = first;
        boolean doubted = false;
        for (int tries = 1; tries <= MOST_CALLS; tries++) {
            Optional<Report> answer = call(order, fleet.any(dice));
            if (answer.isPresent() && answer.get().isFinal()) {
                if (doubted) {
                    chronicle.doubts.add(answer.get().text());
                }
                log.append(LogEntry.end(log.now(), Kind.ENDED, order));
                return answer;
            }
            doubted = true;
            if (dice.nextInt(20) == 0) {
                break;
            }
            Pause.of(Duration.ofMillis(dice.nextLong(100)));
            login(first.account());
            order = first.as(calls.incrementAndGet(), nextWish());
        }
        chronicle.doubts.add("walked away");
        log.append(LogEntry.end(log.now(), Kind.WALKED_AWAY, order));
        return Optional.empty();
    }

    private What nextWish() {
        int wish = dice.nextInt(10);
        return wish == 0 ? What.CANCEL : wish < 4 ? What.OUTCOME : What.AGAIN;
    }

    private void login(String account) {
        // Whatever comes of it: the question that follows finds out.
        Optional<Report> unheard = call(Order.login(calls.incrementAndGet(), account), fleet.any(dice));
        unheard.ifPresent(
                report -> chronicle.troubles.add("login " + report.text().split(":", 2)[0]));
    }

    /** One call; empty if the node died under it, did not answer in time, or failed. */
    private Optional<Report> call(Order order, NodeProcess node) {
        Asked asked = node.ask(order);
        Optional<Report> report = await(asked, PATIENCE);
        if (report.isEmpty()) {
            node.suspect();
            asked.abandon();
            chronicle.causes.add("no answer");
            if (!asked.isBoundBySeals()) {
                // It may begin at any time, and then it would be a later call than the one that asks again.
                report = await(asked, LONGEST_WAIT);
                if (report.isEmpty()) {
                    throw new IllegalStateException(node.name() + " has neither read nor ended for " + LONGEST_WAIT);
                }
            }
        }
        if (report.isPresent() && report.get().kind() != Report.Kind.TOLD) {
            chronicle.causes.add(
                    report.get().kind() == Report.Kind.GONE
                            ? "node died"
                            : report.get().text().split(":", 2)[0]);
            return Optional.empty();
        }
        report.filter(told -> told.text().equals(Report.IN_DOUBT))
                .ifPresent(told -> chronicle.causes.add("node said so"));
        return report;
    }

    private static Optional<Report> await(Asked asked, Duration patience) {
        try {
            return Optional.of(asked.answer().get(patience.toMillis(), TimeUnit.MILLISECONDS));
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
        insist(id, () -> call(Order.deposit(calls.incrementAndGet(), account, id, Market.DEPOSIT), fleet.any(dice)));
    }

    private void withdraw(String account, String id) {
        insist(id, () -> {
            Optional<Report> report =
                    call(Order.withdrawal(calls.incrementAndGet(), account, id, Market.WITHDRAWAL), fleet.any(dice));
            String answer = report.map(Report::text).orElse("");
            if (answer.equals(BalanceOutcome.Reason.LOCKED.name())) {
                login(account);
            } else if (answer.equals(BalanceOutcome.Reason.INSUFFICIENT_FUNDS.name())) {
                deposit(account, id + "-deposit-" + calls.get());
            }
            return report;
        });
    }

    /** Asks with the same id until the money has moved. */
    private void insist(String id, Supplier<Optional<Report>> asking) {
        for (int tries = 1; tries <= 10 * MOST_CALLS; tries++) {
            if (asking.get().filter(report -> report.text().equals(MOVED)).isPresent()) {
                return;
            }
            Pause.of(Duration.ofMillis(dice.nextLong(200)));
        }
        throw new IllegalStateException("The movement " + id + " was never confirmed");
    }
}
