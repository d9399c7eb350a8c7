package dev.posse.dataset;

import dev.posse.document.Claim;
import dev.posse.document.Key;
import dev.posse.document.Reading;
import dev.posse.document.Slot;
import dev.posse.store.Version;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Remembers the sales that this node has told its buyers of, and looks whether their claims still stand.
 *
 * <p>A database that falls back to a moment ago leaves documents that agree with each other, so that no audit objects. Where
 * the forgotten slots are sold again before a patrol comes, the campaign does not even stand lower than before: who sold
 * them first is the only witness.
 *
 * <p>Told by any thread; asked by the one that patrols. The last {@value #MOST_OF_CAMPAIGN} sales of a campaign are kept, and
 * {@value #MOST} in all, until a person confirms the data set.
 */
public final class ReportedSales {

    /** About 22 MB. */
    static final int MOST = 65_536;

    /** With the default rates a node would have to sell a hundred slots of one campaign in each second to reach it. */
    static final int MOST_OF_CAMPAIGN = 1024;

    private static final int AGAIN = 16;

    /**
     * A sale; equal to another one of the same slot to the same purchase.
     *
     * <p>The version that its claim was given when this node wrote it, if it did, spares the patrols to understand the claim: a version
     * never repeats for a key (S5), so what has it is that write.
     */
    private static final class Sale {
        private final String campaign;
        private final long slot;
        private final String account;
        private final String purchaseId;
        private final Optional<Version> written;
        private final int hash;

        Sale(String campaign, long slot, String account, String purchaseId, Optional<Version> written) {
            this.campaign = campaign;
            this.slot = slot;
            this.account = account;
            this.purchaseId = purchaseId;
            this.written = written;
            this.hash = (campaign.hashCode() * 31 + Long.hashCode(slot)) * 31 + purchaseId.hashCode();
        }

        String campaign() {
            return campaign;
        }

        Key<Slot> key() {
            return Key.slot(campaign, slot);
        }

        Optional<Boolean> verdict(Reading reading) {
            return reading.verdict(key(), written, this::isIn);
        }

        private boolean isIn(Slot read) {
            return read instanceof Claim claim
                    && claim.account().equals(account)
                    && claim.purchaseId().equals(purchaseId);
        }

        String finding(Reading reading) {
            return key() + " was sold to " + account + " for purchase " + purchaseId + ", and "
                    + (reading.isPresent(key().name()) ? "is not that sale any more" : "is gone");
        }

        @Override
        public boolean equals(Object object) {
            return object instanceof Sale other
                    && slot == other.slot
                    && campaign.equals(other.campaign)
                    && account.equals(other.account)
                    && purchaseId.equals(other.purchaseId);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    private final ReportMemory<Sale> sales = new ReportMemory<>(MOST, MOST_OF_CAMPAIGN, AGAIN, Sale::campaign);

    /**
     * Takes note that a buyer was told of a sale whose claim this node has not written, or not just now.
     *
     * @param campaign its id
     * @param slot the claimed slot
     * @param account the buyer
     * @param purchaseId the buyer's idempotency key
     */
    public void sold(String campaign, long slot, String account, String purchaseId) {
        sold(campaign, slot, account, purchaseId, Optional.empty());
    }

    /**
     * Takes note that a buyer was told of a sale.
     *
     * @param campaign its id
     * @param slot the claimed slot
     * @param account the buyer
     * @param purchaseId the buyer's idempotency key
     * @param written the version that this node has given the claim, if it has written it
     */
    public void sold(String campaign, long slot, String account, String purchaseId, Optional<Version> written) {
        sales.add(new Sale(campaign, slot, account, purchaseId, written));
    }

    /**
     * Tells what to look for in a campaign: what was told since the last look, and a few more.
     *
     * @param campaign its id
     * @return the question, which goes with the reading that answers it
     */
    public Lookup ask(String campaign) {
        return new Lookup(sales.ask(campaign));
    }

    /**
     * Tells what to look for in a campaign of which something is missing: everything that is remembered.
     *
     * @param campaign its id
     * @return the question, which goes with the reading that answers it
     */
    public Lookup askAll(String campaign) {
        return new Lookup(sales.askAll(campaign));
    }

    /** Forgets all of them: a person has confirmed the data set as it is. */
    void forget() {
        sales.clear();
    }

    int size() {
        return sales.size();
    }

    /** What is looked for at one moment. */
    public static final class Lookup {

        private final ReportMemory<Sale>.Lookup asked;

        private Lookup(ReportMemory<Sale>.Lookup asked) {
            this.asked = asked;
        }

        /** {@return the slots to be read} */
        public List<String> keys() {
            return asked.reports().stream()
                    .map(sale -> sale.key().name())
                    .distinct()
                    .collect(Collectors.toUnmodifiableList());
        }

        /**
         * Tells, once, which of the sales are not what was read.
         *
         * @param reading of the keys, as far as they could be read
         * @return one sentence for each sale that is missing, also for those known before, if there is a new one
         */
        public List<String> missing(Reading reading) {
            Collection<Sale> missing =
                    asked.missing(sale -> sale.verdict(reading).orElse(false), sale -> isGone(sale, reading));
            return missing.stream().map(sale -> sale.finding(reading)).collect(Collectors.toUnmodifiableList());
        }

        /**
         * Tells whether something is missing. If so no note is taken of it; if not, what stands is looked for no more, but for
         * the newest of it.
         *
         * @param reading of the keys, as far as they could be read
         * @return true if one of the sales is not what was read
         */
        public boolean isAnyMissing(Reading reading) {
            return asked.isAnyGone(sale -> sale.verdict(reading));
        }

        private static boolean isGone(Sale sale, Reading reading) {
            return !sale.verdict(reading).orElse(true);
        }
    }
}
