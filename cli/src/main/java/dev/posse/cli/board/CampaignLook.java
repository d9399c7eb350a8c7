package dev.posse.cli.board;

import dev.posse.cli.board.Sight.Unsettled;
import dev.posse.cli.board.Sightings.AccountSight;
import dev.posse.document.Account;
import dev.posse.document.Campaign;
import dev.posse.document.Claim;
import dev.posse.document.Document;
import dev.posse.document.DocumentException;
import dev.posse.document.Key;
import dev.posse.document.Keys;
import dev.posse.document.Lock;
import dev.posse.document.Printable;
import dev.posse.document.Reading;
import dev.posse.document.Slot;
import dev.posse.document.Stored;
import dev.posse.document.Transaction;
import dev.posse.document.VoidSlot;
import dev.posse.store.StoreException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Looks at campaigns: a little at many, and closely at one. Used by one thread. */
final class CampaignLook {

    /** Slots above the last settled one that a close look reads. */
    private static final int AHEAD = 8;

    private final Sightings sightings;
    private final Function<Collection<String>, Reading> reads;

    CampaignLook(Sightings sightings, Function<Collection<String>, Reading> reads) {
        this.sightings = sightings;
        this.reads = reads;
    }

    /**
     * Reads campaigns, each with the slot that was to be sold next when it was read last: if that is sold by now and the campaign has
     * not moved, it waits.
     *
     * @param isWatched whether who settled the last slot is of interest as well
     */
    void at(List<String> ids, boolean isWatched) {
        Map<String, Long> expected = new LinkedHashMap<>();
        Set<String> keys = new LinkedHashSet<>();
        for (String id : ids) {
            keys.add(Keys.campaign(id));
            sightings.campaign(id).filter(Sight::isRead).ifPresent(sight -> {
                expected.put(id, sight.sold + 1);
                keys.add(Keys.slot(id, sight.sold + 1));
            });
        }
        Reading found = reads.apply(keys);
        long now = System.nanoTime();
        List<Campaign> moved = new ArrayList<>();
        for (String id : ids) {
            document(found, Key.campaign(id))
                    .ifPresentOrElse(
                            campaign -> {
                                long before = sightings
                                        .campaign(id)
                                        .map(sight -> sight.sold)
                                        .orElse(0L);
                                see(id, sight -> sight.read(campaign, now));
                                Optional<Long> slot = Optional.ofNullable(expected.get(id));
                                if (slot.filter(number -> number == campaign.lastPurchasedSlot() + 1)
                                        .isPresent()) {
                                    List<Unsettled> waits = waiting(campaign, found, slot.get(), slot.get());
                                    see(id, sight -> sight.unsettled = stillSame(sight.unsettled, waits));
                                } else {
                                    see(id, sight -> sight.unsettled = List.of());
                                }
                                if (campaign.lastPurchasedSlot() > before) {
                                    moved.add(campaign);
                                }
                            },
                            () -> isNotThere(id, found, now));
        }
        if (isWatched && !moved.isEmpty()) {
            lookWhoSettled(moved);
        }
    }

    /** A close look has seen more slots than the first; they are kept as long as the first is the same. */
    private static List<Unsettled> stillSame(List<Unsettled> before, List<Unsettled> now) {
        boolean isSame = !before.isEmpty()
                && !now.isEmpty()
                && before.get(0).slot() == now.get(0).slot();
        return isSame ? before : now;
    }

    private void see(String id, Consumer<Sight> change) {
        synchronized (sightings) {
            sightings.campaign(id).ifPresent(change);
        }
    }

    private void isNotThere(String id, Reading found, long now) {
        String key = Keys.campaign(id);
        if (found.isAbsent(key)) {
            see(id, sight -> sight.isNot(Sight.State.ABSENT, "its creator died or is still at work", now));
        } else {
            String why = sightings.unread().stream()
                    .filter(unread -> unread.key().equals(key))
                    .map(Sightings.Unread::problem)
                    .findFirst()
                    .orElse("not read");
            see(id, sight -> sight.isNot(Sight.State.UNREADABLE, why, now));
        }
    }

