package dev.posse.cli;

import dev.posse.document.Campaign;
import dev.posse.document.Claim;
import dev.posse.document.Directory;
import dev.posse.document.DirectoryReader;
import dev.posse.document.DocumentException;
import dev.posse.document.Key;
import dev.posse.document.KeyReader;
import dev.posse.document.Keys;
import dev.posse.document.Reading;
import dev.posse.document.Slot;
import dev.posse.document.Stored;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.StoreException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Looks over campaigns and sold slots by reads alone, also where nobody may sell, and goes on past what cannot be read. */
final class CampaignBrowser {

    /** Slots above the last settled one that are looked at; so many can hardly be half done at once. */
    private static final int AHEAD = 64;

    /** So many keys in a row without an answer mean that the store is down; each may take as long as the store waits. */
    private static final int MOST_FAILURES = 8;

    private final KeyReader reads;

    CampaignBrowser(CasKeyValueStore store) {
        this.reads = new KeyReader(store::getAll, store::get, KeyReader.Policy.untilDone(MOST_FAILURES));
    }

    /** A campaign of the directory: absent where its creator died, and a problem where it cannot be read. */
    record Listed(String id, Optional<Campaign> campaign, Optional<String> problem) {}

    /** All campaigns that can be known, and the pages of the directory that cannot be read. */
    record Listing(List<Listed> campaigns, List<Unread> pages) {}

    /** The sold slots that can be known, the highest last, and the others that were looked at. */
    record Sold(List<Claim> claims, List<Unread> unread) {}

    Listing campaigns() {
        // A campaign that was listed anew after its page was lost may be on two pages when that comes back.
        Set<String> ids = new LinkedHashSet<>();
        List<Unread> pages = new ArrayList<>();
        DirectoryReader.walk(1, first -> DirectoryReader.pages(reads.read(Directory.pageKeys(first)), first), page -> {
            if (page instanceof DirectoryReader.Present present) {
                ids.addAll(present.stored().document().campaigns());
            } else if (page instanceof DirectoryReader.Unreadable unreadable) {
                pages.add(unread(Keys.directory(page.number()), unreadable.why()));
            }
        });
        return new Listing(listed(List.copyOf(ids)), List.copyOf(pages));
    }

    /** Whether the store holds anything of a campaign: a document or a sale, whole or not, or a line in the directory. */
    boolean knows(String campaign) {
        List<String> keys = List.of(Keys.campaign(campaign), Keys.slot(campaign, 1), Keys.transaction(campaign, 1));
        Reading found = reads.read(keys);
        if (keys.stream().anyMatch(key -> !found.isAbsent(key))) {
            return true;
        }
        Listing listing = campaigns();
        // Of a directory that cannot be read nobody can say that something is not in it.
        return !listing.pages().isEmpty()
                || listing.campaigns().stream().anyMatch(listed -> listed.id().equals(campaign));
    }

    /** Whether there is certainly no account of that id. */
    boolean lacksAccount(String account) {
        return reads.read(List.of(Keys.account(account))).isAbsent(Keys.account(account));
    }

    private List<Listed> listed(List<String> ids) {
        List<Listed> listed = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += Directory.PAGE_SIZE) {
            List<String> some = ids.subList(from, Math.min(ids.size(), from + Directory.PAGE_SIZE));
            Reading found = reads.read(some.stream().map(Keys::campaign).collect(Collectors.toUnmodifiableList()));
            some.forEach(id -> listed.add(listed(id, found)));
        }
        return List.copyOf(listed);
    }

    private static Listed listed(String id, Reading found) {
        Key<Campaign> key = Key.campaign(id);
        try {
            return new Listed(id, found.document(key).map(Stored::document), Optional.empty());
        } catch (StoreException | DocumentException e) {
            return new Listed(
                    id, Optional.empty(), Optional.of(unread(key.name(), e).problem()));
        }
    }

    /** The last sold slots; those above the campaign's last purchased slot are not settled. */
    Sold lastSold(Campaign campaign, int most) {
        long last = campaign.lastPurchasedSlot();
        List<Key<Slot>> keys = LongStream.rangeClosed(Math.max(1, last - most + 1), last + AHEAD)
                .mapToObj(slot -> Key.slot(campaign.id(), slot))
                .collect(Collectors.toUnmodifiableList());
        Reading found = reads.read(keys.stream().map(Key::name).collect(Collectors.toUnmodifiableList()));
        List<Claim> sold = new ArrayList<>();
        List<Unread> unread = new ArrayList<>();
        for (Key<Slot> key : keys) {
            try {
                found.document(key)
                        .map(Stored::document)
                        .filter(Claim.class::isInstance)
                        .ifPresent(slot -> sold.add((Claim) slot));
            } catch (StoreException | DocumentException e) {
                unread.add(unread(key.name(), e));
            }
        }
        return new Sold(List.copyOf(sold.subList(Math.max(0, sold.size() - most), sold.size())), List.copyOf(unread));
    }

    private static Unread unread(String key, RuntimeException why) {
        if (why instanceof StoreException unanswered) {
            return Unread.of(key, unanswered);
        }
        return new Unread(key, String.valueOf(why.getMessage()));
    }
}
