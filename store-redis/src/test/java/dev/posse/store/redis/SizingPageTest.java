package dev.posse.store.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.Posse;
import dev.posse.PurchaseRequest;
import dev.posse.outcome.PurchaseOutcome.Purchased;
import dev.posse.store.CasKeyValueStore;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What documents take in a real Redis. The ids are as long as a shop's: accounts of 15 characters, campaigns of 16, purchases and
 * payments of 36, nodes of 6.
 */
@DisplayName("The page about sizes")
class SizingPageTest {

    private static final Path PAGE =
            Objects.requireNonNull(Path.of("").toAbsolutePath().getParent()).resolve("docs/sizing.md");

    private static final String BEGIN = "<!-- sizes: begin -->\n";

    private static final String END = "<!-- sizes: end -->";

    /** Servers of another version, and numbers with a digit more, take a little more or less. */
    private static final double TOLERANCE = 0.1;

    private static final int ACCOUNTS = 40;

    /** A mean over documents of one kind. */
    private record Size(String per, long bytes, long inRedis) {}

    private final Map<String, Size> sizes = new LinkedHashMap<>();

    @Test
    @DisplayName("tells what each document takes, in bytes and in the memory of a real Redis")
    void sizes() throws IOException {
        try (RedisProcess redis = RedisProcess.with(
                        "--appendonly",
                        "yes",
                        "--appendfsync",
                        "no",
                        "--auto-aof-rewrite-percentage",
                        "0",
                        "--save",
                        "");
                RedisClient client = RedisClient.create(redis.uri(""));
                StatefulRedisConnection<String, String> connection = client.connect();
                CasKeyValueStore store = CasKeyValueStore.open(redis.uri("swap=script"))) {
            Posse.initialize(store);
            try (Posse posse = Posse.on(store).node("shop-1").open()) {
                posse.stopPatrols();
                measure(posse, connection.sync());
            }
        }
        compare();
    }

    private void measure(Posse posse, RedisCommands<String, String> redis) {
        for (int each = 0; each < ACCOUNTS; each++) {
            posse.accounts().open(account(each));
        }
        size(redis, "account, just opened", "account", "account/*");
        posse.campaigns().create("summer-drop-2026", 250, 10 * ACCOUNTS);
        deposits(posse, 1, 1_000_000);
        long log = logged(redis);
        buy(posse, "summer-drop-2026", 10, "");
        long logged = (logged(redis) - log) / (10 * ACCOUNTS);
        size(redis, "slot", "sold slot", "slot/summer-drop-2026/*");
        size(redis, "transaction", "sold slot", "transaction/summer-drop-2026/*");
        size(redis, "account, with a deposit and 10 purchases", "account", "account/*");
        size(redis, "campaign", "campaign", "campaign/summer-drop-2026");

        posse.campaigns().create("winter-drop-2026", 250, 10 * ACCOUNTS);
        buy(posse, "winter-drop-2026", 10, "");
        deposits(posse, 17, 1_000);
        size(redis, "account, with the newest 16 purchases and 16 payments", "account", "account/*");
        size(redis, "archived purchase", "purchase beyond the newest 16 of its account", "purchase/*");
        size(redis, "archived payment", "payment beyond the newest 16 of its account", "movement/*");
        posse.campaigns().create("spring-drop-2027", 250, 2 * ACCOUNTS);
        log = logged(redis);
        buy(posse, "spring-drop-2027", 1, "");
        long loggedLater = (logged(redis) - log) / ACCOUNTS;
        posse.campaigns().create("autumn-drop-2027", 250, ACCOUNTS);
        buy(posse, "autumn-drop-2027", 1, "x".repeat(1_000));
        Size slot = Objects.requireNonNull(sizes.get("slot"));
        Size with = mean(redis, "", "slot/autumn-drop-2027/*");
        row(
                "1,000 characters of payload",
                "sold slot, twice: slot and transaction",
                with.bytes() - slot.bytes(),
                with.inRedis() - slot.inRedis());
        row("append-only file, first 10 purchases", "sale", logged, 0);
        row("append-only file, beyond 16 purchases and 16 payments", "sale", loggedLater, 0);
        assertTrue(posse.audit().isBalanced());
    }

    private static String account(int each) {
        return String.format(Locale.ROOT, "customer-%06d", each);
    }

