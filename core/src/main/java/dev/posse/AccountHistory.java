package dev.posse;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One page of what has happened to an account, newest first. The entries of an account are numbered 1, 2, 3 … in the order in
 * which they came; none is ever changed or forgotten, so that a page read today and its next read tomorrow fit together.
 *
 * @param account whose
 * @param entries with falling numbers
 * @param next what {@link Accounts#history(String, int, String)} takes to go on with the older entries, also in another process
 *     and however many entries have come since; empty if there is nothing older
 */
public record AccountHistory(String account, List<Entry> entries, Optional<String> next) {

    /** Something that happened, or that is not there any more. */
    public sealed interface Entry {

        /**
         * Names the place in the account's life.
         *
         * @return its running number, from 1
         */
        long number();
    }

    /**
     * A purchase that was settled.
     *
     * @param number its running number
     * @param purchaseId the idempotency key
     * @param campaign where
     * @param slot which
     * @param price in minor units
     * @param at when the purchase began
     */
    public record Purchased(long number, String purchaseId, String campaign, long slot, long price, Instant at)
            implements Entry {

        /**
         * Takes what is not null.
         *
         * @param number its running number
         * @param purchaseId the idempotency key
         * @param campaign where
         * @param slot which
         * @param price in minor units
         * @param at when the purchase began
         */
        public Purchased {
            Objects.requireNonNull(purchaseId, "purchaseId");
            Objects.requireNonNull(campaign, "campaign");
            Objects.requireNonNull(at, "at");
        }
    }

    /**
     * A purchase that was called off, and never buys.
     *
     * @param number its running number
     * @param purchaseId the idempotency key
     * @param at when
     */
    public record CalledOff(long number, String purchaseId, Instant at) implements Entry {

        /**
         * Takes what is not null.
         *
         * @param number its running number
         * @param purchaseId the idempotency key
         * @param at when
         */
        public CalledOff {
            Objects.requireNonNull(purchaseId, "purchaseId");
            Objects.requireNonNull(at, "at");
        }
    }

    /**
     * Money that came in.
     *
     * @param number its running number
     * @param id the idempotency key
     * @param amount in minor units
     * @param at when it was asked for
     */
    public record Deposited(long number, String id, long amount, Instant at) implements Entry {

        /**
         * Takes what is not null.
         *
         * @param number its running number
         * @param id the idempotency key
         * @param amount in minor units
         * @param at when it was asked for
         */
        public Deposited {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(at, "at");
        }
    }

    /**
     * Money that went out.
     *
     * @param number its running number
     * @param id the idempotency key
     * @param amount in minor units, positive
     * @param at when it was asked for
     */
    public record Withdrawn(long number, String id, long amount, Instant at) implements Entry {

        /**
         * Takes what is not null.
         *
         * @param number its running number
         * @param id the idempotency key
         * @param amount in minor units, positive
         * @param at when it was asked for
         */
        public Withdrawn {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(at, "at");
        }
    }

    /**
     * An entry that should be here and cannot be read: the store has lost its document, it is corrupt, or the store answers for the
     * account and not for it. Older entries of its kind (purchases, or deposits and withdrawals) may be missing below, for it led to them.
     *
     * @param number of the entry that should be here
     * @param key of the document to look at
     * @param problem what is wrong with it
     */
    public record Missing(long number, String key, String problem) implements Entry {

        /**
         * Takes what is not null.
         *
         * @param number of the entry that should be here
         * @param key of the document to look at
         * @param problem what is wrong with it
         */
        public Missing {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(problem, "problem");
        }
    }

    /**
     * Copies the list.
     *
     * @param account whose
     * @param entries with falling numbers
     * @param next how to go on
     */
    public AccountHistory {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(entries, "entries");
        entries.forEach(each -> Objects.requireNonNull(each, "entries holds null"));
        Objects.requireNonNull(next, "next");
        entries = List.copyOf(entries);
    }
}
