package dev.posse.examples.demo;

import dev.posse.Posse;
import dev.posse.PurchaseRequest;
import dev.posse.examples.market.Answers;
import dev.posse.examples.market.Market;
import dev.posse.examples.market.Pause;
import dev.posse.observe.PosseEvent.Actor;
import dev.posse.outcome.BalanceOutcome;
import dev.posse.outcome.LoginOutcome;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.outcome.PurchaseOutcome.Reason;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/**
 * Buys one slot after the other, each for another account. When a node dies under a purchase, the user logs in again on
 * another node and asks what became of it, by its purchase id; some walk away and never ask.
 */
final class Buyer implements Runnable {

    /** More calls than this for one purchase, and something is broken: the purchase stays open and the books show it. */
    private static final int MOST_CALLS = 200;

    private final String name;
    private final Market market;
    private final Cluster cluster;
    private final Answers answers;
    private final Tally tally;
    private final SalesLog log;
    private final Random dice;
    private int purchases;

    Buyer(String name, long seed, Market market, Cluster cluster, Answers answers, Tally tally, SalesLog log) {
        this.name = name;
        this.dice = new Random(seed);
        this.market = market;
        this.cluster = cluster;
        this.answers = answers;
        this.tally = tally;
        this.log = log;
    }

    @Override
    public void run() {
        while (market.isOpen()) {
            market.anyCampaign(dice).ifPresent(campaign -> buy(market.anyAccount(dice), campaign));
        }
    }

    private void buy(String account, String campaign) {
        purchases++;
        String id = name + "-" + purchases;
        PurchaseRequest request = PurchaseRequest.of(account, campaign)
                .withPurchaseId(id)
                .withPayload("ad of " + name)
                // Nearly all play the strict game. Who goes on when somebody was faster may buy a slot above one that
                // is
                // not settled yet, and then the whole campaign waits for the posse: D6 moves one slot at a time.
                .withSlots(dice.nextInt(100) == 0 ? 5 : 1);
        Optional<PurchaseOutcome> outcome = insist(request, id);
        if (outcome.isEmpty()) {
            answers.walkedAway(account, id);
            return;
        }
        answers.told(account, outcome.get());
        tally.answers.add(nameOf(outcome.get()));
        if (outcome.get() instanceof PurchaseOutcome.NotPurchased not) {
            accept(not.reason(), account, campaign, id);
        } else if (dice.nextInt(20) == 0) {
            withdraw(account, id + "-withdrawal");
        }
    }

    private void accept(Reason reason, String account, String campaign, String id) {
        if (reason == Reason.SOLD_OUT) {
            market.soldOut(campaign);
        } else if (reason == Reason.INSUFFICIENT_FUNDS) {
            deposit(account, id + "-deposit");
        } else {
            Pause.of(Duration.ofNanos(dice.nextLong(20_000_000)));
        }
    }

    /** Calls until there is an answer; empty if the user walks away. */
    private Optional<PurchaseOutcome> insist(PurchaseRequest request, String id) {
        Optional<PurchaseOutcome> outcome = call(id, () -> {
            Position.begin(Actor.DRIVER);
            return cluster.any(dice).posse().purchase(request);
        });
        boolean doubted = outcome.isEmpty();
        int calls = 1;
        while (outcome.isEmpty() && calls++ < MOST_CALLS) {
            if (dice.nextInt(20) == 0) {
                tally.doubts.add("walked away");
                return Optional.empty();
            }
            outcome = call(id, () -> askAgain(request, id));
        }
        if (doubted) {
            tally.doubts.add(outcome.map(Buyer::nameOf).orElse("unanswered"));
        }
        return outcome;
    }

    private PurchaseOutcome askAgain(PurchaseRequest request, String id) {
        ShopNode node = cluster.any(dice);
        Position.begin(Actor.LOGIN);
        LoginOutcome login = node.posse().login(request.account());
        int wish = dice.nextInt(10);
        if (wish == 0) {
            Position.begin(Actor.LOGIN);
            return node.posse().cancel(request.account(), id);
        } else if (wish < 4 || login instanceof LoginOutcome.Unresolved) {
            Position.begin(Actor.LOGIN);
            return node.posse().outcome(request.account(), id);
        }
        Position.begin(Actor.DRIVER);
        return node.posse().purchase(request.again());
    }

    private interface Call {
        PurchaseOutcome onSomeNode();
    }

    /** One call; empty if the node died under it, nobody knows, or the store did not answer. */
    private Optional<PurchaseOutcome> call(String id, Call call) {
        try {
            PurchaseOutcome outcome = call.onSomeNode();
            return outcome instanceof PurchaseOutcome.InDoubt ? Optional.empty() : Optional.of(outcome);
        } catch (PowerCut e) {
            log.crashed(id);
            return Optional.empty();
        } catch (StoreException e) {
            Pause.of(Duration.ofMillis(dice.nextLong(200)));
            return Optional.empty();
        }
    }

    private void deposit(String account, String id) {
        insist(id, node -> node.accounts().deposit(account, id, Market.DEPOSIT));
        answers.deposited(account, Market.DEPOSIT);
    }

    private void withdraw(String account, String id) {
        insist(id, node -> {
            BalanceOutcome outcome = node.accounts().withdraw(account, id, Market.WITHDRAWAL);
            if (outcome.equals(new BalanceOutcome.Refused(BalanceOutcome.Reason.LOCKED))) {
                Position.begin(Actor.LOGIN);
                // Whatever comes of it: the next try finds out.
                LoginOutcome unused = node.login(account);
            } else if (outcome.equals(new BalanceOutcome.Refused(BalanceOutcome.Reason.INSUFFICIENT_FUNDS))) {
                deposit(account, id + "-deposit-" + dice.nextInt(Integer.MAX_VALUE));
            }
            return outcome;
        });
        answers.withdrawn(account, Market.WITHDRAWAL);
    }

    /** Asks with the same id, on one node after the other, until the money has moved: it is booked once. */
    private void insist(String id, Function<Posse, BalanceOutcome> asking) {
        for (int calls = 1; calls <= MOST_CALLS; calls++) {
            try {
                Position.begin(Actor.ADMIN);
                if (asking.apply(cluster.any(dice).posse()) instanceof BalanceOutcome.Moved) {
                    return;
                }
            } catch (PowerCut e) {
                // The same id again, on another node.
            } catch (StoreException | OutcomeUnknownException e) {
                Pause.of(Duration.ofMillis(dice.nextLong(200)));
            }
        }
        throw new IllegalStateException("The movement " + id + " was not answered in " + MOST_CALLS + " calls");
    }

    static String nameOf(PurchaseOutcome outcome) {
        return outcome instanceof PurchaseOutcome.NotPurchased not
                ? not.reason().name()
                : outcome instanceof PurchaseOutcome.Purchased ? "PURCHASED" : "IN_DOUBT";
    }
}
