package dev.posse.examples.watch;

import dev.posse.examples.harness.events.RunEvent;
import dev.posse.examples.harness.events.RunListener;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the campaigns fill, slot by slot as far as there is room. */
final class CampaignRows implements RunListener {

    /** Slots whose state is known one by one, of all campaigns together; those of later campaigns are counted only. */
    private static final int MOST_SLOTS = 200_000;

    private static final byte OPEN = '.';
    private static final byte CLAIMED = 'c';
    private static final byte SOLD = 's';
    private static final byte RECOVERED = 'r';

    /**
     * A campaign.
     *
     * @param index in the order of creation, from 0
     * @param id of the campaign
     * @param capacity its slots
     * @param settled slots, from the first on
     * @param claimed slots above, that are known of
     * @param recovered slots that were not settled by who sold them
     */
    record CampaignRow(int index, String id, long capacity, long settled, int claimed, int recovered) {}

    /**
     * A campaign's slots.
     *
     * @param row of the campaign
     * @param slots a letter for each: {@code .} open, {@code c} claimed, {@code s} sold, {@code r} sold and settled by another
     *     node than its own
     */
    record CampaignSlots(CampaignRow row, String slots) {}

    private static final class Filling {
        private final int index;
        private final String id;
        private final long capacity;
        private final byte[] slots;
        private final String[] purchases;
        private long settled;
        private int claimed;
        private int recovered;
        private long version;

        private Filling(int index, String id, long capacity, int known) {
            this.index = index;
            this.id = id;
            this.capacity = capacity;
            this.slots = new byte[known];
            Arrays.fill(slots, OPEN);
            this.purchases = new String[known];
            Arrays.fill(purchases, "");
        }

        private CampaignRow row() {
            return new CampaignRow(index, id, capacity, settled, claimed, recovered);
        }
    }

    private final List<Filling> campaigns = new ArrayList<>();
    private final Map<String, Filling> byId = new HashMap<>();
    private int known;
    private long version;

    @Override
    public boolean hearsDetails() {
        return false;
    }

    @Override
    public synchronized void on(RunEvent event) {
        if (event instanceof RunEvent.CampaignCreated created) {
            int some = (int) Math.min(created.capacity(), MOST_SLOTS - known);
            known += some;
            Filling filling = new Filling(campaigns.size(), created.campaign(), created.capacity(), some);
            campaigns.add(filling);
            byId.put(filling.id, filling);
            filling.version = ++version;
        } else if (event instanceof RunEvent.SlotClaimed claimed) {
            of(claimed.campaign()).ifPresent(filling -> claim(filling, claimed.slot(), claimed.purchase()));
        } else if (event instanceof RunEvent.SaleRecovered recovered) {
            of(recovered.campaign()).ifPresent(filling -> recover(filling, recovered.slot(), recovered.purchase()));
        } else if (event instanceof RunEvent.LockResolved resolved && resolved.slot() > 0) {
            of(resolved.campaign()).ifPresent(filling -> recover(filling, resolved.slot(), resolved.purchase()));
        } else if (event instanceof RunEvent.CampaignMoved moved) {
            of(moved.campaign()).ifPresent(filling -> settle(filling, moved.last()));
        }
    }

    private Optional<Filling> of(String campaign) {
        return Optional.ofNullable(byId.get(campaign));
    }

    private void claim(Filling filling, long slot, String purchase) {
        filling.version = ++version;
        if (slot <= filling.slots.length && slot > 0) {
            int at = (int) slot - 1;
            filling.purchases[at] = purchase;
            if (filling.slots[at] == OPEN) {
                filling.slots[at] = CLAIMED;
                filling.claimed++;
            }
        }
    }

    private void recover(Filling filling, long slot, String purchase) {
        claim(filling, slot, purchase);
        if (slot <= filling.slots.length && slot > 0) {
            int at = (int) slot - 1;
            if (filling.slots[at] == CLAIMED) {
                filling.claimed--;
            }
            if (filling.slots[at] != RECOVERED) {
                filling.slots[at] = RECOVERED;
                filling.recovered++;
            }
        }
    }

    private void settle(Filling filling, long last) {
        if (last <= filling.settled) {
            return;
        }
        filling.version = ++version;
        for (int at = (int) Math.min(filling.settled, filling.slots.length);
                at < Math.min(last, filling.slots.length);
                at++) {
            if (filling.slots[at] == CLAIMED) {
                filling.claimed--;
            }
            if (filling.slots[at] != RECOVERED) {
                filling.slots[at] = SOLD;
            }
        }
        filling.settled = last;
    }

    /** To be given to {@link #since} the next time. */
    synchronized long version() {
        return version;
    }

    /** The campaigns that have changed since a version; all of them since 0. */
    synchronized List<CampaignRow> since(long seen) {
        return campaigns.stream()
                .filter(filling -> filling.version > seen)
                .map(Filling::row)
                .toList();
    }

    synchronized Optional<CampaignSlots> slots(int index) {
        if (index < 0 || index >= campaigns.size()) {
            return Optional.empty();
        }
        Filling filling = campaigns.get(index);
        return Optional.of(new CampaignSlots(filling.row(), new String(filling.slots, StandardCharsets.US_ASCII)));
    }

    /** Whose a slot is, if it is known. */
    synchronized Optional<String> purchase(int index, int slot) {
        if (index < 0 || index >= campaigns.size() || slot < 1 || slot > campaigns.get(index).purchases.length) {
            return Optional.empty();
        }
        return Optional.of(campaigns.get(index).purchases[slot - 1]).filter(purchase -> !purchase.isEmpty());
    }

    /** How many slots are settled, and how many there are. */
    synchronized long[] totals() {
        return new long[] {
            campaigns.stream().mapToLong(filling -> filling.settled).sum(),
            campaigns.stream().mapToLong(filling -> filling.capacity).sum()
        };
    }
}
