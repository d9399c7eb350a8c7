package dev.posse.examples.harness.workload;

import dev.posse.outcome.PurchaseOutcome;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** What every buyer was told, kept outside the store to be held against it at the end. */
public final class BuyerAnswers {

    /**
     * One purchase.
     *
     * @param purchaseId its id
     * @param account the buyer's
     * @param outcome the final answer, or empty if there is none
     * @param state whether an answer is still to come
     */
    public record Answer(String purchaseId, String account, Optional<PurchaseOutcome> outcome, State state) {}

    /** How far a purchase is from its answer. */
    public enum State {
        /** The buyer was told. */
        ANSWERED,
        /** The buyer walked away without an answer. */
        WALKED_AWAY
    }

    private final Map<String, Answer> purchases = new ConcurrentHashMap<>();
    private final List<Answer> others = new CopyOnWriteArrayList<>();
    private final Map<String, Long> deposited = new ConcurrentHashMap<>();
    private final Map<String, Long> withdrawn = new ConcurrentHashMap<>();

    /** Nobody was told anything yet. */
    public BuyerAnswers() {}

    /**
     * Takes down a final answer.
     *
     * @param account the buyer's
     * @param outcome what the buyer was told
     */
    public void told(String account, PurchaseOutcome outcome) {
        purchases.put(
                outcome.purchaseId(), new Answer(outcome.purchaseId(), account, Optional.of(outcome), State.ANSWERED));
    }

    /**
     * Takes down an answer that came when its buyer did not wait for it any more. It has to be true all the same.
     *
     * @param account the buyer's
     * @param outcome what the buyer was told
     */
    public void toldTooLate(String account, PurchaseOutcome outcome) {
        others.add(new Answer(outcome.purchaseId(), account, Optional.of(outcome), State.ANSWERED));
    }

    /**
     * Returns the answers that nobody waited for.
     *
     * @return in no order
     */
    public List<Answer> others() {
        return Collections.unmodifiableList(others);
    }

    /**
     * Takes down that a buyer went without an answer.
     *
     * @param account the buyer's
     * @param purchaseId the idempotency key
     */
    public void walkedAway(String account, String purchaseId) {
        purchases.put(purchaseId, new Answer(purchaseId, account, Optional.empty(), State.WALKED_AWAY));
    }

    /**
     * Takes down a deposit that was confirmed.
     *
     * @param account the buyer's
     * @param amount in minor units
     */
    public void deposited(String account, long amount) {
        deposited.merge(account, amount, Math::addExact);
    }

    /**
     * Takes down a withdrawal that was confirmed.
     *
     * @param account the buyer's
     * @param amount in minor units
     */
    public void withdrawn(String account, long amount) {
        withdrawn.merge(account, amount, Math::addExact);
    }

    /**
     * Returns the purchases without an answer.
     *
     * @return of the buyers that walked away
     */
    public List<Answer> open() {
        return purchases.values().stream()
                .filter(answer -> answer.state() == State.WALKED_AWAY)
                .collect(Collectors.toUnmodifiableList());
    }

    /**
     * Returns all purchases.
     *
     * @return by purchase id
     */
    public Map<String, Answer> purchases() {
        return Collections.unmodifiableMap(purchases);
    }

    /**
     * Adds up what an account has paid in.
     *
     * @param account its id
     * @return in minor units, as its owner was told
     */
    public long depositsOf(String account) {
        return deposited.getOrDefault(account, 0L);
    }

    /**
     * Adds up what an account has paid out.
     *
     * @param account its id
     * @return in minor units, as its owner was told
     */
    public long withdrawalsOf(String account) {
        return withdrawn.getOrDefault(account, 0L);
    }
}