    /** Understands a document; one that cannot be read is noted, and so is one that can be read again. */
    private <D extends Document> Optional<D> document(Reading found, Key<D> key) {
        try {
            Optional<D> document = found.document(key).map(Stored::document);
            sightings.wasRead(key.name());
            return document;
        } catch (StoreException e) {
            sightings.unread(key.name(), e, true);
        } catch (DocumentException e) {
            sightings.unread(key.name(), e, false);
        }
        return Optional.empty();
    }

    private List<Unsettled> waiting(Campaign campaign, Reading found, long from, long to) {
        List<Unsettled> waits = new ArrayList<>();
        for (long number = from; number <= to; number++) {
            Optional<Slot> slot = document(found, Key.slot(campaign.id(), number));
            if (slot.orElse(null) instanceof Claim claim && !campaign.isSettled(number)) {
                waits.add(unsettled(claim, "unknown"));
            } else if (slot.orElse(null) instanceof VoidSlot gone) {
                sightings.wrote(gone.by(), "called off a sale in " + campaign.id(), gone.at());
            }
        }
        return List.copyOf(waits);
    }

    private static Unsettled unsettled(Claim claim, String lock) {
        return new Unsettled(
                claim.campaign(),
                claim.slot(),
                claim.account(),
                claim.purchaseId(),
                Printable.of(claim.attemptId(), 80),
                claim.since(),
                lock);
    }

    private void lookWhoSettled(List<Campaign> moved) {
        List<Key<Transaction>> keys = moved.stream()
                .map(campaign -> Key.transaction(campaign.id(), campaign.lastPurchasedSlot()))
                .toList();
        Reading found = reads.apply(keys.stream().map(Key::name).toList());
        for (Key<Transaction> key : keys) {
            document(found, key)
                    .ifPresent(transaction -> sightings.wrote(
                            transaction.recordedBy(),
                            "settled slot " + transaction.claim().slot() + " of "
                                    + transaction.claim().campaign(),
                            transaction.recordedAt()));
        }
    }

    /** The slots that wait, and whether their buyers' locks still stand. */
    void deep(String id) {
        Optional<Campaign> campaign = document(reads.apply(List.of(Keys.campaign(id))), Key.campaign(id));
        if (campaign.isEmpty()) {
            return;
        }
        long last = campaign.get().lastPurchasedSlot();
        List<String> keys = new ArrayList<>();
        for (long slot = last + 1; slot <= last + AHEAD; slot++) {
            keys.add(Keys.slot(id, slot));
        }
        List<Unsettled> waits = waiting(campaign.get(), reads.apply(keys), last + 1, last + AHEAD);
        Set<String> buyers = new LinkedHashSet<>();
        waits.forEach(one -> buyers.add(Keys.account(one.account())));
        Reading found = buyers.isEmpty() ? Reading.NONE : reads.apply(buyers);
        List<Unsettled> looked = waits.stream().map(one -> withLock(one, found)).toList();
        see(id, sight -> sight.unsettled = looked);
    }

    private Unsettled withLock(Unsettled one, Reading found) {
        Key<Account> key = Key.account(one.account());
        String lock;
        if (found.isAbsent(key.name())) {
            lock = "no account";
        } else {
            lock = document(found, key)
                    .map(account -> account.lock()
                                    .filter(held -> held.campaign().equals(one.campaign()) && held.slot() == one.slot())
                                    .isPresent()
                            ? "held"
                            : "absent")
                    .orElse("unknown");
        }
        return new Unsettled(
                one.campaign(), one.slot(), one.account(), one.purchase(), one.attempt(), one.since(), lock);
    }

    static AccountSight account(String id, Reading found) {
        long now = System.nanoTime();
        try {
            return found.document(Key.account(id))
                    .map(Stored::document)
                    .map(account ->
                            new AccountSight(id, "HERE", "", account.lock().map(lock -> held(id, lock)), now))
                    .orElseGet(() -> new AccountSight(id, "ABSENT", "", Optional.empty(), now));
        } catch (StoreException | DocumentException e) {
            String why = Printable.of(String.valueOf(e.getMessage()), Sight.MOST_SHOWN);
            return new AccountSight(id, "UNREADABLE", why, Optional.empty(), now);
        }
    }

    private static Unsettled held(String id, Lock lock) {
        return unsettled(lock.claim(id), "held");
    }
}
