package dev.posse.document;

import java.time.Instant;

/**
 * Nobody's slot: a write that made an attempt's shot miss for ever. A later attempt may swap it, from exactly the version
 * that its lock names (law A2b).
 *
 * @param campaign whose slot it is
 * @param slot its number, from 1
 * @param attemptId the attempt that it was written against, for people who read it
 * @param by the node that wrote it
 * @param at when
 * @param unknown fields of a newer release
 */
public record VoidSlot(String campaign, long slot, String attemptId, String by, Instant at, UnknownFields unknown)
        implements Slot {

    static final String STATE = "void";

    @Override
    public String key() {
        return Keys.slot(campaign, slot);
    }

    @Override
    public byte[] encode() {
        return FieldWriter.ofDocument(TYPE)
                .put("state", STATE)
                .put("campaign", campaign)
                .put("slot", slot)
                .put("against", attemptId)
                .put("by", by)
                .put("at", at)
                .putRest(unknown)
                .toBytes();
    }

    static VoidSlot read(FieldReader fields) {
        return new VoidSlot(
                fields.takeId("campaign"),
                fields.takeLong("slot", 1),
                fields.takeString("against"),
                fields.takeString("by"),
                fields.takeInstant("at"),
                fields.takeRest());
    }
}
