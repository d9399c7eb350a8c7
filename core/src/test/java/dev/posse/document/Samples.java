package dev.posse.document;

import dev.posse.store.Version;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;

/** One document of each kind, without and with all that is optional; the names are those of the golden files. */
final class Samples {

    static final Instant SINCE = Instant.parse("2026-05-04T10:15:30.125Z");
    static final Instant LATER = Instant.parse("2026-05-04T10:15:31Z");
    static final String SALT = "größe \"M\" \\ 👍\n";

    private Samples() {}

    static Map<String, Document> all() {
        Map<String, Document> all = new LinkedHashMap<>();
        all.put("account-opened", Account.opened("anna"));
        all.put("account-full", fullAccount());
        all.put("campaign-created", Campaign.created("drop", 1999, 500));
        all.put(
                "campaign-stopped",
                new Campaign(
                        "drop",
                        1999,
                        500,
                        Campaign.Status.STOPPED,
                        Optional.of("a sale is lost"),
                        17,
                        unknown("{\"owner\":\"ops\"}")));
        all.put("campaign-closed", Campaign.created("drop", 1, 1).with(Campaign.Status.CLOSED, Optional.empty()));
        all.put(
                "campaign-ahead",
                Campaign.created("drop", 1999, 500).settled(1).settled(4).settled(3));
        all.put("claim-plain", claim(Optional.empty(), UnknownFields.NONE));
        all.put("claim-full", claim(Optional.of(SALT), unknown("{\"channel\":{\"app\":[1,null,true]}}")));
        all.put("void-plain", new VoidSlot("drop", 7, "a-1", "n2", LATER, UnknownFields.NONE));
        all.put("void-full", new VoidSlot("drop", 7, "a-1", "n2", LATER, unknown("{\"why\":\"login\"}")));
        all.put("transaction-plain", new Transaction(claim(Optional.empty(), UnknownFields.NONE), "n2", LATER));
        all.put(
                "transaction-full",
                new Transaction(claim(Optional.of(SALT), unknown("{\"channel\":\"app\"}")), "n2", LATER));
        all.put(
                "purchase-full",
                new ArchivedPurchase(
                        "anna",
                        new PurchaseEntry.Bought(
                                2,
                                "p-old",
                                "a-7",
                                "drop",
                                7,
                                1999,
                                Optional.of(Digests.sha256("gift")),
                                SINCE,
                                unknown("{\"note\":\"x\"}")),
                        Optional.of("p-older")));
        all.put(
                "purchase-called-off",
                new ArchivedPurchase(
                        "anna",
                        new PurchaseEntry.CalledOff(1, "p-older", SINCE, UnknownFields.NONE),
                        Optional.empty()));
        all.put(
                "movement-first",
                new ArchivedMovement(
                        "anna",
                        new Movement(3, "m-older", Movement.Kind.DEPOSIT, 5, SINCE, UnknownFields.NONE),
                        Optional.empty()));
        all.put(
                "movement-full",
                new ArchivedMovement(
                        "anna",
                        new Movement(4, "m-old", Movement.Kind.WITHDRAWAL, 5, LATER, unknown("{\"iban\":\"y\"}")),
                        Optional.of("m-older")));
        all.put("directory-empty", Directory.empty(1));
        all.put("directory-full", new Directory(2, List.of("drop", "ads"), unknown("{\"sealed\":false}")));
        all.put("write-probe-plain", new WriteProbe("n2", SINCE, UnknownFields.NONE));
        all.put("write-probe-full", new WriteProbe("n2", LATER, unknown("{\"zone\":[7]}")));
        all.put("wake-ups-none", WakeUps.NONE);
        all.put("wake-ups-full", new WakeUps(7, List.of("drop", "ads"), unknown("{\"sealed\":false}")));
        all.put("incarnation-plain", new Incarnation("i-1", SINCE, Optional.empty(), UnknownFields.NONE));
        all.put("incarnation-full", new Incarnation("i-1", SINCE, Optional.of("run-42"), unknown("{\"by\":\"ops\"}")));
        all.put(
                "incarnation-objected-full",
                new Incarnation(
                        "i-1",
                        SINCE,
                        Optional.of("run-42"),
                        1777889730125L,
                        Optional.of("n1: the campaign drop fell back"),
                        unknown("{\"by\":\"ops\"}")));
        return all;
    }

    static Account fullAccount() {
        return new Account(
                "anna",
                5000,
                1000,
                1999,
                Optional.of(new Lock(
                        "drop",
                        8,
                        Optional.of(new Version("v/12")),
                        "p-2",
                        "a-2",
                        1999,
                        Optional.of(SALT),
                        SINCE,
                        unknown("{\"channel\":\"app\"}"))),
                3,
                9,
                new EntryWindow<>(
                        List.of(
                                new PurchaseEntry.Bought(
                                        5, "p-0", "a-0", "ads", 3, 999, Optional.empty(), SINCE, UnknownFields.NONE),
                                new PurchaseEntry.CalledOff(7, "p-9", LATER, unknown("{\"by\":\"anna\"}")),
                                new PurchaseEntry.Bought(
                                        8,
                                        "p-1",
                                        "a-1",
                                        "drop",
                                        7,
                                        1000,
                                        Optional.of(Digests.sha256("gift")),
                                        SINCE,
                                        unknown("{\"note\":\"x\"}"))),
                        Optional.of("p-old")),
                new EntryWindow<>(
                        List.of(
                                new Movement(6, "m-1", Movement.Kind.DEPOSIT, 5000, SINCE, UnknownFields.NONE),
                                new Movement(
                                        9, "m-2", Movement.Kind.WITHDRAWAL, 1000, LATER, unknown("{\"iban\":\"y\"}"))),
                        Optional.of("m-old")),
                3,
                unknown("{\"tier\":\"gold\"}"));
    }

    static Document named(String name) {
        return Objects.requireNonNull(all().get(name), name);
    }

    static Claim claim(Optional<String> payload, UnknownFields unknown) {
        return new Claim("drop", 7, "anna", "p-1", "a-1", 1999, payload, SINCE, unknown);
    }

    static UnknownFields unknown(String json) {
        Map<String, tools.jackson.databind.JsonNode> fields = new LinkedHashMap<>();
        FieldReader.MAPPER
                .readTree(json)
                .properties()
                .forEach(property -> fields.put(property.getKey(), property.getValue()));
        return UnknownFields.of(fields);
    }

    /** Finds how a document with this key is read. */
    static BiFunction<String, byte[], ? extends Document> decoderOf(String key) {
        if (key.startsWith("account/")) {
            return Account::decode;
        } else if (key.startsWith("campaign/")) {
            return Campaign::decode;
        } else if (key.startsWith("slot/")) {
            return Slot::decode;
        } else if (key.startsWith("transaction/")) {
            return Transaction::decode;
        } else if (key.startsWith("purchase/")) {
            return ArchivedPurchase::decode;
        } else if (key.startsWith("movement/")) {
            return ArchivedMovement::decode;
        }
        if (key.equals(Keys.WRITE_PROBE)) {
            return WriteProbe::decode;
        }
        if (key.equals(Keys.WAKE_UPS)) {
            return WakeUps::decode;
        }
        return key.equals(Keys.INCARNATION) ? Incarnation::decode : Directory::decode;
    }

    static Document decode(String key, byte[] value) {
        return decoderOf(key).apply(key, value);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }
}
