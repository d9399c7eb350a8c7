package dev.posse.audit;

import dev.posse.document.Keys;
import java.util.ArrayList;
import java.util.List;

/** An account and all its sales that were read. */
final class Buyer {

    private final String account;

    // Most accounts buy little, and there may be very many of them.
    private final List<Sale> sales = new ArrayList<>(2);

    Buyer(String account) {
        this.account = account;
    }

    String account() {
        return account;
    }

    String key() {
        return Keys.account(account);
    }

    List<Sale> sales() {
        return sales;
    }
}
