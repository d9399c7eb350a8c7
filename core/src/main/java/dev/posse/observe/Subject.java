package dev.posse.observe;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an event is about, as far as it was known at that moment.
 *
 * @param account the buyer's account
 * @param campaign the campaign
 * @param slot the slot's number
 * @param purchaseId the caller's idempotency key
 * @param attemptId the driver's id of this try
 */
public record Subject(
        Optional<String> account,
        Optional<String> campaign,
        OptionalLong slot,
        Optional<String> purchaseId,
        Optional<String> attemptId) {

    /**
     * Takes what is not null.
     *
     * @param account the buyer's account
     * @param campaign the campaign
     * @param slot the slot's number
     * @param purchaseId the caller's idempotency key
     * @param attemptId the driver's id of this try
     */
    public Subject {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(campaign, "campaign");
        Objects.requireNonNull(slot, "slot");
        Objects.requireNonNull(purchaseId, "purchaseId");
        Objects.requireNonNull(attemptId, "attemptId");
    }

    /** About nothing in particular. */
    public static final Subject NONE =
            new Subject(Optional.empty(), Optional.empty(), OptionalLong.empty(), Optional.empty(), Optional.empty());

    /**
     * Speaks of an account.
     *
     * @param account its id
     * @return the subject with it
     */
    public Subject withAccount(String account) {
        Objects.requireNonNull(account, "account");
        return new Subject(Optional.of(account), campaign, slot, purchaseId, attemptId);
    }

    /**
     * Speaks of a campaign.
     *
     * @param campaign its id
     * @return the subject with it
     */
    public Subject withCampaign(String campaign) {
        Objects.requireNonNull(campaign, "campaign");
        return new Subject(account, Optional.of(campaign), slot, purchaseId, attemptId);
    }

    /**
     * Speaks of a slot.
     *
     * @param slot its number
     * @return the subject with it
     */
    public Subject withSlot(long slot) {
        return new Subject(account, campaign, OptionalLong.of(slot), purchaseId, attemptId);
    }

    /**
     * Speaks of a purchase.
     *
     * @param purchaseId the caller's idempotency key
     * @return the subject with it
     */
    public Subject withPurchase(String purchaseId) {
        Objects.requireNonNull(purchaseId, "purchaseId");
        return new Subject(account, campaign, slot, Optional.of(purchaseId), attemptId);
    }

    /**
     * Speaks of an attempt.
     *
     * @param attemptId the driver's id of this try
     * @return the subject with it
     */
    public Subject withAttempt(String attemptId) {
        Objects.requireNonNull(attemptId, "attemptId");
        return new Subject(account, campaign, slot, purchaseId, Optional.of(attemptId));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        account.ifPresent(id -> text.append(" account=").append(id));
        campaign.ifPresent(id -> text.append(" campaign=").append(id));
        slot.ifPresent(number -> text.append(" slot=").append(number));
        purchaseId.ifPresent(id -> text.append(" purchase=").append(id));
        attemptId.ifPresent(id -> text.append(" attempt=").append(id));
        return text.toString().strip();
    }
}
