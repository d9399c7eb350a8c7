package dev.posse.examples.harness.workload;

import dev.posse.examples.harness.events.RunEvent.CampaignCreated;
import dev.posse.examples.harness.events.RunEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;

/** Who may buy what: the accounts and the campaigns that have slots left. */
public final class Workload {

    private static final long LOWEST_PRICE = 100;

    /** What a buyer pays in when the balance is used up; enough for some ten slots. */
    public static final long DEPOSIT = 2_000;

    /** What a buyer takes out again now and then; an account that holds less is filled up first. */
    public static final long WITHDRAWAL = 300;

    private final String run;
    private final List<String> accounts = new ArrayList<>();
    private final List<String> campaigns = new ArrayList<>();
    private final List<String> selling;
    private volatile boolean closed;
    private volatile Duration thinkTime = Duration.ZERO;

    /**
     * Opens a workload.
     *
     * @param accountCount how many accounts buy
     * @param campaignCount how many campaigns sell
     * @param run is in all names, so that many runs can share one database
     */
    public Workload(int accountCount, int campaignCount, String run) {
        this.run = run;
        for (int number = 1; number <= accountCount; number++) {
            accounts.add(run + "-buyer-" + number);
        }
        for (int number = 1; number <= campaignCount; number++) {
            campaigns.add(run + "-drop-" + number);
        }
        selling = new CopyOnWriteArrayList<>(campaigns);
    }

    /**
     * Lets buyers think before each purchase, so that a person can follow.
     *
     * @param buyers that are at work at the same time
     * @param perSecond purchases that all of them begin in a second; 0 if they are not to think
     */
    public void pace(int buyers, double perSecond) {
        thinkTime = perSecond == 0 ? Duration.ZERO : Duration.ofMillis((long) (buyers / perSecond * 1e3));
    }

    /**
     * Waits as a buyer does before a purchase, until everything is closed at the longest.
     *
     * @param random to draw with
     */
    public void think(RandomGenerator random) {
        // Exponential, so that buyers come like rain; its tail is cut, so that nobody stays away.
        double times = Math.min(4, -Math.log(1 - random.nextDouble()));
        long end = System.nanoTime() + (long) (thinkTime.toNanos() * times);
        while (isOpen() && System.nanoTime() - end < 0) {
            Pause.of(Duration.ofNanos(Math.min(50_000_000, Math.max(1, end - System.nanoTime()))));
        }
    }

    /**
     * Tells whether buyers think.
     *
     * @return whether the run is slowed so that a person can follow
     */
    public boolean isPaced() {
        return !thinkTime.isZero();
    }

    /**
     * Names the run.
     *
     * @return what all ids of this run begin with
     */
    public String run() {
        return run;
    }

    /**
     * Returns the buyers.
     *
     * @return their account ids
     */
    public List<String> accounts() {
        return accounts;
    }

    /**
     * Returns what is sold.
     *
     * @return campaign ids
     */
    public List<String> campaigns() {
        return campaigns;
    }

    /**
     * Tells of what is for sale.
     *
     * @param events of the run
     * @param capacity slots of each campaign
     */
    public void tell(RunEvents events, long capacity) {
        campaigns.forEach(campaign -> events.tell(at -> new CampaignCreated(at, campaign, capacity)));
    }

    /**
     * Returns a price. Prices differ, so that a debit for the wrong campaign shows.
     *
     * @param campaign its id
     * @return in minor units
     */
    public long priceOf(String campaign) {
        return LOWEST_PRICE + 7L * campaigns.indexOf(campaign);
    }

    /**
     * Draws a buyer.
     *
     * @param random to draw with
     * @return an account id
     */
    public String anyAccount(RandomGenerator random) {
        return accounts.get(random.nextInt(accounts.size()));
    }

    /**
     * Draws a campaign that still sells.
     *
     * @param random to draw with
     * @return its id, or empty if nothing is sold any more
     */
    public Optional<String> anyCampaign(RandomGenerator random) {
        List<String> open = List.copyOf(selling);
        return closed || open.isEmpty() ? Optional.empty() : Optional.of(open.get(random.nextInt(open.size())));
    }

    /**
     * Returns whether anything is sold.
     *
     * @return false once all is sold out or the workload is closed
     */
    public boolean isOpen() {
        return !closed && !selling.isEmpty();
    }

    /**
     * Takes a campaign out.
     *
     * @param campaign its id
     */
    public void soldOut(String campaign) {
        selling.remove(campaign);
    }

    /** Ends all sales. */
    public void close() {
        closed = true;
    }
}
