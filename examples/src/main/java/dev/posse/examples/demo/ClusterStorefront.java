package dev.posse.examples.demo;

import dev.posse.Posse;
import dev.posse.PurchaseRequest;
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
    private final SalesLog log;
    private final Random random;

    ClusterStorefront(Cluster cluster, BuyerAnswers answers, SalesLog log, long seed) {
        this.cluster = cluster;
        this.answers = answers;
        this.log = log;
        this.random = new Random(seed);
    }

    @Override
    public Optional<PurchaseOutcome> ask(Request request, Purchase purchase) {
        boolean mayBuy = request == Request.BUY || request == Request.BUY_AGAIN;
        return call(
                        purchase.purchaseId(),
                        mayBuy ? Actor.DRIVER : Actor.LOGIN,
                        posse -> answer(posse, request, purchase))
                .filter(outcome -> !(outcome instanceof PurchaseOutcome.InDoubt));
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
        Optional<LoginOutcome> unused = call("", Actor.LOGIN, posse -> posse.login(account));
    }

    @Override
    public Booking deposit(String account, String id, long amount) {
        Booking booking =
                booking(call("", Actor.ADMIN, posse -> posse.accounts().deposit(account, id, amount)));
        if (booking == Booking.BOOKED) {
            answers.deposited(account, amount);
        }
        return booking;
    }

    @Override
    public Booking withdraw(String account, String id, long amount) {
        Booking booking =
                booking(call("", Actor.ADMIN, posse -> posse.accounts().withdraw(account, id, amount)));
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

    /** One call on some node; empty if the node died under it, nobody knows, or the store did not answer. */
    private <T> Optional<T> call(String purchaseId, Actor actor, Function<Posse, T> asking) {
        try {
            StepTracker.begin(actor);
            return Optional.of(asking.apply(cluster.any(random).posse()));
        } catch (NodeKilled e) {
            if (!purchaseId.isEmpty()) {
                log.crashed(purchaseId);
            }
            return Optional.empty();
        } catch (DataLossException e) {
            // No waiting brings it back, and the cause belongs into the summary.
            throw e;
        } catch (StoreException | OutcomeUnknownException e) {
            Pause.of(Duration.ofMillis(random.nextLong(200)));
            return Optional.empty();
        }
    }
}
