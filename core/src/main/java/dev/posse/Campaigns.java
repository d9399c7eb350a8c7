package dev.posse;

import dev.posse.admin.CampaignListing;
import dev.posse.admin.DocumentCreation;
import dev.posse.admin.StatusChange;
import dev.posse.document.Campaign;
import dev.posse.document.Campaign.Status;
import dev.posse.document.Claim;
import dev.posse.document.Directory;
import dev.posse.document.DirectoryReader;
import dev.posse.document.DocumentException;
import dev.posse.document.Ids;
import dev.posse.document.Key;
import dev.posse.document.KeyReader;
import dev.posse.document.Keys;
import dev.posse.document.Reading;
import dev.posse.document.Slot;
import dev.posse.document.Stored;
import dev.posse.observe.PosseEvent.Actor;
import dev.posse.observe.Subject;
import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** The campaigns of one store: creating, closing, looking. Thread-safe. */
public final class Campaigns {

    private static final int MOST_SLOTS = 1000;

    /** So many keys in a row without an answer mean that the store is down; each may take as long as the store waits. */
    private static final int MOST_FAILURES = 8;

    private final Supplier<NodeContext> open;

    /** Whoever is given this when the node is open may call when it is closed. */
    Campaigns(Supplier<NodeContext> open) {
        this.open = open;
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
     * @throws IllegalStateException if the node is closed
     */
    public void create(String campaign, long price, long capacity) {
        NodeContext node = open.get();
        Ids.check("campaign id", Objects.requireNonNull(campaign, "campaign"));
        Ids.checkAmount("price", price);
        if (capacity <= 0) {
            throw new IllegalArgumentException("The capacity must be positive, it is " + capacity);
        }
        if (price > Long.MAX_VALUE / capacity) {
            throw new IllegalArgumentException("The revenue of the whole campaign, " + price + " x " + capacity
                    + ", would leave the 64 bits of an amount");
        }
        node.requireIncarnation();
        Subject subject = Subject.NONE.withCampaign(campaign);
        node.run(
                Actor.ADMIN,
                CampaignListing.begin(campaign, node.memory().fullPages().without(campaign)));
        Campaign created = Campaign.created(campaign, price, capacity);
        Optional<Entry> before = node.run(Actor.ADMIN, DocumentCreation.begin(created, subject));
        node.memory().highest().saw(created);
        UnreadableDocumentException.understood(
                        () -> before.map(entry -> Campaign.decode(Keys.campaign(campaign), entry.value())))
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
     * @throws dev.posse.store.OutcomeUnknownException if nobody knows whether it was written; ask again
     * @throws dev.posse.store.DataLossException if the store says that its data is gone
     * @throws IllegalStateException if the node is closed
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
     * @throws dev.posse.store.OutcomeUnknownException if nobody knows whether it was written; ask again
     * @throws dev.posse.store.DataLossException if the store says that its data is gone
     * @throws IllegalStateException if the node is closed
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
     * @throws dev.posse.store.DataLossException if the store says that its data is gone
     * @throws IllegalStateException if the node is closed
     */
    public Optional<CampaignOverview> find(String campaign) {
        NodeContext node = open.get();
        String key = Keys.campaign(Ids.check("campaign id", Objects.requireNonNull(campaign, "campaign")));
        return UnreadableDocumentException.understood(() ->
                node.store().get(key).map(entry -> overview(Campaign.decode(key, entry.value()))));
    }

    /**
     * Lists all campaigns of the store, in order of creation.
     *
     * @return their ids; one whose creator died may be listed and not exist
     * @throws dev.posse.store.StoreException if the store does not answer
     * @throws UnreadableDocumentException if a page of the list is corrupt or of a newer release
     * @throws dev.posse.store.DataLossException if the store says that its data is gone
     * @throws IllegalStateException if the node is closed
     */
    public List<String> list() {
        return list(this::readAtOnce, Campaigns::raise);
    }

    /**
     * Lists the campaigns that can be known, in order of creation, and goes on where a page of the list cannot be read.
     *
     * @param unreadable is given an exception for each such page: {@link UnreadableDocumentException} if it is corrupt or of
     *     a newer release, {@link dev.posse.store.StoreException} if the store answers for other pages and not for it
     * @return their ids, without the 256 of each such page
     * @throws dev.posse.store.StoreException if the store does not answer
     * @throws dev.posse.store.DataLossException if the store says that its data is gone
     * @throws IllegalStateException if the node is closed
     */
    public List<String> list(Consumer<RuntimeException> unreadable) {
        Objects.requireNonNull(unreadable, "unreadable");
        return list(reads()::read, unreadable);
    }

    private List<String> list(Function<Collection<String>, Reading> read, Consumer<RuntimeException> unreadable) {
        // A campaign that was listed anew after its page was lost may be on two pages when that comes back.
        Set<String> all = new LinkedHashSet<>();
        DirectoryReader.walk(1, first -> DirectoryReader.pages(read.apply(Directory.pageKeys(first)), first), page -> {
            if (page instanceof DirectoryReader.Present present) {
                all.addAll(present.stored().document().campaigns());
            } else if (page instanceof DirectoryReader.Unreadable unread) {
                unreadable.accept(inOwnWords(unread.why()));
            }
        });
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
     * @throws UnreadableDocumentException if a slot's document is corrupt or of a newer release
     * @throws dev.posse.store.DataLossException if the store says that its data is gone
     * @throws IllegalStateException if the node is closed
     */
    public List<SoldSlot> sold(String campaign, long from, int most) {
        return sold(campaign, from, most, this::readAtOnce, Campaigns::raise);
    }

    /**
     * Lists the sold slots that can be known, in order, and goes on where a slot's document cannot be read.
     *
     * @param campaign its id
     * @param from the first slot to look at, from 1
     * @param most how many to look at, 1 to 1000
     * @param unreadable is given an exception for each such slot: {@link UnreadableDocumentException} if it is corrupt or of
     *     a newer release, {@link dev.posse.store.StoreException} if the store answers for other slots and not for it
     * @return the sold ones among the others
     * @throws IllegalArgumentException if the id is not usable or a number is out of range
     * @throws dev.posse.store.StoreException if the store does not answer
     * @throws dev.posse.store.DataLossException if the store says that its data is gone
     * @throws IllegalStateException if the node is closed
     */
    public List<SoldSlot> sold(String campaign, long from, int most, Consumer<RuntimeException> unreadable) {
        Objects.requireNonNull(unreadable, "unreadable");
        return sold(campaign, from, most, reads()::read, unreadable);
    }

    private List<SoldSlot> sold(
            String campaign,
            long from,
            int most,
            Function<Collection<String>, Reading> read,
            Consumer<RuntimeException> unreadable) {
        Ids.check("campaign id", Objects.requireNonNull(campaign, "campaign"));
        if (from < 1 || most < 1 || most > MOST_SLOTS) {
            throw new IllegalArgumentException("Slots are listed from 1 on and 1 to " + MOST_SLOTS
                    + " at once, not from " + from + " and " + most);
        }
        List<Key<Slot>> keys = LongStream.range(from, from + most)
                .mapToObj(slot -> Key.slot(campaign, slot))
                .collect(Collectors.toUnmodifiableList());
        Reading found = read.apply(keys.stream().map(Key::name).collect(Collectors.toUnmodifiableList()));
        List<SoldSlot> sold = new ArrayList<>();
        for (Key<Slot> key : keys) {
            try {
                found.document(key)
                        .map(Stored::document)
                        .flatMap(slot -> slot instanceof Claim claim ? Optional.of(claim) : Optional.empty())
                        .ifPresent(claim -> sold.add(sold(claim)));
            } catch (StoreException | DocumentException e) {
                unreadable.accept(inOwnWords(e));
            }
        }
        return List.copyOf(sold);
    }

    private KeyReader reads() {
        NodeContext node = open.get();
        return new KeyReader(node.store()::getAll, node.store()::get, KeyReader.Policy.untilDone(MOST_FAILURES));
    }

    private Reading readAtOnce(Collection<String> keys) {
        NodeContext node = open.get();
        return Reading.answered(keys, node.store().getAll(keys));
    }

    private static void raise(RuntimeException problem) {
        throw problem;
    }

    private static RuntimeException inOwnWords(RuntimeException problem) {
        return problem instanceof DocumentException corrupt ? new UnreadableDocumentException(corrupt) : problem;
    }

    private Optional<CampaignOverview> change(String campaign, Status status, Optional<String> reason) {
        NodeContext node = open.get();
        Ids.check("campaign id", Objects.requireNonNull(campaign, "campaign"));
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
