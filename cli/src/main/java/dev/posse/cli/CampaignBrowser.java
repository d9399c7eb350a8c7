package dev.posse.cli;

import dev.posse.document.Campaign;
import dev.posse.document.Claim;
import dev.posse.document.Directory;
import dev.posse.document.DocumentException;
import dev.posse.document.Keys;
import dev.posse.document.Slot;
import dev.posse.document.Stored;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Looks over campaigns and sold slots by reads alone, also where nobody may sell. */
final class CampaignBrowser {

    /** Slots above the last settled one that are looked at; so many can hardly be half done at once. */
    private static final int AHEAD = 64;

    private final CasKeyValueStore store;

    CampaignBrowser(CasKeyValueStore store) {
        this.store = store;
    }

    /** A campaign of the directory: absent where its creator died, and a problem where it cannot be read. */
    record Listed(String id, Optional<Campaign> campaign, Optional<String> problem) {}

    List<Listed> campaigns() {
        List<Listed> all = new ArrayList<>();
        // Ends at the first page that is absent or has room.
        for (int first = 1; first <= Directory.MAX_PAGES; first += Directory.PAGES_AT_ONCE) {
            Map<String, Entry> found = store.getAll(Directory.pageKeys(first));
            for (int number = first; number < first + Directory.PAGES_AT_ONCE; number++) {
                Optional<Stored<Directory>> page = Stored.in(found, Keys.directory(number), Directory::decode);
                page.ifPresent(present -> all.addAll(listed(present.document().campaigns())));
                if (page.isEmpty() || !page.get().document().isFull()) {
                    return all;
                }
            }
        }
        return all;
    }

    /** Whether the store holds anything of a campaign: a document or a sale, whole or not, or a line in the directory. */
    boolean knows(String campaign) {
        List<String> keys = List.of(Keys.campaign(campaign), Keys.slot(campaign, 1), Keys.transaction(campaign, 1));
        if (!store.getAll(keys).isEmpty()) {
            return true;
        }
        try {
            return campaigns().stream().anyMatch(listed -> listed.id().equals(campaign));
        } catch (DocumentException e) {
            // Of a directory that cannot be read nobody can say that something is not in it.
            return true;
        }
    }

    private List<Listed> listed(List<String> ids) {
        List<String> keys = ids.stream().map(Keys::campaign).collect(Collectors.toUnmodifiableList());
        Map<String, Entry> found = store.getAll(keys);
        return ids.stream()
                .map(id -> {
                    Optional<Entry> entry = Optional.ofNullable(found.get(Keys.campaign(id)));
                    Optional<String> problem =
                            entry.flatMap(present -> AnyDocument.problem(Keys.campaign(id), present.value()));
                    return new Listed(
                            id,
                            entry.filter(present -> problem.isEmpty())
                                    .map(present -> Campaign.decode(Keys.campaign(id), present.value())),
                            problem);
                })
                .collect(Collectors.toUnmodifiableList());
    }

    /** The last sold slots, the highest last; those above the campaign's last purchased slot are not settled. */
    List<Claim> lastSold(Campaign campaign, int most) {
        long last = campaign.lastPurchasedSlot();
        List<String> keys = LongStream.rangeClosed(Math.max(1, last - most + 1), last + AHEAD)
                .mapToObj(slot -> Keys.slot(campaign.id(), slot))
                .collect(Collectors.toUnmodifiableList());
        Map<String, Entry> found = store.getAll(keys);
        List<Claim> sold = new ArrayList<>();
        for (String key : keys) {
            Stored.in(found, key, Slot::decode)
                    .filter(stored -> stored.document() instanceof Claim)
                    .ifPresent(stored -> sold.add((Claim) stored.document()));
        }
        return sold.subList(Math.max(0, sold.size() - most), sold.size());
    }
}
