package dev.posse.audit;

import dev.posse.audit.AuditReport.Kind;
import dev.posse.document.Campaign;
import dev.posse.document.Directory;
import dev.posse.store.Entry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The directory, the campaigns and their slots, read on from where the last reading ended. */
final class AuditReader {

    private final ChunkedReads reads;
    private final Findings findings;
    private final Optional<String> only;
    private final SalesByBuyer ledger = new SalesByBuyer();
    private final Map<String, CampaignProgress> campaigns = new LinkedHashMap<>();

    AuditReader(ChunkedReads reads, Findings findings, Optional<String> only) {
        this.reads = reads;
        this.findings = findings;
        this.only = only;
        only.ifPresent(id -> campaigns.put(id, new CampaignProgress(id)));
    }

    SalesByBuyer ledger() {
        return ledger;
    }

    Collection<CampaignProgress> campaigns() {
        return campaigns.values();
    }

    /** Whether all sales are known, and not just those of one campaign. */
    boolean isWhole() {
        return only.isEmpty();
    }

    boolean covers(String campaign) {
        return only.map(campaign::equals).orElse(true);
    }

    /** Gives a campaign that a lock names: a known one with a document, or what stands under its key just now. */
    CampaignProgress campaign(String id) {
        CampaignProgress campaign = Optional.ofNullable(campaigns.get(id)).orElseGet(() -> new CampaignProgress(id));
        if (campaign.isAbsent()) {
            refresh(List.of(campaign));
        }
        return campaign;
    }

    /** Reads the known campaigns again, before the accounts are read. */
    void accountsFollow() {
        refresh(campaigns.values());
        campaigns.values().forEach(CampaignProgress::accountsFollow);
    }

    /**
     * Reads what has come since the last time: first the directory, because a sale in a campaign that is listed only now
     * belongs to the accounts just read; then the slots.
     */
    void readOn() {
        List<CampaignProgress> fresh = new ArrayList<>(
                only.flatMap(id -> Optional.ofNullable(campaigns.get(id))).filter(CampaignProgress::isAbsent).stream()
                        .collect(Collectors.toUnmodifiableList()));
        fresh.addAll(readDirectory());
        refresh(fresh);
        readSlots();
        // A campaign may have been created after it was looked for, but not after its first sale.
        refresh(soldWithoutDocument());
    }

    /** Says what can be said of campaigns when all is read. */
    void finish() {
        readDirectory();
        for (CampaignProgress campaign : campaigns.values()) {
            if (campaign.isAbsent() && (campaign.hasClaims() || !isWhole())) {
                findings.add(
                        Kind.CAMPAIGN_ABSENT,
                        campaign.key(),
                        campaign.hasClaims() ? "it is absent, and slots of it are sold" : "it is absent");
            } else if (!campaign.isAbsent() && !campaign.isListed()) {
                findings.add(
                        Kind.CAMPAIGN_NOT_LISTED,
                        campaign.key(),
                        "no page of the directory lists it, so that nobody patrols it");
            }
            campaign.document()
                    .filter(known -> known.lastPurchasedSlot() > known.capacity())
                    .ifPresent(known -> findings.add(
                            Kind.OVER_CAPACITY,
                            campaign.key(),
                            "its lastPurchasedSlot is " + known.lastPurchasedSlot() + " and its capacity "
                                    + known.capacity()));
        }
    }

    /** Marks what is listed; gives the campaigns that were not known before. */
    private List<CampaignProgress> readDirectory() {
        List<CampaignProgress> fresh = new ArrayList<>();
        boolean more = true;
        for (int first = 1; more && first <= Directory.MAX_PAGES; first += Directory.PAGES_AT_ONCE) {
            List<String> keys = Directory.pageKeys(first);
            Map<String, Entry> found = reads.all(keys);
            int pages = 0;
            for (int at = 0; at < keys.size(); at++) {
                pages = found.containsKey(keys.get(at)) ? at + 1 : pages;
                reads.understood(found, keys.get(at), Directory::decode).ifPresent(page -> list(page, fresh));
            }
            findLostPages(keys.subList(0, Math.max(0, pages - 1)));
            more = pages == keys.size();
        }
        return fresh;
    }

    /** A page is begun when the one before is full: those below the last one must be there, and full. */
    private void findLostPages(List<String> below) {
        if (below.isEmpty()) {
            return;
        }
        Map<String, Entry> found = reads.all(below);
        for (String key : below) {
            Optional<Directory> page = reads.understood(found, key, Directory::decode);
            if (!found.containsKey(key) || page.filter(read -> !read.isFull()).isPresent()) {
                findings.add(
                        Kind.DIRECTORY_PAGE_LOST,
                        key,
                        "it is absent or has room, and there is a later page; campaigns that it listed are not known");
            }
        }
    }

    private void list(Directory page, List<CampaignProgress> fresh) {
        for (String id : page.campaigns()) {
            if (isWhole() && !campaigns.containsKey(id)) {
                CampaignProgress campaign = new CampaignProgress(id);
                campaigns.put(id, campaign);
                fresh.add(campaign);
            }
            Optional.ofNullable(campaigns.get(id)).ifPresent(CampaignProgress::list);
        }
    }

    private void refresh(Collection<CampaignProgress> books) {
        for (List<CampaignProgress> chunk : ChunkedReads.chunks(books)) {
            Map<String, Entry> found = reads.all(keys(chunk, book -> List.of(book.key())));
            chunk.forEach(book ->
                    book.read(reads.understood(found, book.key(), Campaign::decode), found.containsKey(book.key())));
        }
    }

    private void readSlots() {
        Deque<CampaignProgress> left = new ArrayDeque<>(campaigns.values());
        // Ends when every campaign has shown a slot that is not claimed.
        while (!left.isEmpty()) {
            List<SlotRange> windows = new ArrayList<>();
            for (int room = ChunkedReads.CHUNK; room > 0 && !left.isEmpty(); ) {
                SlotRange window = left.remove().window(room);
                windows.add(window);
                room -= window.size();
            }
            read(windows);
            windows.stream()
                    .filter(window -> window.judge(ledger, findings))
                    .forEach(window -> left.add(window.campaign()));
        }
    }

    private void read(List<SlotRange> windows) {
        Map<String, Entry> slots = reads.all(keys(windows, SlotRange::slotKeys));
        windows.forEach(window -> window.takeSlots(reads, slots));
        Map<String, Entry> transactions = reads.all(keys(windows, SlotRange::transactionKeys));
        windows.forEach(window -> window.takeTransactions(reads, transactions));
        Map<String, Entry> again = reads.all(keys(windows, SlotRange::doubtfulKeys));
        windows.forEach(window -> window.takeSlots(reads, again));
    }

    private List<CampaignProgress> soldWithoutDocument() {
        return campaigns.values().stream()
                .filter(campaign -> campaign.isAbsent() && campaign.hasClaims())
                .collect(Collectors.toUnmodifiableList());
    }

    private static <T> List<String> keys(Collection<T> items, Function<T, List<String>> of) {
        return items.stream().flatMap(item -> of.apply(item).stream()).collect(Collectors.toUnmodifiableList());
    }
}
