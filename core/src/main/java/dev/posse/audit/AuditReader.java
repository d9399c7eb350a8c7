package dev.posse.audit;

import dev.posse.audit.AuditReport.Kind;
import dev.posse.document.Directory;
import dev.posse.document.DirectoryReader;
import dev.posse.document.DirectoryReader.Page;
import dev.posse.document.DocumentException;
import dev.posse.document.Key;
import dev.posse.document.Keys;
import dev.posse.document.Reading;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The directory, the campaigns and their slots, read on from where the last reading ended. */
final class AuditReader {

    private final ChunkedReads reads;
    private final Findings findings;
    private final Optional<String> only;
    private final SalesByBuyer sales = new SalesByBuyer();
    private final Map<String, CampaignProgress> campaigns = new LinkedHashMap<>();
    private final Set<String> discovered = new HashSet<>();
    private boolean directoryUnread;
    private boolean unreadSales;

    AuditReader(ChunkedReads reads, Findings findings, Optional<String> only) {
        this.reads = reads;
        this.findings = findings;
        this.only = only;
        only.ifPresent(id -> campaigns.put(id, new CampaignProgress(id)));
    }

    SalesByBuyer sales() {
        return sales;
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

    boolean knows(String campaign) {
        return campaigns.containsKey(campaign);
    }

    /** Takes a campaign in that somebody has bought in: it is read from the next time on, whether or not it is listed. */
    void discover(String campaign) {
        if (isWhole() && !knows(campaign)) {
            campaigns.put(campaign, new CampaignProgress(campaign));
            discovered.add(campaign);
        }
    }

    /** The campaigns taken in since this was asked last. */
    Set<String> takeDiscovered() {
        Set<String> taken = Set.copyOf(discovered);
        discovered.clear();
        return taken;
    }

    /** Whether there is no sale that was passed over because something could not be read. */
    boolean hasReadAllSales() {
        return !unreadSales && campaigns.values().stream().noneMatch(CampaignProgress::isBeyondBelief);
    }

    /** Finds a campaign that a sale or a lock names: a known one with a document, or what stands under its key just now. */
    CampaignProgress campaign(String id) {
        CampaignProgress campaign = Optional.ofNullable(campaigns.get(id)).orElseGet(() -> new CampaignProgress(id));
        if (campaign.isAbsent()) {
            refresh(List.of(campaign));
        }
        return campaign;
    }

    boolean wasSettledBefore(Sale sale) {
        return Optional.ofNullable(campaigns.get(sale.campaign()))
                .filter(campaign -> campaign.wasSettledBefore(sale.slot()))
                .isPresent();
    }

    boolean isSettled(Sale sale) {
        return Optional.ofNullable(campaigns.get(sale.campaign()))
                .filter(campaign -> sale.slot() <= campaign.last())
                .isPresent();
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
        List<CampaignProgress> fresh = readDirectory();
        only.flatMap(id -> Optional.ofNullable(campaigns.get(id)))
                .filter(CampaignProgress::isAbsent)
                .ifPresent(fresh::add);
        discovered.forEach(id -> fresh.add(campaign(id)));
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
            } else if (!campaign.isAbsent()) {
                checkListed(campaign);
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

    /** Says that a campaign is not listed, if every page has been read: it may stand on one that was not. */
    private void checkListed(CampaignProgress campaign) {
        if (!campaign.isListed() && !directoryUnread) {
            findings.add(
                    Kind.CAMPAIGN_NOT_LISTED,
                    campaign.key(),
                    "no page of the directory lists it, so that nobody patrols it");
        }
    }

    /** Marks what is listed; returns the campaigns that were not known before. */
    private List<CampaignProgress> readDirectory() {
        List<CampaignProgress> fresh = new ArrayList<>();
        Set<Integer> withRoom = new TreeSet<>();
        List<Integer> begun = new ArrayList<>();
        directoryUnread = false;
        DirectoryReader.walk(1, this::readPages, page -> {
            if (page.hasRoom()) {
                withRoom.add(page.number());
            }
            if (page instanceof DirectoryReader.Present present) {
                begun.add(page.number());
                list(present.stored().document(), fresh);
            }
        });
        withRoom.removeIf(number -> begun.stream().noneMatch(later -> later > number));
        findLostPages(withRoom);
        return fresh;
    }

    private List<Page> readPages(int first) {
        List<Page> pages = DirectoryReader.pages(reads.all(Directory.pageKeys(first)), first);
        for (Page page : pages) {
            if (page instanceof DirectoryReader.Unreadable unreadable) {
                directoryUnread = true;
                unreadSales = true;
                if (unreadable.why() instanceof DocumentException corrupt) {
                    reads.unreadable(corrupt);
                }
            }
        }
        return pages;
    }

    /** A page is begun when the one before is full: those that had room and are followed by one are read again. */
    private void findLostPages(Set<Integer> withRoom) {
        Reading found = reads.all(withRoom.stream().map(Keys::directory).collect(Collectors.toUnmodifiableList()));
        for (int number : withRoom) {
            String key = Keys.directory(number);
            Optional<Directory> page = reads.understood(found, Key.directory(number));
            if (found.isAbsent(key) || page.filter(read -> !read.isFull()).isPresent()) {
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

    private void refresh(Collection<CampaignProgress> campaigns) {
        for (List<CampaignProgress> chunk : ChunkedReads.chunks(campaigns)) {
            Reading found = reads.all(keys(chunk, campaign -> List.of(campaign.key())));
            chunk.forEach(campaign -> campaign.read(
                    reads.understood(found, Key.campaign(campaign.id())), found.isAbsent(campaign.key())));
        }
    }

    private void readSlots() {
        Deque<CampaignProgress> left = new ArrayDeque<>(campaigns.values());
        // Ends when every campaign has shown a slot that is not claimed.
        while (!left.isEmpty()) {
            List<SlotRange> ranges = new ArrayList<>();
            for (int room = ChunkedReads.CHUNK; room > 0 && !left.isEmpty(); ) {
                SlotRange range = new SlotRange(left.remove(), room);
                ranges.add(range);
                room -= range.size();
            }
            read(ranges);
            unreadSales |= ranges.stream().anyMatch(SlotRange::hasUnreadable);
            ranges.stream().filter(range -> range.judge(sales, findings)).forEach(range -> left.add(range.campaign()));
        }
    }

    private void read(List<SlotRange> ranges) {
        Reading slots = reads.all(keys(ranges, SlotRange::slotKeys));
        ranges.forEach(range -> range.takeSlots(reads, slots));
        Reading transactions = reads.all(keys(ranges, SlotRange::transactionKeys));
        ranges.forEach(range -> range.takeTransactions(reads, transactions));
        Reading again = reads.all(keys(ranges, SlotRange::doubtfulKeys));
        ranges.forEach(range -> range.takeAgain(reads, again));
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
