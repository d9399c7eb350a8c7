package dev.posse.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A run of numbered slots for sale at one price.
 *
 * @param id the campaign's
 * @param price of every slot, in minor units; never changes
 * @param capacity how many slots there are; never changes
 * @param status whether new purchases may begin
 * @param reason why it was stopped, if it was
 * @param lastPurchasedSlot the highest slot up to which all are settled; 0 before the first
 * @param settledAhead slots above the one after the last that are settled all the same, ascending, at most {@value
 *     #MAX_AHEAD}: whoever settles the slots in between moves the campaign past them as well
 * @param unknown fields of a newer release
 */
public record Campaign(
        String id,
        long price,
        long capacity,
        Status status,
        Optional<String> reason,
        long lastPurchasedSlot,
        List<Long> settledAhead,
        UnknownFields unknown)
        implements Document {

    /** Most slots that are noted ahead; who settles one more leaves it to the posse. */
    public static final int MAX_AHEAD = 64;

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
     * Makes a campaign that has no slot settled ahead.
     *
     * @param id the campaign's
     * @param price of every slot, in minor units
     * @param capacity how many slots there are
     * @param status whether new purchases may begin
     * @param reason why it was stopped, if it was
     * @param lastPurchasedSlot the highest slot that is settled
     * @param unknown fields of a newer release
     */
    public Campaign(
            String id,
            long price,
            long capacity,
            Status status,
            Optional<String> reason,
            long lastPurchasedSlot,
            UnknownFields unknown) {
        this(id, price, capacity, status, reason, lastPurchasedSlot, List.of(), unknown);
    }

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
     * Returns whether the campaign knows that a slot is settled.
     *
     * @param slot its number
     * @return true if it has moved past it or has it noted ahead
     */
    public boolean isSettled(long slot) {
        return slot <= lastPurchasedSlot || settledAhead.contains(slot);
    }

    /**
     * Returns whether a settled slot can be taken note of.
     *
     * @param slot its number
     * @return false if it is one too many that waits for those before it
     */
    public boolean hasRoomFor(long slot) {
        return slot == lastPurchasedSlot + 1 || settledAhead.size() < MAX_AHEAD;
    }

    /**
     * Finds out of which settled slots note can be taken.
     *
     * @param slots their numbers, in ascending order
     * @return those of them that {@link #settled(List)} may be told of together
     */
    public List<Long> noting(List<Long> slots) {
        List<Long> noted = new ArrayList<>();
        Campaign campaign = this;
        for (long slot : slots) {
            if (campaign.isSettled(slot) || campaign.hasRoomFor(slot)) {
                campaign = campaign.settled(slot);
                noted.add(slot);
            }
        }
        return List.copyOf(noted);
    }

    /** {@return the lowest slot of which the campaign does not say that it is claimed; claims have no gaps} */
    public long frontier() {
        return 1 + (settledAhead.isEmpty() ? lastPurchasedSlot : settledAhead.get(settledAhead.size() - 1));
    }

    /**
     * Takes note of a settled slot (D6): moves on past it, and past those that were waiting for it; or, if one before it is not
     * settled yet, keeps it for whoever settles that.
     *
     * @param slot its number
     * @return the campaign that knows of it
     */
    public Campaign settled(long slot) {
        if (settledAhead.isEmpty() && slot == lastPurchasedSlot + 1) {
            return new Campaign(id, price, capacity, status, reason, slot, settledAhead, unknown);
        }
        SortedSet<Long> ahead = new TreeSet<>(settledAhead);
        ahead.add(slot);
        return caughtUp(lastPurchasedSlot, ahead);
    }

    /**
     * Takes note of several settled slots.
     *
     * @param slots their numbers
     * @return the campaign that knows of them
     */
    public Campaign settled(List<Long> slots) {
        Campaign campaign = this;
        for (long slot : slots) {
            campaign = campaign.settled(slot);
        }
        return campaign;
    }

    private Campaign caughtUp(long from, SortedSet<Long> ahead) {
        long last = from;
        while (!ahead.isEmpty() && ahead.first() <= last + 1) {
            last = Math.max(last, ahead.first());
            ahead.remove(ahead.first());
        }
        return new Campaign(id, price, capacity, status, reason, last, List.copyOf(ahead), unknown);
    }

    /**
     * Closes, stops or opens again.
     *
     * @param next the new status
     * @param why the reason, if there is one to be read later
     * @return the campaign with that status
     */
    public Campaign with(Status next, Optional<String> why) {
        return new Campaign(id, price, capacity, next, why, lastPurchasedSlot, settledAhead, unknown);
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
                .putLongs("settledAhead", settledAhead)
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
        return FieldReader.read(key, value, TYPE, fields -> read(key, fields));
    }

    static Campaign read(String key, FieldReader fields) {
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
                fields.takeOptionalLongs("settledAhead", 1),
                fields.takeRest());
        if (!campaign.key().equals(key)) {
            throw fields.corrupt("it says of itself that it is " + campaign.key());
        }
        return campaign.settledAhead().isEmpty()
                ? campaign
                : campaign.caughtUp(campaign.lastPurchasedSlot(), new TreeSet<>(campaign.settledAhead()));
    }
}
