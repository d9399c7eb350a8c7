package dev.posse.audit;

import dev.posse.document.Claim;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** All sales that were read, by buyer. */
final class SalesByBuyer {

    private final Map<String, Buyer> buyers = new LinkedHashMap<>();

    void enter(String campaign, Claim claim, boolean recorded) {
        Buyer buyer = buyer(claim.account());
        buyer.sales().add(Sale.of(buyer.account(), campaign, claim, recorded));
    }

    Buyer buyer(String account) {
        return buyers.computeIfAbsent(account, Buyer::new);
    }

    Collection<Buyer> buyers() {
        return buyers.values();
    }

    /** Those who have bought something in one of these campaigns. */
    Stream<Buyer> buyersIn(Set<String> campaigns) {
        return buyers.values().stream()
                .filter(buyer -> buyer.sales().stream().anyMatch(sale -> campaigns.contains(sale.campaign())));
    }

    /** Lists all sales anew: eight bytes or less for each. */
    List<Sale> sales() {
        List<Sale> sales = new ArrayList<>();
        buyers.values().forEach(buyer -> sales.addAll(buyer.sales()));
        return sales;
    }
}
