package dev.posse.recovery;

import dev.posse.document.Claim;
import dev.posse.document.Keys;
import dev.posse.document.Slot;
import dev.posse.store.Entry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Remembers the sales that this node has told its buyers of, and looks whether their claims still stand.
 *
 * <p>A database that falls back to a moment ago leaves documents that agree with each other, so that no audit objects. Where
 * the forgotten slots are sold again before a patrol comes, the campaign does not even stand lower than before: who sold
 * them first is the only witness.
 *
 * <p>Told by any thread; asked by the one that patrols.
 */
final class ReportedSales {

    /** With the default rates a node would have to sell a hundred slots of one campaign in each second to reach it. */
    private static final int MOST = 1024;

    private static final int AGAIN = 16;

    private record Sale(String account, String purchaseId, String key) {

        boolean stands(Map<String, Entry> found) {
            return ReportMemory.stands(found, key, Slot::decode, this::isIn);
        }

        private boolean isIn(Slot slot) {
            return slot instanceof Claim claim
                    && claim.account().equals(account)
                    && claim.purchaseId().equals(purchaseId);
        }
    }

    private final Map<String, ReportMemory<Sale>> byCampaign = new ConcurrentHashMap<>();

    /** Takes note that a buyer was told of a sale. */
    void sold(String campaign, long slot, String account, String purchaseId) {
        byCampaign
                .computeIfAbsent(campaign, none -> new ReportMemory<>(MOST, AGAIN))
                .add(new Sale(account, purchaseId, Keys.slot(campaign, slot)));
    }

    /** Gives the keys of the slots to be read now. */
    List<String> keys(String campaign) {
        ReportMemory<Sale> sales = byCampaign.get(campaign);
        return sales == null
                ? List.of()
                : sales.ask().stream().map(Sale::key).distinct().collect(Collectors.toUnmodifiableList());
    }

    /** Tells, once, which of the sales that were asked for are not what was read. */
    Optional<String> lost(String campaign, Map<String, Entry> found) {
        ReportMemory<Sale> sales = byCampaign.get(campaign);
        List<Sale> missing = sales == null ? List.of() : sales.broken(sale -> sale.stands(found));
        return missing.stream()
                .findFirst()
                .map(first -> first.key() + " was sold to " + first.account() + " for purchase " + first.purchaseId()
                        + ", and " + (found.containsKey(first.key()) ? "is not that sale any more" : "is gone")
                        + (missing.size() > 1 ? "; so it is with " + (missing.size() - 1) + " more" : ""));
    }
}
