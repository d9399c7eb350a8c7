package dev.posse.audit;

import dev.posse.audit.AuditReport.Kind;
import dev.posse.document.Campaign;
import dev.posse.document.Claim;
import dev.posse.document.Key;
import dev.posse.document.Keys;
import dev.posse.document.Reading;
import dev.posse.document.Slot;
import dev.posse.document.Transaction;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** The next slots of one campaign with their transactions, as they were read. */
final class SlotRange {

    private final CampaignProgress campaign;
    private final long first;
    private final int size;
    private final Map<Long, Claim> claims = new HashMap<>();
    private final Map<Long, Transaction> transactions = new HashMap<>();
    private final Set<Long> unreadable = new HashSet<>();
    private final Set<Long> recorded = new HashSet<>();
    private final Set<Long> perhapsRecorded = new HashSet<>();
    private long highest;

    SlotRange(CampaignProgress campaign, int room) {
        this.campaign = campaign;
        this.first = campaign.next();
        this.size = campaign.readsNext(room);
    }

    CampaignProgress campaign() {
        return campaign;
    }

    int size() {
        return size;
    }

    boolean hasUnreadable() {
        return !unreadable.isEmpty();
    }

    List<String> slotKeys() {
        return slots().mapToObj(this::slotKey).collect(Collectors.toUnmodifiableList());
    }

    List<String> transactionKeys() {
        return slots().mapToObj(this::transactionKey).collect(Collectors.toUnmodifiableList());
    }

    void takeSlots(ChunkedReads reads, Reading found) {
        slots().forEach(slot -> takeSlot(reads, found, slot));
    }

    /** Takes those that were read again. */
    void takeAgain(ChunkedReads reads, Reading found) {
        doubtful().forEach(slot -> takeSlot(reads, found, slot));
    }

    /** A document that cannot be read may be a void: it does not prove that the slots below it are claimed. */
    private void takeSlot(ChunkedReads reads, Reading found, long slot) {
        Optional<Slot> stands = reads.understood(found, Key.slot(campaign.id(), slot));
        if (stands.isPresent() || found.isAbsent(slotKey(slot))) {
            unreadable.remove(slot);
        } else {
            unreadable.add(slot);
        }
        if (stands.isPresent() && stands.get() instanceof Claim claim) {
            highest = Math.max(highest, slot);
            claims.put(slot, claim);
        }
    }

    /** Takes the transactions, which were read after the slots. */
    void takeTransactions(ChunkedReads reads, Reading found) {
        slots().filter(slot -> !found.isAbsent(transactionKey(slot))).forEach(slot -> {
            (found.isKnown(transactionKey(slot)) ? recorded : perhapsRecorded).add(slot);
            reads.understood(found, Key.transaction(campaign.id(), slot))
                    .ifPresent(transaction -> transactions.put(slot, transaction));
        });
    }

    /**
     * Names the slots to be read again: a read of several keys is no snapshot, and what looks like a gap may have been
     * claimed before what was seen above it, or before its transaction.
     */
    List<String> doubtfulKeys() {
        return doubtful().stream().map(this::slotKey).collect(Collectors.toUnmodifiableList());
    }

    private List<Long> doubtful() {
        long top = recorded.stream().mapToLong(slot -> slot).reduce(highest, Math::max);
        return slots().filter(slot -> slot <= top && !claims.containsKey(slot))
                .boxed()
                .collect(Collectors.toUnmodifiableList());
    }

    /** Judges what is known for good and enters the sales; tells whether there is more to read now. */
    boolean judge(SalesByBuyer sales, Findings findings) {
        long judged = Math.max(Math.max(first - 1, highest), Math.min(campaign.last(), end()));
        slots().forEach(slot -> {
            Optional<Claim> claim = Optional.ofNullable(claims.get(slot));
            if (claim.isPresent()) {
                judgeTerms(claim.get(), findings);
                judgeTransaction(claim.get(), findings);
                sales.enter(campaign.id(), claim.get(), recorded.contains(slot));
            } else if (!unreadable.contains(slot)) {
                judgeHole(slot, judged, findings);
            }
        });
        return campaign.judged(judged, end(), highest, size - claims.size() - unreadable.size(), findings);
    }

    private void judgeTerms(Claim claim, Findings findings) {
        Optional<Campaign> terms = campaign.document();
        terms.filter(known -> claim.slot() > known.capacity())
                .ifPresent(known -> findings.add(
                        Kind.OVER_CAPACITY,
                        claim.key(),
                        "it is sold to " + claim.account() + ", and the campaign's capacity is " + known.capacity()));
        terms.filter(known -> claim.price() != known.price())
                .ifPresent(known -> findings.add(
                        Kind.OTHER_PRICE,
                        claim.key(),
                        "it is sold to " + claim.account() + " at " + claim.price() + ", and the campaign's price is "
                                + known.price()));
    }

    private void judgeTransaction(Claim claim, Findings findings) {
        boolean absent = !recorded.contains(claim.slot()) && !perhapsRecorded.contains(claim.slot());
        if (absent && claim.slot() <= campaign.last()) {
            findings.add(
                    Kind.TRANSACTION_ABSENT,
                    transactionKey(claim.slot()),
                    "it is absent, and the campaign says that the slots up to " + campaign.last() + " are settled");
        }
        Optional.ofNullable(transactions.get(claim.slot()))
                .filter(transaction -> !transaction.claim().sameFacts(claim))
                .ifPresent(transaction -> findings.add(
                        Kind.TRANSACTION_DIFFERS, transaction.key(), "it states other facts than " + claim.key()));
    }

    private void judgeHole(long slot, long judged, Findings findings) {
        if (slot <= judged) {
            findings.add(
                    Kind.SLOT_NOT_CLAIMED,
                    slotKey(slot),
                    slot <= campaign.last()
                            ? "nobody holds it, and the campaign says that the slots up to " + campaign.last()
                                    + " are settled"
                            : "nobody holds it, and slot " + highest + " is claimed");
        }
        if (recorded.contains(slot)) {
            findings.add(
                    Kind.TRANSACTION_WITHOUT_CLAIM, transactionKey(slot), "nobody holds the slot " + slotKey(slot));
        }
    }

    private long end() {
        return first + size - 1;
    }

    private LongStream slots() {
        return LongStream.rangeClosed(first, end());
    }

    private String slotKey(long slot) {
        return Keys.slot(campaign.id(), slot);
    }

    private String transactionKey(long slot) {
        return Keys.transaction(campaign.id(), slot);
    }
}
