package dev.posse.document;

/** The keys of the documents. None is longer than {@code purchase/} + 64 + {@code /} + 64 characters. */
public final class Keys {

    /** The document without which nothing is opened, created or sold. */
    public static final String INCARNATION = "posse/incarnation";

    /** By which nodes tell each other where something is about to be sold after a long time. */
    public static final String WAKE_UPS = "posse/wake-ups";

    /** By which nodes that are asked how they are find out whether the store takes writes. */
    public static final String WRITE_PROBE = "posse/write-probe";

    private Keys() {}

    /**
     * Names an account's document.
     *
     * @param account its id
     * @return the key
     */
    public static String account(String account) {
        return "account/" + account;
    }

    /**
     * Names a campaign's document.
     *
     * @param campaign its id
     * @return the key
     */
    public static String campaign(String campaign) {
        return "campaign/" + campaign;
    }

    /**
     * Names a slot's document.
     *
     * @param campaign its campaign
     * @param slot its number, from 1
     * @return the key
     */
    public static String slot(String campaign, long slot) {
        return "slot/" + campaign + "/" + slot;
    }

    /**
     * Names a transaction's document.
     *
     * @param campaign the campaign of the slot it pays for
     * @param slot the number of the slot it pays for
     * @return the key
     */
    public static String transaction(String campaign, long slot) {
        return "transaction/" + campaign + "/" + slot;
    }

    /**
     * Names the archive document of a purchase id.
     *
     * @param account the buyer's account
     * @param purchaseId the buyer's idempotency key
     * @return the key
     */
    public static String purchase(String account, String purchaseId) {
        return "purchase/" + account + "/" + purchaseId;
    }

    /**
     * Names the archive document of a deposit or withdrawal.
     *
     * @param account its id
     * @param movementId the caller's idempotency key
     * @return the key
     */
    public static String movement(String account, String movementId) {
        return "movement/" + account + "/" + movementId;
    }

    /**
     * Names a page of the directory of campaigns.
     *
     * @param page its number, from 1
     * @return the key
     */
    public static String directory(int page) {
        return "posse/directory/" + page;
    }
}