    private static void deposits(Posse posse, int times, long amount) {
        for (int deposit = 0; deposit < times; deposit++) {
            for (int each = 0; each < ACCOUNTS; each++) {
                posse.accounts().deposit(account(each), UUID.randomUUID().toString(), amount);
            }
        }
    }

    private static void buy(Posse posse, String campaign, int times, String payload) {
        for (int sale = 0; sale < times; sale++) {
            for (int each = 0; each < ACCOUNTS; each++) {
                PurchaseRequest request = PurchaseRequest.of(account(each), campaign)
                        .withPurchaseId(UUID.randomUUID().toString());
                assertInstanceOf(
                        Purchased.class, posse.purchase(payload.isEmpty() ? request : request.withPayload(payload)));
            }
        }
    }

    /** How long the append-only file is. */
    private static long logged(RedisCommands<String, String> redis) {
        return redis.info("persistence")
                .lines()
                .filter(line -> line.startsWith("aof_current_size:"))
                .map(line -> Long.parseLong(line.strip().replace("aof_current_size:", "")))
                .findFirst()
                .orElseThrow();
    }

    private void size(RedisCommands<String, String> redis, String what, String per, String pattern) {
        Size mean = mean(redis, per, pattern);
        row(what, per, mean.bytes(), mean.inRedis());
    }

    private void row(String what, String per, long bytes, long inRedis) {
        sizes.put(what, new Size(per, bytes, inRedis));
    }

    private static Size mean(RedisCommands<String, String> redis, String per, String pattern) {
        List<String> keys = new ArrayList<>(redis.keys("posse:" + pattern));
        assertTrue(!keys.isEmpty(), pattern);
        long bytes = 0;
        long memory = 0;
        for (String key : keys) {
            bytes += key.length() + redis.strlen(key);
            memory += redis.memoryUsage(key);
        }
        return new Size(per, bytes / keys.size(), memory / keys.size());
    }

    private String table() {
        StringBuilder table =
                new StringBuilder("| what | one per | key and value, bytes | in Redis, bytes |\n|---|---|---:|---:|\n");
        sizes.forEach((what, size) -> table.append(String.format(
                Locale.ROOT,
                "| %s | %s | %,d | %s |%n",
                what,
                size.per(),
                size.bytes(),
                size.inRedis() == 0 ? "–" : String.format(Locale.ROOT, "%,d", size.inRedis()))));
        return table.toString();
    }

    private void compare() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        if (Boolean.getBoolean("posse.docs.write")) {
            page = page.substring(0, begin) + table() + page.substring(page.indexOf(END));
            Files.writeString(PAGE, page);
        }
        List<String> told =
                page.substring(begin, page.indexOf(END)).lines().skip(2).toList();
        List<String> measured = table().lines().skip(2).toList();
        assertEquals(measured.size(), told.size(), this::table);
        for (int row = 0; row < told.size(); row++) {
            String[] is = measured.get(row).split(" \\| ", -1);
            String[] says = told.get(row).split(" \\| ", -1);
            assertEquals(is[0] + is[1], says[0] + says[1]);
            assertNear(is[2], says[2], is[0]);
            assertNear(is[3], says[3], is[0]);
        }
        assertTrue(page.contains(million(told)), () -> "the page should say: " + million(told));
    }

    private static void assertNear(String measured, String told, String what) {
        long is = number(measured);
        long says = number(told);
        assertTrue(Math.abs(is - says) <= TOLERANCE * is, () -> what + ": measured " + is + ", the page says " + says);
    }

    private static long number(String cell) {
        String digits = cell.replaceAll("\\D", "");
        return digits.isEmpty() ? 0 : Long.parseLong(digits);
    }

    /** A million slots sold to a hundred thousand accounts, by the figures of the page. */
    private static String million(List<String> told) {
        long bytes = 1_000_000 * (inRedis(told, "slot") + inRedis(told, "transaction"))
                + 100_000 * inRedis(told, "account, with a deposit and 10 purchases");
        return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }

    private static long inRedis(List<String> told, String what) {
        return told.stream()
                .filter(row -> row.startsWith("| " + what + " |"))
                .mapToLong(row -> number(row.split(" \\| ", -1)[3]))
                .findFirst()
                .orElseThrow();
    }
}
