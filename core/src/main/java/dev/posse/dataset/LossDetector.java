package dev.posse.dataset;

import dev.posse.dataset.IncarnationGuard.Change;
import dev.posse.document.Campaign;
import dev.posse.document.Incarnation;
import dev.posse.document.Key;
import dev.posse.document.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compares what was read with what this node knows: is the data set another one, is a campaign behind, is something gone
 * that callers were told? Finds, and does nothing about it but to shut the guard and to begin anew after a confirmation. What is
 * gone of accounts, deposits and withdrawals {@link ReportedBookings} finds, of sales {@link ReportedSales}.
 */
public final class LossDetector {

    private final IncarnationGuard guard;
    private final NodeMemory memory;

    /**
     * Makes a detector.
     *
     * @param guard to be shut
     * @param memory what this node knows
     */
    public LossDetector(IncarnationGuard guard, NodeMemory memory) {
        this.guard = guard;
        this.memory = memory;
    }

    /**
     * Compares the incarnation document.
     *
     * @param read as it stands, or empty if it is known to be absent
     * @param store what the store says of the life of its data
     * @return what has changed
     */
    public Change dataSet(Optional<Incarnation> read, Optional<String> store) {
        Change change = guard.compare(read, store);
        if (change == Change.CONFIRMED) {
            memory.forget();
        }
        return change;
    }

    /**
     * Shuts the guard for a loss that was noticed elsewhere.
     *
     * @param why what was noticed
     * @return true if it was open
     */
    public boolean shut(String why) {
        return guard.shut(why);
    }

    /**
     * Begins a look at a campaign. What is known of it is taken now, before anything is read: what this node sells meanwhile
     * says nothing against an older reading.
     *
     * @param campaign its id
     * @param sales which of its sales are looked for
     * @return the look, to be taken with a reading
     */
    public CampaignLookup lookup(String campaign, ReportedSales.Lookup sales) {
        return new CampaignLookup(campaign, memory.highest().of(campaign), sales);
    }

    /** One look at a campaign. */
    public final class CampaignLookup {

        private final String campaign;
        private final long highest;
        private final ReportedSales.Lookup sales;

        private CampaignLookup(String campaign, long highest, ReportedSales.Lookup sales) {
            this.campaign = campaign;
            this.highest = highest;
            this.sales = sales;
        }

        /** {@return the slots to be read besides the campaign} */
        public List<String> keys() {
            return sales.keys();
        }

        /**
         * Returns whether the campaign has fallen back, without taking note of it.
         *
         * @param reading what was seen
         * @return true if all that is remembered of it is to be looked for
         */
        public boolean isSuspicious(Reading reading) {
            return lower(reading).isPresent() || sales.isAnyMissing(reading);
        }

        /** Lower than it was, and not known to be so low; -1 is a campaign whose document is gone. */
        private Optional<Long> lower(Reading reading) {
            Key<Campaign> key = Key.campaign(campaign);
            if (highest == 0 || !reading.denies(key, read -> read.lastPurchasedSlot() >= highest)) {
                return Optional.empty();
            }
            return reading.document(key)
                    .map(stored -> stored.document().lastPurchasedSlot())
                    .or(() -> Optional.of(-1L))
                    .filter(last -> memory.highest().isNews(campaign, last));
        }

        /**
         * Judges: a campaign never goes back, and a claim stays; otherwise acknowledged writes were lost, and slots are sold
         * again. What could not be read is not judged.
         *
         * @param reading what was seen
         * @return everything that is found and was not known before, one sentence each
         */
        public List<String> findings(Reading reading) {
            List<String> findings = new ArrayList<>();
            lower(reading)
                    .filter(last -> memory.highest().fellBack(campaign, last))
                    .ifPresent(last -> findings.add(
                            last < 0
                                    ? "its document is gone, and " + highest + " slots had been sold"
                                    : "its last purchased slot is " + last + " and was " + highest + " before"));
            findings.addAll(sales.missing(reading));
            return List.copyOf(findings);
        }
    }
}
