package dev.posse.audit;

import dev.posse.audit.AuditReport.Kind;
import dev.posse.document.Campaign;
import dev.posse.document.Claim;
import dev.posse.document.Keys;
import dev.posse.document.Slot;
import dev.posse.document.Transaction;
import dev.posse.store.Entry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Some slots of one campaign with their transactions, as they were read. */
final class SlotRange {

    private final CampaignProgress campaign;
    private final long first;
    private final int size;
    private final Map<Long, Claim> claims = new HashMap<>();
    private final Map<Long, Transaction> transactions = new HashMap<>();
    private final Set<Long> unreadable = new HashSet<>();
    private final Set<Long> recorded = new HashSet<>();
    private long highest;

    SlotRange(CampaignProgress campaign, long first, int size) {
        this.campaign = campaign;
        this.first = first;
        this.size = size;
        this.highest = first - 1;
    }

    CampaignProgress campaign() {
        return campaign;
    }

    int size() {
        return size;
    }

    long end() {
        return first + size - 1;
    }

    /** The highest slot that is claimed or unreadable, or the one before the window. */
    long highest() {
        return highest;
    }

    boolean hasClaims() {
        return highest >= first;
    }

    List<String> slotKeys() {
        return slots().mapToObj(this::slotKey).collect(Collectors.toUnmodifiableList());
    }

    List<String> transactionKeys() {
        return slots().mapToObj(this::transactionKey).collect(Collectors.toUnmodifiableList());
    }

    /** Takes the slots; may be called again with those that were read again. */
    void takeSlots(ChunkedReads reads, Map<String, Entry> found) {
        slots().filter(slot -> found.containsKey(slotKey(slot))).forEach(slot -> {
            Optional<Slot> stands = reads.understood(found, slotKey(slot), Slot::decode);
            if (stands.isEmpty()) {
                unreadable.add(slot);
                highest = Math.max(highest, slot);
            } else if (stands.get() instanceof Claim claim) {
                highest = Math.max(highest, slot);
                claims.put(slot, claim);
            }
        });
    }

    /** Takes the transactions, which were read after the slots. */
    void takeTransactions(ChunkedReads reads, Map<String, Entry> found) {
        slots().filter(slot -> found.containsKey(transactionKey(slot))).forEach(slot -> {
            recorded.add(slot);
            reads.understood(found, transactionKey(slot), Transaction::decode)
                    .ifPresent(transaction -> transactions.put(slot, transaction));
        });
    }

    /**
     * Names the slots to be read again: a read of several keys is no snapshot, and what looks like a gap may have been
     * claimed before what was seen above it, or before its transaction.
     */
    List<String> doubtfulKeys() {
        long top = recorded.stream().mapToLong(slot -> slot).reduce(highest, Math::max);
        return slots().filter(slot -> slot <= top && !claims.containsKey(slot))
                .mapToObj(this::slotKey)
                .collect(Collectors.toUnmodifiableList());
    }

    /** Judges what is known for good and enters the sales; tells whether there is more to read now. */
    boolean judge(SalesByBuyer ledger, Findings findings) {
        long judged = Math.max(highest, Math.min(campaign.last(), end()));
        slots().forEach(slot -> {
            Optional<Claim> claim = Optional.ofNullable(claims.get(slot));
            if (claim.isPresent()) {
                judgeTerms(claim.get(), findings);
                judgeTransaction(claim.get(), findings);
                ledger.enter(campaign, claim.get(), recorded.contains(slot));
            } else if (!unreadable.contains(slot)) {
                judgeHole(slot, judged, findings);
            }
        });
        return campaign.judged(this, judged, findings);
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
        if (!recorded.contains(claim.slot()) && claim.slot() <= campaign.last()) {
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
