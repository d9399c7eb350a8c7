package dev.posse.examples.harness.workload;

import dev.posse.CampaignOverview;
import dev.posse.Posse;
import dev.posse.document.Account;
import dev.posse.store.StoreException;
import java.time.Duration;

/** Sets the workload up before a run, and at its end waits until the posse has settled everything. */
public final class WorkloadSetup {

    /** For how long the posse may need at the end to bring every campaign up to its last claim. */
    private static final Duration LONGEST_CATCH_UP = Duration.ofMinutes(2);

    private static final int MOST_CALLS = 200;

    private final Posse posse;
    private final Workload workload;

    /**
     * Makes one.
     *
     * @param posse to work through; in peace, nobody kills its node
     * @param workload that is set up
     */
    public WorkloadSetup(Posse posse, Workload workload) {
        this.posse = posse;
        this.workload = workload;
    }

    /**
     * Creates all campaigns and opens all accounts.
     *
     * @param capacity slots of each campaign
     */
    public void setUp(long capacity) {
        for (String campaign : workload.campaigns()) {
            untilDone(() -> {
                posse.campaigns().create(campaign, workload.priceOf(campaign), capacity);
                return true;
            });
        }
        for (String account : workload.accounts()) {
            untilDone(() -> {
                posse.accounts().open(account);
                return true;
            });
        }
    }

    /**
     * Tells whether an answer about an older purchase would be no answer.
     *
     * @param account the buyer's
     * @return true if the account's window of recent purchases is full: what has left it counts as new
     */
    public boolean mayHaveForgotten(String account) {
        return posse.accounts()
                .statement(account)
                .filter(statement -> statement.purchases().size() >= Account.WINDOW)
                .isPresent();
    }

    /**
     * Waits for the posse, bounded; the books show it if that was not enough.
     *
     * @return how long it took
     */
    public Duration awaitSettled() {
        long began = System.nanoTime();
        for (String campaign : workload.campaigns()) {
            while (isBehind(campaign) && System.nanoTime() - began < LONGEST_CATCH_UP.toNanos()) {
                Pause.of(Duration.ofMillis(50));
            }
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private boolean isBehind(String campaign) {
        try {
            return posse.campaigns()
                    .find(campaign)
                    // Nobody settles in a stopped campaign; the alarm is in the books.
                    .filter(found -> found.status() != CampaignOverview.Status.STOPPED)
                    .filter(found -> !posse.campaigns()
                            .sold(campaign, found.lastPurchasedSlot() + 1, 1)
                            .isEmpty())
                    .isPresent();
        } catch (StoreException e) {
            // Whoever cannot be asked may be behind.
            return true;
        }
    }

    /** Something that may have to be tried more than once. */
    public interface Try {

        /**
         * Tries.
         *
         * @return whether it is done
         */
        boolean isDone();
    }

    /**
     * Tries until it is done, bounded. What was answered and is still not done after the last try shows in the books.
     *
     * @param attempt to be repeated
     * @throws StoreException if the store does not answer for longer than an outage lasts
     */
    public static void untilDone(Try attempt) {
        for (int calls = 1; calls <= MOST_CALLS && !StoreOutage.survive(attempt::isDone); calls++) {
            Pause.of(Duration.ofMillis(10));
        }
    }
}
