package dev.posse.examples.harness.processes;

import dev.posse.examples.harness.events.RunEvent.InDoubt;
import dev.posse.examples.harness.processes.LogEntry.Kind;
import dev.posse.examples.harness.processes.NodeRequest.What;
import dev.posse.examples.harness.workload.Storefront;
import dev.posse.outcome.BalanceOutcome;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.store.StoreException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** The nodes' processes, as one buyer reaches them; whatever the buyer asks and is told is in the log. */
final class FleetStorefront implements Storefront {

    /** As long as a person waits for a page. */
    private static final Duration WAIT_LIMIT = Duration.ofSeconds(4);

    /** A call that may not have begun yet is waited for as long as a node may be stopped, and then some. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    /** One purchase in so many is asked for twice at once. */
    private static final int TWICE = 12;

    private final Fleet fleet;
    private final AnswerLog log;
    private final RunMetrics metrics;
    private final AtomicLong calls;
    private final Random random;

    /** The last call about a purchase: the one that gave its buyer the answer. */
    private NodeRequest last = NodeRequest.login(0, "nobody");

    FleetStorefront(Fleet fleet, AnswerLog log, RunMetrics metrics, AtomicLong calls, long seed) {
        this.fleet = fleet;
        this.log = log;
        this.metrics = metrics;
        this.calls = calls;
        this.random = new Random(seed);
    }

    @Override
    public Optional<PurchaseOutcome> ask(Request request, Purchase purchase) {
        last = NodeRequest.purchase(
                        calls.incrementAndGet(),
                        purchase.account(),
                        purchase.campaign(),
                        purchase.purchaseId(),
                        purchase.slots())
                .asking(what(request));
        Optional<NodeResponse> response = request == Request.BUY && random.nextInt(TWICE) == 0
                ? askedTwice(last)
                : call(last).filter(NodeResponse::isFinal);
        return response.map(told -> told.outcome(purchase.purchaseId()));
    }

    /**
     * As a browser whose user clicks twice: two nodes are at it at once. A refusal of the one says nothing of the other, which may
     * have read later, so only two of them are one.
     */
    private Optional<NodeResponse> askedTwice(NodeRequest first) {
        NodeRequest second = first.as(calls.incrementAndGet(), What.PURCHASE);
        NodeProcess one = fleet.any(random);
        NodeProcess other = fleet.any(random);
        metrics.asked.add(one == other ? "twice at once, on one node" : "twice at once, on two nodes");
        PendingCall pending = one.ask(first);
        PendingCall pendingToo = other.ask(second);
        Optional<NodeResponse> answer = answered(one, pending).filter(NodeResponse::isFinal);
        Optional<NodeResponse> secondAnswer = answered(other, pendingToo).filter(NodeResponse::isFinal);
        if (answer.filter(FleetStorefront::isSale).isPresent()) {
            return answer;
        }
        last = second;
        return secondAnswer.filter(told -> isSale(told) || answer.isPresent());
    }

    private static boolean isSale(NodeResponse told) {
        return told.text().equals(NodeResponse.PURCHASED);
    }

    private static What what(Request request) {
        return switch (request) {
            case BUY -> What.PURCHASE;
            case BUY_AGAIN -> What.AGAIN;
            case OUTCOME -> What.OUTCOME;
            case CANCEL -> What.CANCEL;
        };
    }

    @Override
    public void login(String account) {
        call(NodeRequest.login(calls.incrementAndGet(), account))
                .ifPresent(told -> metrics.troubles.add("login " + told.text().split(":", 2)[0]));
    }

    @Override
    public Booking deposit(String account, String id, long amount) {
        return booking(call(NodeRequest.deposit(calls.incrementAndGet(), account, id, amount)));
    }

    @Override
    public Booking withdraw(String account, String id, long amount) {
        return booking(call(NodeRequest.withdrawal(calls.incrementAndGet(), account, id, amount)));
    }

    private static Booking booking(Optional<NodeResponse> answer) {
        String text = answer.map(NodeResponse::text).orElse("");
        if (text.equals(NodeResponse.MOVED)) {
            return Booking.BOOKED;
        } else if (text.equals(BalanceOutcome.Reason.LOCKED.name())) {
            return Booking.LOCKED;
        } else if (text.equals(BalanceOutcome.Reason.UNKNOWN_ACCOUNT.name())) {
            return Booking.UNKNOWN_ACCOUNT;
        }
        return text.equals(BalanceOutcome.Reason.INSUFFICIENT_FUNDS.name())
                ? Booking.INSUFFICIENT_FUNDS
                : Booking.UNANSWERED;
    }

    @Override
    public void ended(Purchase purchase, PurchaseOutcome outcome) {
        if (purchase.slots() > 1) {
            metrics.asked.add(
                    outcome instanceof PurchaseOutcome.Purchased
                            ? "for several slots, and bought"
                            : "for several slots, and refused");
        }
        log.append(LogEntry.end(log.now(), Kind.ENDED, last));
    }

    @Override
    public void walkedAway(Purchase purchase) {
        log.append(LogEntry.end(log.now(), Kind.WALKED_AWAY, last));
    }

    /** One call; empty if the node died under it, did not answer in time, or failed. */
    private Optional<NodeResponse> call(NodeRequest request) {
        NodeProcess node = fleet.any(random);
        return answered(node, node.ask(request));
    }

    private Optional<NodeResponse> answered(NodeProcess node, PendingCall pending) {
        Optional<NodeResponse> response = await(pending, WAIT_LIMIT);
        if (response.isEmpty()) {
            node.suspect();
            pending.abandon();
            inDoubt(pending, "no answer");
            if (!pending.isBoundBySeals()) {
                // It may begin at any time, and then it would be a later call than the one that asks again.
                response = await(pending, LONGEST_WAIT);
                if (response.isEmpty()) {
                    throw new IllegalStateException(node.name() + " has neither read nor ended for " + LONGEST_WAIT);
                }
            }
        }
        if (response.isPresent() && response.get().kind() != NodeResponse.Kind.TOLD) {
            inDoubt(
                    pending,
                    response.get().kind() == NodeResponse.Kind.GONE
                            ? "node died"
                            : cause(response.get().text()));
            return Optional.empty();
        }
        response.filter(told -> told.text().equals(NodeResponse.IN_DOUBT))
                .ifPresent(told -> inDoubt(pending, "node said so"));
        return response;
    }

    private void inDoubt(PendingCall pending, String cause) {
        metrics.events.tell(at -> new InDoubt(at, pending.request().aboutPurchase(), cause));
    }

    /** Of a trouble the kind alone, in words where it is one that belongs to the run. */
    private static String cause(String trouble) {
        return trouble.startsWith(StoreException.class.getSimpleName() + ":")
                ? "store did not answer its node"
                : trouble.split(":", 2)[0];
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
}
