package dev.posse;

import java.util.Objects;
import java.util.Optional;

/**
 * Where a campaign stands.
 *
 * @param campaign its id
 * @param price of every slot, in minor units
 * @param capacity how many slots there are
 * @param status whether purchases may begin
 * @param reason why it was stopped, if it was
 * @param lastPurchasedSlot the highest settled slot; 0 before the first. One or a few more may be sold and not yet settled
 */
public record CampaignOverview(
        String campaign, long price, long capacity, Status status, Optional<String> reason, long lastPurchasedSlot) {

    /**
     * Takes what is not null.
     *
     * @param campaign its id
     * @param price of every slot, in minor units
     * @param capacity how many slots there are
     * @param status whether purchases may begin
     * @param reason why it was stopped, if it was
     * @param lastPurchasedSlot the highest settled slot; 0 before the first. One or a few more may be sold and not yet settled
     */
    public CampaignOverview {
        Objects.requireNonNull(campaign, "campaign");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(reason, "reason");
    }

    /** Whether purchases may begin. */
    public enum Status {
        /** They may. */
        OPEN,
        /** The shop has closed it. */
        CLOSED,
        /** Posse has stopped it because the books do not add up; a person has to look. */
        STOPPED
    }
}
