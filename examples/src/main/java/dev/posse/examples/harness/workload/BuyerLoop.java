package dev.posse.examples.harness.workload;

import dev.posse.examples.harness.events.RunEvent.DoubtEnded;
import dev.posse.examples.harness.events.RunEvent.PurchaseEnded;
import dev.posse.examples.harness.events.RunEvents;
import dev.posse.examples.harness.workload.Storefront.Booking;
import dev.posse.examples.harness.workload.Storefront.Purchase;
import dev.posse.examples.harness.workload.Storefront.Request;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.outcome.PurchaseOutcome.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Buys one slot after the other, each for another account. When a node dies under a call, or does not answer, the user logs
 * in on another node and asks again with the same purchase id; some walk away and never ask.
 */
public final class BuyerLoop implements Runnable {

    /** More calls than this for one purchase: the buyer walks away, and is asked for at the end. */
    private static final int MOST_CALLS = 200;

    /** How many slots a buyer tries at most. */
    private static final int MOST_SLOTS = 10;

    private final String name;
    private final Workload workload;
    private final Storefront storefront;
    private final RunEvents events;
    private final Random random;
    private int purchases;

    /**
     * Makes one.
     *
     * @param name that its purchase ids begin with
     * @param seed of all that it wants
     * @param workload what there is to buy, and for whom
     * @param storefront the nodes, as this buyer alone reaches them
     * @param events hears final answers, and how purchases ended that were in doubt at some time
     */
    public BuyerLoop(String name, long seed, Workload workload, Storefront storefront, RunEvents events) {
        this.name = name;
        this.random = new Random(seed);
        this.workload = workload;
        this.storefront = storefront;
        this.events = events;
    }

    @Override
    public void run() {
        while (workload.isOpen()) {
            if (workload.isPaced()) {
                workload.think(random);
            }
            workload.anyCampaign(random).ifPresent(campaign -> buy(workload.anyAccount(random), campaign));
        }
    }

    private void buy(String account, String campaign) {
        purchases++;
        // Half of them go on when somebody was faster.
        int slots = random.nextBoolean() ? 1 : 2 + random.nextInt(MOST_SLOTS - 1);
        Purchase purchase = new Purchase(account, campaign, name + "-" + purchases, slots);
        Optional<PurchaseOutcome> outcome = insist(purchase);
        if (outcome.isEmpty()) {
            storefront.walkedAway(purchase);
            return;
        }
        storefront.ended(purchase, outcome.get());
        String word = outcome.get().word();
        events.tell(at -> new PurchaseEnded(at, purchase.purchaseId(), word));
        if (outcome.get() instanceof PurchaseOutcome.NotPurchased not) {
            accept(not.reason(), purchase);
        } else if (random.nextInt(20) == 0) {
            withdraw(account, purchase.purchaseId() + "-withdrawal");
        }
    }

    private void accept(Reason reason, Purchase purchase) {
        if (reason == Reason.SOLD_OUT) {
            workload.soldOut(purchase.campaign());
        } else if (reason == Reason.INSUFFICIENT_FUNDS) {
            deposit(purchase.account(), purchase.purchaseId() + "-deposit");
        } else {
            Pause.of(Duration.ofNanos(random.nextLong(20_000_000)));
        }
    }

    /** Calls until there is an answer; empty if the user walks away. */
    private Optional<PurchaseOutcome> insist(Purchase purchase) {
        Optional<PurchaseOutcome> outcome = storefront.ask(Request.BUY, purchase);
        if (outcome.isPresent()) {
            return outcome;
        }
        for (int calls = 1; calls < MOST_CALLS && random.nextInt(20) > 0; calls++) {
            Pause.of(Duration.ofMillis(random.nextLong(100)));
            storefront.login(purchase.account());
            outcome = storefront.ask(nextRequest(), purchase);
            if (outcome.isPresent()) {
                doubtEnded(purchase, outcome.get().word());
                return outcome;
            }
        }
        doubtEnded(purchase, "walked away");
        return Optional.empty();
    }

    private void doubtEnded(Purchase purchase, String word) {
        events.tell(at -> new DoubtEnded(at, purchase.purchaseId(), word));
    }

    private Request nextRequest() {
        int drawn = random.nextInt(10);
        return drawn == 0 ? Request.CANCEL : drawn < 4 ? Request.OUTCOME : Request.BUY_AGAIN;
    }

    private void deposit(String account, String id) {
        untilBooked(id, () -> storefront.deposit(account, id, Workload.DEPOSIT));
    }

    private void withdraw(String account, String id) {
        untilBooked(id, () -> {
            Booking booking = storefront.withdraw(account, id, Workload.WITHDRAWAL);
            if (booking == Booking.LOCKED) {
                storefront.login(account);
            } else if (booking == Booking.INSUFFICIENT_FUNDS) {
                deposit(account, id + "-deposit-" + random.nextInt(Integer.MAX_VALUE));
            }
            return booking;
        });
    }

    /** Asks with the same id, on one node after the other, until the money has moved: it is booked once. */
    private void untilBooked(String id, Supplier<Booking> asking) {
        long end = System.nanoTime() + StoreOutage.LONGEST.toNanos();
        for (Booking booking = asking.get(); booking != Booking.BOOKED; booking = asking.get()) {
            if (booking == Booking.UNKNOWN_ACCOUNT) {
                throw new IllegalStateException("The account of the deposit or withdrawal " + id + " is gone");
            } else if (System.nanoTime() - end > 0) {
                throw new IllegalStateException(
                        "The deposit or withdrawal " + id + " was not confirmed within " + StoreOutage.LONGEST);
            }
            Pause.of(Duration.ofMillis(random.nextLong(200)));
        }
    }
}
