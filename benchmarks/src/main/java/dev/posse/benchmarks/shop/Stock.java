package dev.posse.benchmarks.shop;

/**
 * What there is before the first buyer comes. Ids are {@code c0}, {@code c1} … and {@code a0}, {@code a1} …
 *
 * @param campaigns how many, with all the slots that can be wanted
 * @param accounts how many, with all the money that can be needed
 * @param windows what the accounts have behind them
 */
public record Stock(int campaigns, int accounts, Windows windows) {

    /** Of every slot, in minor units. */
    public static final long PRICE = 250;

    /** Of every campaign. */
    public static final long CAPACITY = 100_000_000;

    /** Of every account, in minor units. */
    public static final long BALANCE = 1_000_000_000;

    /** What an account has behind it. */
    public enum Windows {
        /** One deposit. */
        EMPTY,
        /** As many purchases and deposits as its document holds, so that every sale moves one to the archive. */
        FULL
    }

    /**
     * Names a campaign.
     *
     * @param number from 0
     * @return its id
     */
    public static String campaign(int number) {
        return "c" + number;
    }

    /**
     * Names an account.
     *
     * @param number from 0
     * @return its id
     */
    public static String account(int number) {
        return "a" + number;
    }
}
