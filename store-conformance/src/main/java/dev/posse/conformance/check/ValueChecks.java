package dev.posse.conformance.check;

import static dev.posse.conformance.check.Check.required;
import static dev.posse.conformance.check.CheckContext.bytes;

import dev.posse.conformance.report.Clause;
import dev.posse.conformance.report.ClauseBroken;
import dev.posse.conformance.report.ValueText;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.StoreLimits;
import dev.posse.store.Version;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** That values come back byte by byte (S12), and that arrays are copied (S13). */
final class ValueChecks {

    private static final List<String> TEXTS = List.of(
            " ",
            "  trailing  ",
            "\r\n",
            "END\r\n",
            "$-1\r\n",
            "\0",
            "\0a\0",
            "null",
            "0",
            "007",
            "1e3",
            "true",
            "\"quoted\"",
            "'",
            "{\"a\":1}",
            "{ \"a\" : 1 }",
            "é",
            "e\u0301",
            "€uro",
            "\ud83d\ude00",
            "\ufeffbom",
            "a\u0000b",
            "\\x00",
            "%00");

    /** No text in any encoding: cut and overlong UTF-8, a lone surrogate, marks of byte order and of compression. */
    private static final int[][] NO_TEXTS = {
        {0xc3},
        {0xe2, 0x82},
        {0xc0, 0x80},
        {0xed, 0xa0, 0x80},
        {0xff, 0xfe},
        {0xfe, 0xff, 0},
        {0x1f, 0x8b, 8},
        {0xac, 0xed, 0, 5}
    };

    /** Around the places where a database might cut, page or compress. */
    private static final int[] LENGTHS = {
        255,
        257,
        1023,
        4096,
        16_383,
        32_768,
        65_535,
        65_536,
        100_000,
        131_072,
        StoreLimits.MAX_VALUE_BYTES - 1,
        StoreLimits.MAX_VALUE_BYTES
    };

    private ValueChecks() {}

    static List<Check> checks() {
        return List.of(
                required(Clause.S12, "values of all sizes and bytes come back as they were", ValueChecks::comeBack),
                required(
                        Clause.S12,
                        "values that can be compressed come back as they were",
                        CompressibleValues::comeBack),
                required(Clause.S12, "a value over the limit is refused, and the old one stays", ValueChecks::tooLong),
                required(
                        Clause.S13,
                        "an array that is changed after the call changes nothing",
                        ValueChecks::changedAfter));
    }

    private static List<byte[]> values(CheckContext context) {
        List<byte[]> values = new ArrayList<>();
        values.add(new byte[0]);
        byte[] all = new byte[256];
        for (int at = 0; at < 256; at++) {
            all[at] = (byte) at;
            values.add(new byte[] {(byte) at});
        }
        values.add(all);
        TEXTS.forEach(text -> values.add(text.getBytes(StandardCharsets.UTF_8)));
        for (int[] odd : NO_TEXTS) {
            byte[] value = new byte[odd.length];
            for (int at = 0; at < odd.length; at++) {
                value[at] = (byte) odd[at];
            }
            values.add(value);
        }
        for (int length : LENGTHS) {
            byte[] value = new byte[length];
            context.random().nextBytes(value);
            values.add(value);
        }
        values.add(new byte[StoreLimits.MAX_VALUE_BYTES]);
        return values;
    }

    private static void comeBack(CheckContext context) throws Exception {
        CasKeyValueStore store = context.store();
        List<byte[]> values = values(context);
        String swapping = context.key();
        Version version = context.added(store, swapping, bytes("start"));
        // So that some of each kind are tried where the time does not do for all.
        Collections.shuffle(values, context.random());
        Rounds rounds = context.allRounds(values.size(), 40);
        while (rounds.next()) {
            byte[] value = values.get(rounds.number() - 1);
            String key = context.key();
            context.added(store, key, value);
            context.reads(store, key, value, Clause.S12);
            context.remember(key, value);
            version = context.swapped(store, swapping, value, version);
            context.reads(store, swapping, value, Clause.S12);
            byte[] together = store.getAll(List.of(key))
                    .getOrDefault(key, context.present(store, key))
                    .value();
            if (!Arrays.equals(together, value)) {
                throw new ClauseBroken(
                        Clause.S12, "getAll gave " + ValueText.of(together) + " instead of " + ValueText.of(value));
            }
        }
        context.figure("values", rounds.number());
    }

    private static void tooLong(CheckContext context) throws Exception {
        CasKeyValueStore store = context.store();
        String present = context.key();
        String absent = context.key();
        Version version = context.added(store, present, bytes("old"));
        for (int length : new int[] {StoreLimits.MAX_VALUE_BYTES + 1, 1_048_576, 1_100_000}) {
            byte[] value = new byte[length];
            RefusedArguments.required(Clause.S12, "add of " + length + " bytes", () -> store.add(absent, value));
            RefusedArguments.required(
                    Clause.S12, "swap to " + length + " bytes", () -> store.swap(present, value, version));
            if (store.get(absent).isPresent()) {
                throw new ClauseBroken(Clause.S12, "an add of " + length + " bytes was refused and wrote something");
            }
            context.reads(store, present, bytes("old"), Clause.S12);
        }
        context.swapped(store, present, bytes("new"), version);
    }

    private static void changedAfter(CheckContext context) throws Exception {
        CasKeyValueStore store = context.store();
        String key = context.key();
        byte[] added = bytes("added");
        Version version = context.added(store, key, added);
        Arrays.fill(added, (byte) '#');
        byte[] answered = context.reads(store, key, bytes("added"), Clause.S13).value();
        Arrays.fill(answered, (byte) '#');
        context.reads(store, key, bytes("added"), Clause.S13);
        byte[] swapped = bytes("swapped");
        context.swapped(store, key, swapped, version);
        Arrays.fill(swapped, (byte) '#');
        context.reads(store, key, bytes("swapped"), Clause.S13);
        store.getAll(List.of(key)).values().forEach(entry -> Arrays.fill(entry.value(), (byte) '#'));
        context.reads(store, key, bytes("swapped"), Clause.S13);
    }
}
