package dev.posse.dataset;

import dev.posse.document.Claim;
import dev.posse.document.Key;
import dev.posse.document.Reading;
import dev.posse.document.Slot;
import java.util.Collection;
import java.util.List;
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

    /** About 16 MB. */
    static final int MOST = 65_536;

    /** With the default rates a node would have to sell a hundred slots of one campaign in each second to reach it. */
    static final int MOST_OF_CAMPAIGN = 1024;

    private static final int AGAIN = 16;

    private record Sale(String campaign, long slot, String account, String purchaseId) {

        Key<Slot> key() {
            return Key.slot(campaign, slot);
        }

        boolean isIn(Slot read) {
            return read instanceof Claim claim
                    && claim.account().equals(account)
                    && claim.purchaseId().equals(purchaseId);
        }

        String finding(Reading reading) {
            return key() + " was sold to " + account + " for purchase " + purchaseId + ", and "
                    + (reading.isPresent(key().name()) ? "is not that sale any more" : "is gone");
        }
    }

    private final ReportMemory<Sale> sales = new ReportMemory<>(MOST, MOST_OF_CAMPAIGN, AGAIN, Sale::campaign);

    /**
     * Takes note that a buyer was told of a sale.
     *
     * @param campaign its id
     * @param slot the claimed slot
     * @param account the buyer
     * @param purchaseId the buyer's idempotency key
     */
    public void sold(String campaign, long slot, String account, String purchaseId) {
        sales.add(new Sale(campaign, slot, account, purchaseId));
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
                    asked.missing(sale -> reading.confirms(sale.key(), sale::isIn), sale -> isGone(sale, reading));
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
            return asked.isAnyGone(sale -> reading.verdict(sale.key(), sale::isIn));
        }

        private static boolean isGone(Sale sale, Reading reading) {
            return reading.denies(sale.key(), sale::isIn);
        }
    }
}
