package dev.posse.benchmarks.purchase;

/** What the buyers want. */
public enum Scenario {
    /** All want one campaign, as on the day of the drop. */
    HOT(1),
    /** Each purchase is for one of a thousand campaigns, by chance. */
    SPREAD(1000),
    /** One buyer, one campaign, nobody else at work: counted, not timed. */
    ALONE(1);

    private final int campaigns;

    Scenario(int campaigns) {
        this.campaigns = campaigns;
    }

    /** {@return how many campaigns there are} */
    public int campaigns() {
        return campaigns;
    }
}
