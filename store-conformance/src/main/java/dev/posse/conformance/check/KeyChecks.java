package dev.posse.conformance.check;

import static dev.posse.conformance.check.Check.required;
import static dev.posse.conformance.check.CheckContext.bytes;

import dev.posse.conformance.report.Clause;
import dev.posse.conformance.report.ClauseBroken;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.StoreLimits;
import dev.posse.store.Version;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which keys work, which are refused, and that no two are taken for one (S11). */
final class KeyChecks {

    private KeyChecks() {}

    static List<Check> checks() {
        return List.of(
                required(
                        Clause.S11,
                        "every visible ASCII character works, and longest and shortest keys do",
                        KeyChecks::work),
                required(Clause.S11, "keys that differ in one byte are told apart", KeyChecks::toldApart),
                required(
                        Clause.S11, "empty, too long, and keys with other characters are refused", KeyChecks::refused));
    }

    private static void work(CheckContext context) throws Exception {
        CasKeyValueStore store = context.store();
        List<String> keys = new ArrayList<>();
        for (char c = '!'; c <= '~'; c++) {
            keys.add(context.key() + c);
            keys.add(context.key() + c + c + "x");
        }
        String base = context.key();
        keys.add(base + "~".repeat(StoreLimits.MAX_KEY_LENGTH - base.length()));
        Collections.reverse(keys);
        Rounds rounds = context.allRounds(keys.size(), 30);
        while (rounds.next()) {
            String key = keys.get(rounds.number() - 1);
            Version version = context.added(store, key, bytes(key));
            context.reads(store, key, bytes(key), Clause.S11);
            context.swapped(store, key, bytes("2" + key), version);
            context.remember(key, bytes("2" + key));
        }
        // A key of one character cannot be fresh: that it is taken is enough.
        store.get("!");
        store.add("~", bytes("shortest"));
        context.present(store, "~");
        context.figure("keys", rounds.number());
    }

    private static void toldApart(CheckContext context) throws Exception {
        CasKeyValueStore store = context.store();
        String base = context.key() + "/";
        List<String> tails = new ArrayList<>(List.of(
                "a", "A", "aa", "a.", "a,", "a/", "a//", "./a", "a/.", "a/../a", "%61", "%2561", "%", "%%", "+", "a+",
                "%20", "a%00", "&amp;", "&", "a*", "a?", "[a]", "{a}", "{a}b", "a{b}", "a;b", "a:b", "a|b", "a'b",
                "a''b", "a\"b", "a\\b", "a\\\\b", "\\n", "\\u0061", "$a", "#a", "@a", "~a", "^a", "`a", "0", "00", "-0",
                "1", "01", "1.0", "1e0", "_", "__", "-", "--", "ss", "SS", "fi", "FI", "null", "NULL"));
        String filling = "k".repeat(StoreLimits.MAX_KEY_LENGTH - base.length() - 2);
        // Differences behind the place where a database might cut or hash.
        tails.add(filling + "1");
        tails.add(filling + "2");
        tails.add(filling + "12");
        tails.add(filling + "21");
        Map<String, Version> versions = new LinkedHashMap<>();
        for (String tail : tails) {
            try {
                versions.put(tail, context.added(store, base + tail, bytes("of " + tail)));
            } catch (ClauseBroken e) {
                throw new ClauseBroken(Clause.S11, "a fresh key is taken for another one: " + e.getMessage(), e);
            }
        }
        versions.forEach((tail, version) -> context.reads(store, base + tail, bytes("of " + tail), Clause.S11));
        context.swapped(
                store,
                base + "a",
                bytes("swapped"),
                context.present(store, base + "a").version());
        versions.forEach((tail, version) ->
                context.reads(store, base + tail, bytes(tail.equals("a") ? "swapped" : "of " + tail), Clause.S11));
        context.figure("keys", tails.size());
    }

    private static void refused(CheckContext context) throws Exception {
        CasKeyValueStore store = context.store();
        String base = context.key();
        Version some = context.added(store, base, bytes("stays"));
        List<String> bad = new ArrayList<>();
        bad.add("");
        bad.add("k".repeat(StoreLimits.MAX_KEY_LENGTH + 1));
        bad.add("k".repeat(1000));
        for (char c = 0; c <= ' '; c++) {
            bad.add(base + c);
            bad.add(base + c + "x");
        }
        for (char c = 0x7f; c <= 0x100; c++) {
            bad.add(base + c);
        }
        bad.addAll(
                List.of(" " + base, base + "\r\nflush_all", base + "\u0301", base + "\u20ac", base + "\ud83d\ude00"));
        bad.addAll(List.of(base + "\ufeff", base + "\u200b", base + "\uff41", base + "\ud800"));
        for (String key : bad) {
            refusesEverywhere(store, key, some);
        }
        context.reads(store, base, bytes("stays"), Clause.S11);
        context.figure("refused keys", bad.size());
    }

    private static void refusesEverywhere(CasKeyValueStore store, String key, Version some) {
        RefusedArguments.required(Clause.S11, "get of the key " + escaped(key), () -> store.get(key));
        RefusedArguments.required(Clause.S11, "add of the key " + escaped(key), () -> store.add(key, bytes("x")));
        RefusedArguments.required(
                Clause.S11, "swap of the key " + escaped(key), () -> store.swap(key, bytes("x"), some));
        RefusedArguments.required(Clause.S11, "getAll with the key " + escaped(key), () -> store.getAll(List.of(key)));
    }

    private static String escaped(String key) {
        StringBuilder text = new StringBuilder();
        String shown = key.length() > 60 ? key.substring(0, 60) + "…" : key;
        shown.chars()
                .forEach(
                        c -> text.append(c > ' ' && c <= '~' ? String.valueOf((char) c) : String.format("\\u%04x", c)));
        return "\"" + text + "\" (" + key.length() + " characters)";
    }
}
