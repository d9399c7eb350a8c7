package dev.posse;

import dev.posse.admin.CampaignListing;
import dev.posse.admin.DocumentCreation;
import dev.posse.admin.StatusChange;
import dev.posse.document.Campaign;
import dev.posse.document.Campaign.Status;
import dev.posse.document.Claim;
import dev.posse.document.Directory;
import dev.posse.document.Ids;
import dev.posse.document.Keys;
import dev.posse.document.Slot;
import dev.posse.document.Stored;
import dev.posse.observe.PosseEvent.Actor;
import dev.posse.observe.Subject;
import dev.posse.store.Entry;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The campaigns of one store: creating, closing, looking. Thread-safe. */
public final class Campaigns {

    private static final int MOST_SLOTS = 1000;

    private final NodeContext node;

    Campaigns(NodeContext node) {
        this.node = node;
    }

    /**
     * Creates a campaign; one that exists already with the same terms stays as it is. Price and capacity never change.
     *
     * @param campaign 1 to 64 characters out of {@code A-Z a-z 0-9 . _ @ + : ~ -}
     * @param price of every slot, in minor units, positive
     * @param capacity how many slots, positive
     * @throws IllegalArgumentException if the id is not usable, a number is not positive, price × capacity leaves 64 bits,
     *     or the campaign exists with other terms
     * @throws dev.posse.store.OutcomeUnknownException if nobody knows whether it was created; ask again
     * @throws dev.posse.store.DataLossException if the data set is not the one that this node was opened on
     * @throws dev.posse.store.StoreException if the store does not answer
     * @throws NotInitializedException if the store has lost its incarnation document
     * @throws UnreadableDocumentException if a document is corrupt or of a newer release
     */
    public void create(String campaign, long price, long capacity) {
        Ids.check("campaign id", campaign);
        Ids.checkAmount("price", price);
        if (capacity <= 0) {
            throw new IllegalArgumentException("The capacity must be positive, it is " + capacity);
        }
        if (Math.multiplyHigh(price, capacity) != 0 || price * capacity < 0) {
            throw new IllegalArgumentException("The revenue of the whole campaign, " + price + " x " + capacity
                    + ", would leave the 64 bits of an amount");
        }
        node.requireIncarnation();
        Subject subject = Subject.NONE.withCampaign(campaign);
        node.run(Actor.ADMIN, CampaignListing.begin(campaign));
        Campaign created = Campaign.created(campaign, price, capacity);
        Optional<Entry> before = node.run(Actor.ADMIN, DocumentCreation.begin(created, subject));
        node.memory().highest().saw(created);
        NodeContext.understood(() -> before.map(entry -> Campaign.decode(Keys.campaign(campaign), entry.value())))
                .filter(found -> found.price() != price || found.capacity() != capacity)
                .ifPresent(found -> {
                    throw new IllegalArgumentException("The campaign " + campaign + " exists with price "
                            + found.price() + " and capacity " + found.capacity()
                            + ", which never change; choose another id for other terms");
                });
        node.patrols().wake(campaign);
    }

    /**
     * Closes a campaign: no new purchase begins after a fresh read of it. A purchase that was under way may still win.
     *
     * @param campaign its id
     * @return the campaign as it stands, or empty if there is none; a stopped one stays stopped
     * @throws IllegalArgumentException if the id is not usable
     * @throws dev.posse.store.StoreException if the store does not answer
     * @throws UnreadableDocumentException if a document is corrupt or of a newer release
     */
    public Optional<CampaignOverview> close(String campaign) {
        return change(campaign, Status.CLOSED, Optional.empty());
    }

    /**
     * Opens a campaign again that was closed or stopped. After a stop, only when a person has found out why the books did
     * not add up.
     *
     * @param campaign its id
     * @return the campaign as it stands, or empty if there is none
     * @throws IllegalArgumentException if the id is not usable
     * @throws dev.posse.store.StoreException if the store does not answer
     * @throws UnreadableDocumentException if a document is corrupt or of a newer release
     */
    public Optional<CampaignOverview> reopen(String campaign) {
        return change(campaign, Status.OPEN, Optional.empty());
    }

