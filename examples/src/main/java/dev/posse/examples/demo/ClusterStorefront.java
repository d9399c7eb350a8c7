package dev.posse.examples.demo;

import dev.posse.Posse;
import dev.posse.PurchaseRequest;
import dev.posse.examples.harness.events.RunEvent.Answered;
import dev.posse.examples.harness.events.RunEvent.Asked;
import dev.posse.examples.harness.events.RunEvent.DriverDied;
import dev.posse.examples.harness.events.RunEvent.InDoubt;
import dev.posse.examples.harness.events.RunEvents;
import dev.posse.examples.harness.workload.BuyerAnswers;
import dev.posse.examples.harness.workload.Pause;
import dev.posse.examples.harness.workload.Storefront;
import dev.posse.observe.PosseEvent.Actor;
import dev.posse.outcome.BalanceOutcome;
import dev.posse.outcome.LoginOutcome;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.store.DataLossException;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/** The nodes of this process, as one buyer reaches them; any of them may die under a call. */
final class ClusterStorefront implements Storefront {

    private final Cluster cluster;
    private final BuyerAnswers answers;
    private final RunEvents events;
    private final Random random;

    ClusterStorefront(Cluster cluster, BuyerAnswers answers, RunEvents events, long seed) {
        this.cluster = cluster;
        this.answers = answers;
        this.events = events;
        this.random = new Random(seed);
    }

    @Override
    public Optional<PurchaseOutcome> ask(Request request, Purchase purchase) {
        boolean mayBuy = request == Request.BUY || request == Request.BUY_AGAIN;
        ShopNode node = cluster.any(random);
        String id = purchase.purchaseId();
        events.detail(at -> new Asked(at, id, purchase.account(), purchase.campaign(), node.name(), request.name()));
        Optional<PurchaseOutcome> outcome = call(
                node,
                Optional.of(purchase),
                mayBuy ? Actor.DRIVER : Actor.LOGIN,
                posse -> answer(posse, request, purchase));
        outcome.ifPresent(told -> events.detail(at -> new Answered(at, id, node.name(), told.word())));
        if (outcome.filter(told -> told instanceof PurchaseOutcome.InDoubt).isPresent()) {
            inDoubt(purchase, "node said so");
            return Optional.empty();
        }
        return outcome;
    }

    private static PurchaseOutcome answer(Posse posse, Request request, Purchase purchase) {
        PurchaseRequest wanted = PurchaseRequest.of(purchase.account(), purchase.campaign())
                .withPurchaseId(purchase.purchaseId())
                .withPayload("ad of " + purchase.account())
                .withSlots(purchase.slots());
        return switch (request) {
            case BUY -> posse.purchase(wanted);
            case BUY_AGAIN -> posse.purchase(wanted.again());
            case OUTCOME -> posse.outcome(purchase.account(), purchase.purchaseId());
            case CANCEL -> posse.cancel(purchase.account(), purchase.purchaseId());
        };
    }

    @Override
    public void login(String account) {
        Optional<LoginOutcome> unused =
                call(cluster.any(random), Optional.empty(), Actor.LOGIN, posse -> posse.login(account));
    }

    @Override
    public Booking deposit(String account, String id, long amount) {
        Booking booking = booking(call(
                cluster.any(random),
                Optional.empty(),
                Actor.ADMIN,
                posse -> posse.accounts().deposit(account, id, amount)));
        if (booking == Booking.BOOKED) {
            answers.deposited(account, amount);
        }
        return booking;
    }

    @Override
    public Booking withdraw(String account, String id, long amount) {
        Booking booking = booking(call(
                cluster.any(random),
                Optional.empty(),
                Actor.ADMIN,
                posse -> posse.accounts().withdraw(account, id, amount)));
        if (booking == Booking.BOOKED) {
            answers.withdrawn(account, amount);
        }
        return booking;
    }

    private static Booking booking(Optional<BalanceOutcome> outcome) {
        if (outcome.isPresent() && outcome.get() instanceof BalanceOutcome.Refused refused) {
            return switch (refused.reason()) {
                case LOCKED -> Booking.LOCKED;
                case INSUFFICIENT_FUNDS -> Booking.INSUFFICIENT_FUNDS;
                case UNKNOWN_ACCOUNT -> Booking.UNKNOWN_ACCOUNT;
            };
        }
        return outcome.isPresent() && outcome.get() instanceof BalanceOutcome.Moved
                ? Booking.BOOKED
                : Booking.UNANSWERED;
    }

    @Override
    public void ended(Purchase purchase, PurchaseOutcome outcome) {
        answers.told(purchase.account(), outcome);
    }

    @Override
    public void walkedAway(Purchase purchase) {
        answers.walkedAway(purchase.account(), purchase.purchaseId());
    }

    /** One call on a node; empty if the node died under it, nobody knows, or the store did not answer. */
    private <T> Optional<T> call(ShopNode node, Optional<Purchase> purchase, Actor actor, Function<Posse, T> asking) {
        try {
            StepTracker.begin(actor);
            return Optional.of(asking.apply(node.posse()));
        } catch (NodeKilled e) {
            purchase.ifPresent(asked -> {
                String step = e.step();
                boolean decided = step.startsWith("D4") || step.startsWith("D5") || step.startsWith("D6");
                events.tell(at -> new DriverDied(at, asked.purchaseId(), asked.campaign(), node.name(), step, decided));
                inDoubt(asked, "node died");
            });
            return Optional.empty();
        } catch (DataLossException e) {
            // No waiting brings it back, and the cause belongs into the summary.
            throw e;
        } catch (StoreException | OutcomeUnknownException e) {
            purchase.ifPresent(asked -> inDoubt(asked, "store did not answer its node"));
            Pause.of(Duration.ofMillis(random.nextLong(200)));
            return Optional.empty();
        }
    }

    private void inDoubt(Purchase purchase, String cause) {
        events.tell(at -> new InDoubt(at, purchase.purchaseId(), cause));
    }
}
