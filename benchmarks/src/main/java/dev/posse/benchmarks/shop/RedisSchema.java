package dev.posse.benchmarks.shop;

import io.lettuce.core.api.sync.RedisCommands;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How the peers on Redis keep their books: a hash for each campaign, a counter for each account, and of each sale its
 * purchase, its slot and its transaction.
 */
final class RedisSchema {

    static final String LAST = "last";

    private static final int AT_ONCE = 500;

    private RedisSchema() {}

    static String campaign(String id) {
        return "campaign:" + id;
    }

    static String account(String id) {
        return "balance:" + id;
    }

    static String purchase(BuyRequest request) {
        return "purchase:" + request.account() + ":" + request.purchase();
    }

    static String slots(String campaign) {
        return "slot:" + campaign + ":";
    }

    static String transactions(String campaign) {
        return "transaction:" + campaign + ":";
    }

    static void prepare(RedisCommands<String, String> redis, Stock stock) {
        for (int i = 0; i < stock.campaigns(); i++) {
            redis.hset(
                    campaign(Stock.campaign(i)),
                    Map.of(
                            "price",
                            String.valueOf(Stock.PRICE),
                            "capacity",
                            String.valueOf(Stock.CAPACITY),
                            LAST,
                            "0"));
        }
        for (int first = 0; first < stock.accounts(); first += AT_ONCE) {
            Map<String, String> balances = new HashMap<>();
            for (int i = first; i < Math.min(first + AT_ONCE, stock.accounts()); i++) {
                balances.put(account(Stock.account(i)), String.valueOf(Stock.BALANCE));
            }
            redis.mset(balances);
        }
    }

    /** Counts every slot and every transaction, and adds up every balance. */
    static void audit(RedisCommands<String, String> redis, Stock stock, long told) {
        long sold = 0;
        for (int i = 0; i < stock.campaigns(); i++) {
            String id = Stock.campaign(i);
            long last = Long.parseLong(redis.hget(campaign(id), LAST));
            for (long first = 1; first <= last; first += AT_ONCE) {
                List<String> keys = new ArrayList<>();
                for (long slot = first; slot < Math.min(first + AT_ONCE, last + 1); slot++) {
                    keys.add(slots(id) + slot);
                    keys.add(transactions(id) + slot);
                }
                AuditFailedException.requireEqual(
                        "Slots and transactions of " + id + " from " + first,
                        keys.size(),
                        redis.exists(keys.toArray(String[]::new)));
            }
            AuditFailedException.requireEqual(
                    "Slots beyond the last one of " + id, 0, redis.exists(slots(id) + (last + 1)));
            sold += last;
        }
        AuditFailedException.requireEqual("Slots sold", told, sold);
        AuditFailedException.requireEqual("Money spent", sold * Stock.PRICE, spent(redis, stock));
    }

    private static long spent(RedisCommands<String, String> redis, Stock stock) {
        long spent = 0;
        for (int first = 0; first < stock.accounts(); first += AT_ONCE) {
            List<String> keys = new ArrayList<>();
            for (int i = first; i < Math.min(first + AT_ONCE, stock.accounts()); i++) {
                keys.add(account(Stock.account(i)));
            }
            spent += redis.mget(keys.toArray(String[]::new)).stream()
                    .mapToLong(balance -> Stock.BALANCE - Long.parseLong(balance.getValue()))
                    .sum();
        }
        return spent;
    }
}
