package dev.posse.shop.drill;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a customer was told, in his own words: keys and slots. */
final class BuyerRecord {

    private final String customer;
    private final Map<String, Long> slots = new LinkedHashMap<>();
    private final List<String> refused = new ArrayList<>();

    BuyerRecord(String customer) {
        this.customer = customer;
    }

    void bought(String key, long slot) {
        slots.put(key, slot);
    }

    void refused(String key) {
        refused.add(key);
    }

    String customer() {
        return customer;
    }

    /** By key. */
    Map<String, Long> slots() {
        return slots;
    }

    List<String> refused() {
        return refused;
    }
}
