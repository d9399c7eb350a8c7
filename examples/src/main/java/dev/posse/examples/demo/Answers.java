package dev.posse.examples.demo;

import dev.posse.PurchaseOutcome;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** What every buyer was told, kept outside the store to be held against it at the end. */
final class Answers {

    /**
     * One purchase.
     *
     * @param purchaseId its id
     * @param account the buyer's
     * @param outcome the final answer, or empty if there is none
     * @param state whether an answer is still to come
     */
    record Answer(String purchaseId, String account, Optional<PurchaseOutcome> outcome, State state) {}

    /** How far a purchase is from its answer. */
    enum State {
        /** The buyer was told. */
        ANSWERED,
        /** The buyer walked away without an answer. */
        WALKED_AWAY,
        /** The buyer asked so late that the account's window of recent purchases may have forgotten it. */
        TOO_LATE
    }

    private final Map<String, Answer> purchases = new ConcurrentHashMap<>();
    private final Map<String, Long> deposited = new ConcurrentHashMap<>();

    void told(String account, PurchaseOutcome outcome) {
        purchases.put(
                outcome.purchaseId(), new Answer(outcome.purchaseId(), account, Optional.of(outcome), State.ANSWERED));
    }

    void walkedAway(String account, String purchaseId) {
        purchases.put(purchaseId, new Answer(purchaseId, account, Optional.empty(), State.WALKED_AWAY));
    }

    void askedTooLate(Answer answer) {
        purchases.put(
                answer.purchaseId(),
                new Answer(answer.purchaseId(), answer.account(), Optional.empty(), State.TOO_LATE));
    }

    void deposited(String account, long amount) {
        deposited.merge(account, amount, Math::addExact);
    }

    List<Answer> open() {
        return purchases.values().stream()
                .filter(answer -> answer.state() == State.WALKED_AWAY)
                .collect(Collectors.toUnmodifiableList());
    }

    Map<String, Answer> purchases() {
        return Collections.unmodifiableMap(purchases);
    }

    long depositsOf(String account) {
        return deposited.getOrDefault(account, 0L);
    }
}