    /**
     * Looks at a campaign.
     *
     * @param campaign its id
     * @return where it stands, or empty if there is none
     * @throws IllegalArgumentException if the id is not usable
     * @throws dev.posse.store.StoreException if the store does not answer
     * @throws UnreadableDocumentException if a document is corrupt or of a newer release
     */
    public Optional<CampaignOverview> find(String campaign) {
        String key = Keys.campaign(Ids.check("campaign id", campaign));
        return NodeContext.understood(() ->
                node.store().get(key).map(entry -> overview(Campaign.decode(key, entry.value()))));
    }

    /**
     * Lists all campaigns of the store, in order of creation.
     *
     * @return their ids; one whose creator died may be listed and not exist
     * @throws dev.posse.store.StoreException if the store does not answer
     * @throws UnreadableDocumentException if a document is corrupt or of a newer release
     */
    public List<String> list() {
        return NodeContext.understood(this::listed);
    }

    private List<String> listed() {
        Set<String> all = new LinkedHashSet<>();
        boolean hasMore = true;
        // Ends at the first sixteen pages of which the last is absent: one that was lost hides none of those after it.
        // The
        // directory itself is bounded.
        for (int first = 1; hasMore && first <= Directory.MAX_PAGES; first += Directory.PAGES_AT_ONCE) {
            List<String> keys = Directory.pageKeys(first);
            Map<String, Entry> found = node.store().getAll(keys);
            keys.forEach(key -> Stored.in(found, key, Directory::decode)
                    .ifPresent(page -> all.addAll(page.document().campaigns())));
            hasMore = found.containsKey(keys.get(keys.size() - 1));
        }
        return List.copyOf(all);
    }

    /**
     * Lists sold slots in order. What is claimed counts as sold, settled or not.
     *
     * @param campaign its id
     * @param from the first slot to look at, from 1
     * @param most how many to look at, 1 to 1000
     * @return the sold ones among them; shorter than asked for where the sold slots end
     * @throws IllegalArgumentException if the id is not usable or a number is out of range
     * @throws dev.posse.store.StoreException if the store does not answer
     * @throws UnreadableDocumentException if a document is corrupt or of a newer release
     */
    public List<SoldSlot> sold(String campaign, long from, int most) {
        Ids.check("campaign id", campaign);
        if (from < 1 || most < 1 || most > MOST_SLOTS) {
            throw new IllegalArgumentException("Slots are listed from 1 on and 1 to " + MOST_SLOTS
                    + " at once, not from " + from + " and " + most);
        }
        List<String> keys = LongStream.range(from, from + most)
                .mapToObj(slot -> Keys.slot(campaign, slot))
                .collect(Collectors.toUnmodifiableList());
        Map<String, Entry> found = node.store().getAll(keys);
        return NodeContext.understood(() -> keys.stream()
                .flatMap(key -> Stored.in(found, key, Slot::decode).stream())
                .flatMap(stored -> stored.document() instanceof Claim claim ? Stream.of(sold(claim)) : Stream.empty())
                .collect(Collectors.toUnmodifiableList()));
    }

    private Optional<CampaignOverview> change(String campaign, Status status, Optional<String> reason) {
        Ids.check("campaign id", campaign);
        return node.run(Actor.ADMIN, StatusChange.begin(campaign, status, reason))
                .map(Campaigns::overview);
    }

    private static CampaignOverview overview(Campaign campaign) {
        return new CampaignOverview(
                campaign.id(),
                campaign.price(),
                campaign.capacity(),
                CampaignOverview.Status.valueOf(campaign.status().name()),
                campaign.reason(),
                campaign.lastPurchasedSlot());
    }

    private static SoldSlot sold(Claim claim) {
        return new SoldSlot(
                claim.campaign(),
                claim.slot(),
                claim.account(),
                claim.purchaseId(),
                claim.price(),
                claim.payload(),
                claim.since());
    }
}
