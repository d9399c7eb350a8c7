package dev.posse.audit;

import dev.posse.audit.AuditReport.Kind;
import dev.posse.document.Campaign;
import dev.posse.document.Keys;
import java.util.Optional;

/** A campaign, and how far its slots were read. Claims never change, so that each slot is judged once. */
final class CampaignProgress {

    /** Slots that are read beyond the last known claim; among them a gap shows. */
    private static final int AHEAD = 16;

    /** Slots in a row without a claim after which lastPurchasedSlot is no longer believed. */
    private static final int EMPTY_SLOTS = 10_000;

    private final String id;
    private Optional<Campaign> document = Optional.empty();
    private boolean unreadable;
    private boolean listed;
    private boolean beyondBelief;
    private long lastBeforeAccounts;
    private long next = 1;
    private long highestClaim;
    private long emptySlots;
    private int ahead = AHEAD;

    CampaignProgress(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    String key() {
        return Keys.campaign(id);
    }

    Optional<Campaign> document() {
        return document;
    }

    /** Whether nothing stands under the campaign's key, as last read. */
    boolean isAbsent() {
        return document.isEmpty() && !unreadable;
    }

    boolean isListed() {
        return listed;
    }

    void list() {
        listed = true;
    }

    boolean hasClaims() {
        return highestClaim > 0;
    }

    /** Takes the document as just read. */
    void read(Optional<Campaign> campaign, boolean absent) {
        unreadable = !absent && campaign.isEmpty();
        // One that cannot be read any more was read before, perhaps: what it said then is still true.
        if (!unreadable) {
            document = campaign;
        }
    }

    /** The slots up to here are settled, as far as the campaign says so and is believed. */
    long last() {
        return beyondBelief ? 0 : document.map(Campaign::lastPurchasedSlot).orElse(0L);
    }

    /** Whether lastPurchasedSlot is no longer believed, so that what lies beyond the last claim was not looked at. */
    boolean isBeyondBelief() {
        return beyondBelief;
    }

    /** Remembers that what is settled now was settled before the accounts were read. */
    void accountsFollow() {
        lastBeforeAccounts = last();
    }

    /** Whether the campaign had moved past a slot before the accounts were read: it is debited then (law A5). */
    boolean wasSettledBefore(long slot) {
        return slot <= lastBeforeAccounts;
    }

    /** The first slot that is not judged yet. */
    long next() {
        return next;
    }

    /** How many slots are to be read next, at most as many as there is room for. */
    int readsNext(int room) {
        long settled = Math.min(ChunkedReads.CHUNK, Math.max(0, last() - next + 1));
        return (int) Math.min(room, settled + ahead);
    }

    /**
     * Takes note that slots were judged.
     *
     * @param judged the last slot that is known for good
     * @param end the last slot that was read
     * @param highest the highest claim among those read, or 0
     * @param unclaimed how many of those read nobody holds for certain
     * @param findings to be told if the campaign is no longer believed
     * @return whether there is more to read now
     */
    boolean judged(long judged, long end, long highest, long unclaimed, Findings findings) {
        next = judged + 1;
        if (highest > 0) {
            emptySlots = 0;
            highestClaim = highest;
        } else {
            emptySlots += unclaimed;
        }
        if (judged < end) {
            emptySlots = 0;
            return false;
        }
        ahead = Math.min(ChunkedReads.CHUNK, 2 * ahead);
        if (emptySlots >= EMPTY_SLOTS) {
            findings.add(
                    Kind.CAMPAIGN_BEYOND_CLAIMS,
                    key(),
                    "its lastPurchasedSlot is " + last() + ", and after slot " + highestClaim + " no slot up to "
                            + judged + " is claimed; the rest is not looked at");
            beyondBelief = true;
            next = highestClaim + 1;
            return false;
        }
        return true;
    }
}
