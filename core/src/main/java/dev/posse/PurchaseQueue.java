package dev.posse;

import dev.posse.outcome.PurchaseOutcome;
import dev.posse.purchase.Attempt;
import dev.posse.purchase.PurchaseCall;
import dev.posse.purchase.PurchaseDriver;
import dev.posse.purchase.PurchaseEnd;
import dev.posse.purchase.TurnResult;
import dev.posse.step.End;
import dev.posse.step.Next;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The line of one node's buyers on a store that takes chains, per campaign ({@link PurchasesInOrder} is for those that take none).
 * Who want the same campaign do not race each other: the first of them buys for those who came while the one
 * before was at work, in the order in which they came (flat combining: Hendler, Incze, Shavit and Tzafrir, SPAA 2010).
 *
 * <p>Whoever combines serves one batch, his own purchase being the first of it, and hands on. Whoever cannot go straight on is handed
 * back where he stands and goes on by himself; where the store is in trouble, everybody does. So a buyer waits for the batch under way and
 * for those before him, never for another one's trouble; every store call ends within the store's time (S15), and so does every batch.
 * A turn that takes longer all the same, because an observer does not come back, say, is waited for no longer than {@link #TURN}: who
 * is still in line then goes by himself, who was being served is in doubt, and whoever comes next begins a new line.
 */
final class PurchaseQueue {

    /** How long one turn is waited for: several times what a store takes until it gives up. */
    static final Duration TURN = Duration.ofSeconds(10);

    private final int most;
    private final Duration turn;
    private final Function<List<PurchaseCall>, List<TurnResult>> serve;
    private final Map<String, CampaignQueue> lines = new HashMap<>();

    /** The threads that have a turn just now. */
    private final Set<Thread> serving = ConcurrentHashMap.newKeySet();

    /**
     * Makes the queues of a node.
     *
     * @param most purchases in one batch
     * @param serve takes the purchases of a batch, all in one campaign and of different accounts
     */
    PurchaseQueue(int most, Function<List<PurchaseCall>, List<TurnResult>> serve) {
        this(most, TURN, serve);
    }

    PurchaseQueue(int most, Duration turn, Function<List<PurchaseCall>, List<TurnResult>> serve) {
        this.most = most;
        this.turn = turn;
        this.serve = serve;
    }

    /** A buyer; it is told once, and its thread is woken. */
    private static final class WaitingBuyer {
        private final Attempt attempt;
        /** Changed by whoever has the turn, and by nobody else. */
        private PurchaseCall call;

        private final CampaignQueue line;
        private final Thread thread = Thread.currentThread();
        private volatile boolean isNext;
        private volatile @Nullable Next<PurchaseEnd> answer;

        WaitingBuyer(Attempt attempt, CampaignQueue line) {
            this.attempt = attempt;
            this.line = line;
            this.call = PurchaseCall.first(attempt);
        }

        void answer(Next<PurchaseEnd> next) {
            answer = next;
            LockSupport.unpark(thread);
        }

        void beNext() {
            isNext = true;
            LockSupport.unpark(thread);
        }
    }

    /** Those who want one campaign and have not been served; somebody combines as long as the line exists. */
    private static final class CampaignQueue {
        private final Deque<WaitingBuyer> waiting = new ArrayDeque<>();
        private volatile long turnBegan = System.nanoTime();
    }

    /**
     * Takes a purchase's turn.
     *
     * @param attempt to buy
     * @return where the purchase stands then: at its end, or where it goes on by itself
     */
    Next<PurchaseEnd> taken(Attempt attempt) {
        if (serving.contains(Thread.currentThread())) {
            // An observer that buys while it hears of a purchase would wait for itself.
            return PurchaseDriver.begin(attempt);
        }
        WaitingBuyer own = joined(attempt);
        boolean interrupted = false;
        while (!own.isNext && own.answer == null) {
            long left = own.line.turnBegan + turn.toNanos() - System.nanoTime();
            if (left > 0) {
                LockSupport.parkNanos(this, left);
            } else {
                waitNoLonger(own);
            }
            // Its purchase may be under way already, so an interrupted buyer waits for the truth (S16).
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        Next<PurchaseEnd> answer = own.answer;
        return answer == null ? combined(own) : answer;
    }

    private synchronized WaitingBuyer joined(Attempt attempt) {
        CampaignQueue line = lines.get(attempt.campaign());
        if (line == null) {
            CampaignQueue fresh = new CampaignQueue();
            lines.put(attempt.campaign(), fresh);
            WaitingBuyer first = new WaitingBuyer(attempt, fresh);
            first.isNext = true;
            return first;
        }
        WaitingBuyer next = new WaitingBuyer(attempt, line);
        line.waiting.add(next);
        return next;
    }

    /** Whoever has the turn does not come back: nobody waits behind him, and of whom he is serving nobody knows. */
    private synchronized void waitNoLonger(WaitingBuyer own) {
        if (System.nanoTime() - own.line.turnBegan < turn.toNanos()) {
            return;
        }
        lines.remove(own.attempt.campaign(), own.line);
        goByThemselves(own.line);
        if (!own.isNext && own.answer == null) {
            own.answer(inDoubt(own.attempt, "the thread that bought for several buyers at once has not come back"));
        }
    }

    private Next<PurchaseEnd> combined(WaitingBuyer own) {
        List<WaitingBuyer> batch = batch(own);
        List<WaitingBuyer> again = new ArrayList<>();
        serving.add(own.thread);
        try {
            List<TurnResult> handed =
                    serve.apply(batch.stream().map(waiting -> waiting.call).toList());
            again.addAll(told(batch, handed));
            if (handed.stream().anyMatch(TurnResult.Apart.class::isInstance)) {
                letGo(own.line);
            }
        } finally {
            serving.remove(own.thread);
            // An Error, or a bug: whether anything of theirs was written nobody knows.
            batch.stream()
                    .filter(waiting -> waiting != own && waiting.answer == null)
                    .filter(waiting -> !again.contains(waiting))
                    .forEach(waiting -> waiting.answer(
                            inDoubt(waiting.attempt, "the thread that bought for several buyers at once broke off")));
            handOn(own, again);
        }
        Next<PurchaseEnd> answer = own.answer;
        return answer == null ? PurchaseDriver.begin(own.call) : answer;
    }

    private static Next<PurchaseEnd> inDoubt(Attempt attempt, String why) {
        return new End<>(PurchaseEnd.of(new PurchaseOutcome.InDoubt(attempt.purchaseId(), why)));
    }

    /** Those who are served together: of one account one at a time, so that each is judged by what the one before has left. */
    private synchronized List<WaitingBuyer> batch(WaitingBuyer own) {
        List<WaitingBuyer> batch = new ArrayList<>(List.of(own));
        Set<String> accounts = new HashSet<>(Set.of(own.attempt.account()));
        Deque<WaitingBuyer> line = own.line.waiting;
        List<WaitingBuyer> left = new ArrayList<>();
        while (!line.isEmpty() && batch.size() < most) {
            WaitingBuyer next = line.remove();
            (accounts.add(next.attempt.account()) ? batch : left).add(next);
        }
        for (int at = left.size() - 1; at >= 0; at--) {
            line.addFirst(left.get(at));
        }
        return batch;
    }

    /** Tells each what became of it; those who have not begun are to be served again. */
    private static List<WaitingBuyer> told(List<WaitingBuyer> batch, List<TurnResult> handed) {
        List<WaitingBuyer> again = new ArrayList<>();
        for (int at = 0; at < batch.size(); at++) {
            if (handed.get(at) instanceof TurnResult.At there) {
                batch.get(at).answer(there.next());
            } else if (handed.get(at) instanceof TurnResult.Apart apart) {
                batch.get(at).answer(apart.next());
            } else if (handed.get(at) instanceof TurnResult.NotBegun later) {
                batch.get(at).call = later.call();
                again.add(batch.get(at));
            }
        }
        return again;
    }

    /** Where the store is in trouble nobody is to wait for another one's time-out before his own begins. */
    private synchronized void letGo(CampaignQueue line) {
        goByThemselves(line);
    }

    private static void goByThemselves(CampaignQueue line) {
        line.waiting.forEach(each -> each.answer(PurchaseDriver.begin(each.call)));
        line.waiting.clear();
    }

    private synchronized void handOn(WaitingBuyer own, List<WaitingBuyer> again) {
        CampaignQueue line = own.line;
        for (int at = again.size() - 1; at >= 0; at--) {
            if (again.get(at).answer == null) {
                line.waiting.addFirst(again.get(at));
            }
        }
        if (lines.get(own.attempt.campaign()) != line) {
            // This turn took so long that nobody has waited for its end.
            goByThemselves(line);
            return;
        }
        line.turnBegan = System.nanoTime();
        WaitingBuyer next = line.waiting.poll();
        if (next == null) {
            lines.remove(own.attempt.campaign());
        } else {
            next.beNext();
        }
    }
}
