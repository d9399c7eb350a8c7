package dev.posse.examples.harness.events;

import dev.posse.examples.harness.events.RunEvent.CampaignMoved;
import dev.posse.examples.harness.events.RunEvent.CrashSettled;
import dev.posse.examples.harness.events.RunEvent.DriverDied;
import dev.posse.examples.harness.events.RunEvent.LockResolved;
import dev.posse.examples.harness.events.RunEvent.SaleRecovered;
import dev.posse.examples.harness.events.RunEvent.SlotClaimed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Puts together which sales were left half done, and when they were settled. It remembers sales until their campaign has
 * moved past them, and crashes until their sale is settled; of either the newest 20,000.
 */
final class CrashedSales implements RunListener {

    private static final int MOST = 20_000;

    private record Sale(long slot, boolean isOfBeforeTheCrash) {}

    /** What is known of a campaign: how far it is, and by purchase the sales above. */
    private static final class Frontier {
        private long last;
        private final Map<String, Sale> unsettled = new LinkedHashMap<>();
    }

    private final Consumer<CrashSettled> settling;
    private final Map<String, Frontier> campaigns = new HashMap<>();
    private final Map<String, DriverDied> crashes = new LinkedHashMap<>();

    CrashedSales(Consumer<CrashSettled> settling) {
        this.settling = settling;
    }

    @Override
    public boolean hearsDetails() {
        return false;
    }

    @Override
    public void on(RunEvent event) {
        if (event instanceof SlotClaimed claimed) {
            knows(claimed.purchase(), claimed.campaign(), claimed.slot());
        } else if (event instanceof SaleRecovered recovered) {
            knows(recovered.purchase(), recovered.campaign(), recovered.slot());
        } else if (event instanceof LockResolved resolved && resolved.slot() > 0) {
            knows(resolved.purchase(), resolved.campaign(), resolved.slot());
        } else if (event instanceof DriverDied died) {
            crashed(died);
        } else if (event instanceof CampaignMoved moved) {
            // Outside of the lock: whoever hears it tells everybody, also this one.
            settledBy(moved).forEach(settling);
        }
    }

    private synchronized void knows(String purchase, String campaign, long slot) {
        Frontier frontier = campaigns.computeIfAbsent(campaign, unused -> new Frontier());
        if (slot > frontier.last) {
            DriverDied crash = crashes.get(purchase);
            frontier.unsettled.putIfAbsent(purchase, new Sale(slot, crash == null || crash.decided()));
            bound(frontier.unsettled);
        }
    }

    private synchronized void crashed(DriverDied died) {
        crashes.putIfAbsent(died.purchase(), died);
        bound(crashes);
    }

    private static void bound(Map<String, ?> map) {
        if (map.size() > MOST) {
            Iterator<String> eldest = map.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
    }

    private synchronized List<CrashSettled> settledBy(CampaignMoved moved) {
        Frontier frontier = campaigns.computeIfAbsent(moved.campaign(), unused -> new Frontier());
        if (moved.last() <= frontier.last) {
            return List.of();
        }
        frontier.last = moved.last();
        List<CrashSettled> settled = new ArrayList<>();
        Iterator<Map.Entry<String, Sale>> all = frontier.unsettled.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<String, Sale> entry = all.next();
            Sale sale = entry.getValue();
            if (sale.slot() <= moved.last()) {
                all.remove();
                DriverDied crash = crashes.remove(entry.getKey());
                if (crash != null) {
                    settled.add(new CrashSettled(
                            moved.at(),
                            moved.campaign(),
                            sale.slot(),
                            entry.getKey(),
                            crash.node(),
                            crash.step(),
                            crash.at(),
                            sale.isOfBeforeTheCrash()));
                }
            }
        }
        return settled;
    }
}
