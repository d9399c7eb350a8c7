package dev.posse;

import dev.posse.dataset.NodeMemory;
import dev.posse.document.Ids;
import dev.posse.purchase.Attempt;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A wish to buy the next slot of a campaign. Immutable; each {@code with…} returns a changed copy.
 *
 * <p>Give a purchase id of your own, such as an order number: however often, wherever and at the same time it is asked for, it
 * gets one slot at most, for ever. And its refusals are final for all calls with that id that have read the account by then: a
 * server that gets an idempotency key may answer "not bought" whatever an earlier call, timed out and forgotten, is still about
 * to do. A refusal costs one write more for that; a sale, nothing. Without an id a random one is made, which only the outcome
 * tells.
 */
public final class PurchaseRequest {

    private final String account;
    private final String campaign;
    private final Optional<String> purchaseId;
    private final Optional<String> payload;
    private final OptionalLong maxPrice;
    private final int slots;
    private final boolean neverAsked;

    private PurchaseRequest(
            String account,
            String campaign,
            Optional<String> purchaseId,
            Optional<String> payload,
            OptionalLong maxPrice,
            int slots,
            boolean neverAsked) {
        this.account = account;
        this.campaign = campaign;
        this.purchaseId = purchaseId;
        this.payload = payload;
        this.maxPrice = maxPrice;
        this.slots = slots;
        this.neverAsked = neverAsked;
    }

    /**
     * Asks for the next slot, that one only, at whatever price the campaign has.
     *
     * @param account id of the buyer's account
     * @param campaign id of the campaign
     * @return the request
     * @throws IllegalArgumentException if an id is empty, longer than 64 characters or has characters outside {@code A-Z
     *     a-z 0-9 . _ @ + : ~ -}
     */
    public static PurchaseRequest of(String account, String campaign) {
        return new PurchaseRequest(
                Ids.check("account id", Objects.requireNonNull(account, "account")),
                Ids.check("campaign id", Objects.requireNonNull(campaign, "campaign")),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                1,
                false);
    }

    /**
     * Names the purchase: the idempotency key, unique per account.
     *
     * @param id 1 to 64 characters out of {@code A-Z a-z 0-9 . _ @ + : ~ -}
     * @return the request with it
     * @throws IllegalArgumentException if the id is not usable
     */
    public PurchaseRequest withPurchaseId(String id) {
        Objects.requireNonNull(id, "id");
        return new PurchaseRequest(
                account, campaign, Optional.of(Ids.check("purchase id", id)), payload, maxPrice, slots, neverAsked);
    }

    /**
     * Hands a text on to the claim and the transaction, such as what the ad is to show.
     *
     * @param text at most 4096 bytes in UTF-8
     * @return the request with it
     * @throws IllegalArgumentException if the text is too long
     */
    public PurchaseRequest withPayload(String text) {
        Objects.requireNonNull(text, "text");
        return new PurchaseRequest(
                account, campaign, purchaseId, Optional.of(Ids.checkPayload(text)), maxPrice, slots, neverAsked);
    }

    /**
     * Sets the highest price; a campaign that asks for more is refused.
     *
     * @param price in minor units, positive
     * @return the request with it
     * @throws IllegalArgumentException if the price is not positive
     */
    public PurchaseRequest withMaxPrice(long price) {
        return new PurchaseRequest(
                account,
                campaign,
                purchaseId,
                payload,
                OptionalLong.of(Ids.checkAmount("highest price", price)),
                slots,
                neverAsked);
    }

    /**
     * Sets how many slots may be tried when others are faster. One slot is bought at the most, and what is found sold on the way is passed by
     * and is no try.
     *
     * @param tries from 1, the strict protocol, to 1000
     * @return the request with it
     * @throws IllegalArgumentException if the number is out of range
     */
    public PurchaseRequest withSlots(int tries) {
        if (tries < 1 || tries > 1000) {
            throw new IllegalArgumentException("A purchase tries 1 to 1000 slots, not " + tries);
        }
        return new PurchaseRequest(account, campaign, purchaseId, payload, maxPrice, tries, neverAsked);
    }

    /**
     * Asks again for a purchase whose outcome is in doubt: the same request, on this node or any other. A request with an id of
     * yours may be asked again as it is; this takes back {@link #neverAskedBefore()}.
     *
     * @return the request
     */
    public PurchaseRequest again() {
        return new PurchaseRequest(account, campaign, purchaseId, payload, maxPrice, slots, false);
    }

    /**
     * Says that nobody can have asked for this purchase id before, as when you have just made it. Saves the one write that
     * makes a refusal final for earlier calls. Wrong where a client's retry can bring the same id: then a refusal is told, and an
     * earlier call with the id, held up until now, may buy all the same.
     *
     * @return the request that says so
     */
    public PurchaseRequest neverAskedBefore() {
        return new PurchaseRequest(account, campaign, purchaseId, payload, maxPrice, slots, true);
    }

    /**
     * Returns the buyer's account.
     *
     * @return its id
     */
    public String account() {
        return account;
    }

    /**
     * Returns the campaign.
     *
     * @return its id
     */
    public String campaign() {
        return campaign;
    }

    /**
     * Returns the purchase's id.
     *
     * @return the idempotency key, if one was given
     */
    public Optional<String> purchaseId() {
        return purchaseId;
    }

    /**
     * Returns the payload.
     *
     * @return the text, if one was given
     */
    public Optional<String> payload() {
        return payload;
    }

    /**
     * Returns the highest price.
     *
     * @return in minor units, if there is a limit
     */
    public OptionalLong maxPrice() {
        return maxPrice;
    }

    /**
     * Returns how many slots may be tried.
     *
     * @return 1 to 1000
     */
    public int slots() {
        return slots;
    }

    /**
     * Returns whether a refusal of this request is final for earlier calls with its purchase id, too.
     *
     * @return true if it has an id that was given, and nobody has said that it is {@linkplain #neverAskedBefore() new}
     */
    public boolean isRefusedForAllCalls() {
        return purchaseId.isPresent() && !neverAsked;
    }

    /** One try of one node to fulfil it; ids that were not given are fresh. */
    Attempt attempt(NodeSettings node, Instant now, NodeMemory memory) {
        return new Attempt(
                account,
                campaign,
                purchaseId.orElseGet(node.freshIds()),
                payload,
                maxPrice,
                memory.highest().of(campaign),
                slots,
                isRefusedForAllCalls() ? Attempt.Mode.AGAIN : Attempt.Mode.FIRST,
                node.freshIds().get(),
                node.name(),
                now,
                node.patience(),
                node.loginPolicy(),
                memory.highest()::of,
                memory.slots()::isAt);
    }

    @Override
    public String toString() {
        return "purchase " + purchaseId.orElse("(new)") + " of " + account + " in " + campaign;
    }
}
