package dev.posse.document;

import java.util.Locale;
import java.util.Optional;

/**
 * A run of numbered slots for sale at one price.
 *
 * @param id the campaign's
 * @param price of every slot, in minor units; never changes
 * @param capacity how many slots there are; never changes
 * @param status whether new purchases may begin
 * @param reason why it was stopped, if it was
 * @param lastPurchasedSlot the highest slot that is settled; 0 before the first
 * @param unknown fields of a newer release
 */
public record Campaign(
        String id,
        long price,
        long capacity,
        Status status,
        Optional<String> reason,
        long lastPurchasedSlot,
        UnknownFields unknown)
        implements Document {

    /** Whether new purchases may begin. */
    public enum Status {
        /** They may. */
        OPEN,
        /** The shop has closed it. */
        CLOSED,
        /** Posse has stopped it because the books do not add up; a person has to look. */
        STOPPED
    }

    private static final String TYPE = "campaign";

    /**
     * Makes a campaign that has sold nothing.
     *
     * @param id the campaign's
     * @param price of every slot, in minor units
     * @param capacity how many slots there are
     * @return open, no slot sold
     */
    public static Campaign created(String id, long price, long capacity) {
        return new Campaign(id, price, capacity, Status.OPEN, Optional.empty(), 0, UnknownFields.NONE);
    }

    /**
     * Moves on by one settled slot (D6).
     *
     * @return the campaign with the next last slot
     */
    public Campaign advanced() {
        return new Campaign(id, price, capacity, status, reason, lastPurchasedSlot + 1, unknown);
    }

    /**
     * Closes, stops or opens again.
     *
     * @param next the new status
     * @param why the reason, if there is one to be read later
     * @return the campaign with that status
     */
    public Campaign with(Status next, Optional<String> why) {
        return new Campaign(id, price, capacity, next, why, lastPurchasedSlot, unknown);
    }

    @Override
    public String key() {
        return Keys.campaign(id);
    }

    @Override
    public byte[] encode() {
        return FieldWriter.ofDocument(TYPE)
                .put("campaign", id)
                .put("price", price)
                .put("capacity", capacity)
                .put("status", status.name().toLowerCase(Locale.ROOT))
                .put("reason", reason)
                .put("lastPurchasedSlot", lastPurchasedSlot)
                .putRest(unknown)
                .toBytes();
    }

    /**
     * Reads a campaign's document.
     *
     * @param key its key
     * @param value its bytes
     * @return the campaign
     * @throws DocumentException if it cannot be understood
     */
    public static Campaign decode(String key, byte[] value) {
        FieldReader fields = FieldReader.ofDocument(key, value, TYPE);
        String id = fields.takeId("campaign");
        long price = fields.takeLong("price", 1);
        long capacity = fields.takeLong("capacity", 1);
        String status = fields.takeString("status");
        Campaign campaign = new Campaign(
                id,
                price,
                capacity,
                switch (status) {
                    case "open" -> Status.OPEN;
                    case "closed" -> Status.CLOSED;
                    case "stopped" -> Status.STOPPED;
                    default -> throw fields.corrupt("its status is " + status + ", not open, closed or stopped");
                },
                fields.takeOptionalString("reason"),
                fields.takeLong("lastPurchasedSlot", 0),
                fields.takeRest());
        if (!campaign.key().equals(key)) {
            throw fields.corrupt("it says of itself that it is " + campaign.key());
        }
        return campaign;
    }
}
