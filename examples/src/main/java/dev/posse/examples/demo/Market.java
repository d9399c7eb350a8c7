package dev.posse.examples.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;

/** Who may buy what: the accounts and the campaigns that have slots left. */
final class Market {

    private static final long LOWEST_PRICE = 100;

    /** What a buyer pays in when the balance is used up; enough for some ten slots. */
    static final long DEPOSIT = 2_000;

    private final List<String> accounts = new ArrayList<>();
    private final List<String> campaigns = new ArrayList<>();
    private final List<String> selling;
    private volatile boolean closed;

    /** Names carry the run, so that many runs can share one database. */
    Market(DemoSettings settings, String run) {
        for (int number = 1; number <= settings.accounts(); number++) {
            accounts.add(run + "-buyer-" + number);
        }
        for (int number = 1; number <= settings.campaigns(); number++) {
            campaigns.add(run + "-drop-" + number);
        }
        selling = new CopyOnWriteArrayList<>(campaigns);
    }

    List<String> accounts() {
        return accounts;
    }

    List<String> campaigns() {
        return campaigns;
    }

    /** Prices differ, so that a debit for the wrong campaign shows. */
    long priceOf(String campaign) {
        return LOWEST_PRICE + 7L * campaigns.indexOf(campaign);
    }

    String anyAccount(RandomGenerator dice) {
        return accounts.get(dice.nextInt(accounts.size()));
    }

    Optional<String> anyCampaign(RandomGenerator dice) {
        List<String> open = List.copyOf(selling);
        return closed || open.isEmpty() ? Optional.empty() : Optional.of(open.get(dice.nextInt(open.size())));
    }

    boolean isOpen() {
        return !closed && !selling.isEmpty();
    }

    void soldOut(String campaign) {
        selling.remove(campaign);
    }

    void close() {
        closed = true;
    }
}
