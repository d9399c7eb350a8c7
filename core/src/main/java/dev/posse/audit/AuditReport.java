package dev.posse.audit;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What an audit has read, and what does not add up. Immutable.
 *
 * @param verdict the one word
 * @param totals sums of what was read
 * @param findings in the order in which they were met; at most {@value #LISTED_PER_KIND} of each kind are listed, and all of
 *     those about what callers were told
 * @param counts how many findings of each kind there were, also those that are not listed; kinds without any are absent
 */
public record AuditReport(Verdict verdict, Totals totals, List<Finding> findings, Map<Kind, Long> counts) {

    /** How many findings of one kind are listed; the rest is only counted, or a lost shard would fill the memory. */
    public static final int LISTED_PER_KIND = 1000;

    /** Whether the books balance. */
    public enum Verdict {
        /** Everything that was looked at adds up. */
        BALANCED,
        /** Something contradicts something else, or cannot be read; the findings name it. */
        DIFFERENCES,
        /** Nothing contradicts, and something was not proved: an account changed too often, a key was not read; ask again. */
        INCONCLUSIVE
    }

    /** How much a finding counts. */
    public enum Weight {
        /** A fact of a live system. */
        NOTE,
        /** Something that could not be proved either way. */
        INCONCLUSIVE,
        /** Something that cannot be while the store keeps its promises. */
        DIFFERENCE
    }

    /** What a finding is about. */
    public enum Kind {
        /** A document is corrupt, of a newer format, or says that it is another one. */
        UNREADABLE(Weight.DIFFERENCE),
        /** A page of the directory is lost: its campaigns are neither patrolled nor audited. */
        DIRECTORY_PAGE_LOST(Weight.DIFFERENCE),
        /** A campaign has sales, or was asked for, and has no document. */
        CAMPAIGN_ABSENT(Weight.DIFFERENCE),
        /** A campaign is in no page of the directory, so that nobody patrols it. */
        CAMPAIGN_NOT_LISTED(Weight.DIFFERENCE),
        /** A slot is not claimed although its campaign says that it is settled, or although a higher one is claimed. */
        SLOT_NOT_CLAIMED(Weight.DIFFERENCE),
        /** A campaign says that slots are settled far beyond the last one that is claimed; it is not believed. */
        CAMPAIGN_BEYOND_CLAIMS(Weight.DIFFERENCE),
        /** A slot is sold, or a campaign says it is, beyond the campaign's capacity. */
        OVER_CAPACITY(Weight.DIFFERENCE),
        /** A slot is sold at another price than its campaign's. */
        OTHER_PRICE(Weight.DIFFERENCE),
        /** A sale is settled or debited and has no transaction. */
        TRANSACTION_ABSENT(Weight.DIFFERENCE),
        /** A transaction states other facts than the claim. */
        TRANSACTION_DIFFERS(Weight.DIFFERENCE),
        /** There is a transaction for a slot that nobody has claimed. */
        TRANSACTION_WITHOUT_CLAIM(Weight.DIFFERENCE),
        /** One purchase id of one account holds two slots. */
        PURCHASE_TWICE(Weight.DIFFERENCE),
        /** One attempt holds two slots. */
        ATTEMPT_TWICE(Weight.DIFFERENCE),
        /** A purchase was called off, and holds a slot. */
        CALLED_OFF_AND_SOLD(Weight.DIFFERENCE),
        /** A sale is debited, and neither its buyer's account nor the archive remembers it. */
        SALE_WITHOUT_ENTRY(Weight.DIFFERENCE),
        /** An account that bought something, or that the caller named, has no document. */
        ACCOUNT_ABSENT(Weight.DIFFERENCE),
        /** What an account says it has spent is not the sum of its sales, or not that of the purchases it remembers. */
        SPENT_DIFFERS(Weight.DIFFERENCE),
        /** What came into an account is not the sum of the deposits it remembers: one is lost. */
        DEPOSITED_DIFFERS(Weight.DIFFERENCE),
        /** What went out of an account is not the sum of the withdrawals it remembers: one is lost. */
        WITHDRAWN_DIFFERS(Weight.DIFFERENCE),
        /** An account remembers a purchase that nobody sold, or with other facts than its claim. */
        RECENT_DIFFERS(Weight.DIFFERENCE),
        /** The entries of an account are not numbered 1, 2, 3 …: one is missing, or stands twice. */
        ENTRIES_DIFFER(Weight.DIFFERENCE),
        /** One id stands in two entries of an account: it was bought, booked or called off twice. */
        ID_TWICE(Weight.DIFFERENCE),
        /** An archive document is lost: an account's chain leads to it. */
        ARCHIVE_MISSING(Weight.DIFFERENCE),
        /** An archive document states other facts than the sale, or another number than it should. */
        ARCHIVE_DIFFERS(Weight.DIFFERENCE),
        /** An account's lock does not fit its campaign, its balance or its sales. */
        LOCK_DIFFERS(Weight.DIFFERENCE),
        /** A caller was told of something that is not there. */
        TOLD_GONE(Weight.DIFFERENCE),
        /** A caller was told of something, and something else is there. */
        TOLD_DIFFERS(Weight.DIFFERENCE),
        /** An account changed whenever it was read. */
        ACCOUNT_MOVING(Weight.INCONCLUSIVE),
        /** The store answered for other keys and not for this one: what depends on it is not judged. */
        NOT_READ(Weight.INCONCLUSIVE),
        /** A slot is sold and not yet debited: its buyer's lock still stands. */
        UNSETTLED(Weight.NOTE);

        private final Weight weight;

        Kind(Weight weight) {
            this.weight = weight;
        }

        /**
         * Returns how much it counts.
         *
         * @return its weight
         */
        public Weight weight() {
            return weight;
        }
    }

    /**
     * One thing that was met.
     *
     * @param kind what it is about
     * @param key of the document to look at
     * @param sentence what was expected and what was found
     */
    public record Finding(Kind kind, String key, String sentence) {

        /**
         * Takes what is not null.
         *
         * @param kind what it is about
         * @param key of the document to look at
         * @param sentence what was expected and what was found
         */
        public Finding {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(sentence, "sentence");
        }

        @Override
        public String toString() {
            return kind + " " + key + ": " + sentence;
        }
    }

    /**
     * Sums of what was read. On a live system they are no snapshot: an account is read a moment after the claims. Money is
     * in minor units; a sum that would leave the 64 bits stays at {@link Long#MAX_VALUE}.
     *
     * @param campaigns that have a document
     * @param slotsSold claims
     * @param slotsSettled those of them up to their campaign's lastPurchasedSlot
     * @param unsettled sold and not yet debited
     * @param accounts that were read without changing meanwhile
     * @param revenue the prices of all claims
     * @param deposited of these accounts
     * @param withdrawn of these accounts
     * @param spent of these accounts
     * @param balance of these accounts
     * @param locks of these accounts
     */
    public record Totals(
            long campaigns,
            long slotsSold,
            long slotsSettled,
            long unsettled,
            long accounts,
            long revenue,
            long deposited,
            long withdrawn,
            long spent,
            long balance,
            long locks) {}

    /**
     * Copies the collections.
     *
     * @param verdict the one word
     * @param totals sums of what was read
     * @param findings in the order in which they were met
     * @param counts how many findings of each kind there were
     */
    public AuditReport {
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(totals, "totals");
        Objects.requireNonNull(findings, "findings");
        findings.forEach(each -> Objects.requireNonNull(each, "findings holds null"));
        Objects.requireNonNull(counts, "counts");
        findings = List.copyOf(findings);
        EnumMap<Kind, Long> inOrder = new EnumMap<>(Kind.class);
        inOrder.putAll(counts);
        counts = Collections.unmodifiableMap(inOrder);
    }

    /**
     * Returns whether the books balance.
     *
     * @return true if the verdict is {@link Verdict#BALANCED}
     */
    public boolean isBalanced() {
        return verdict == Verdict.BALANCED;
    }

    /**
     * Selects the listed findings of one weight.
     *
     * @param weight the weight
     * @return those findings, in order
     */
    public List<Finding> with(Weight weight) {
        Objects.requireNonNull(weight, "weight");
        return findings.stream()
                .filter(finding -> finding.kind().weight() == weight)
                .collect(Collectors.toUnmodifiableList());
    }
}
