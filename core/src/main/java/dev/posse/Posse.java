package dev.posse;

import dev.posse.audit.AuditReport;
import dev.posse.audit.Auditor;
import dev.posse.audit.ReportedOutcome;
import dev.posse.observe.NodeStatus;
import dev.posse.observe.PosseEvent;
import dev.posse.observe.PosseObserver;
import dev.posse.outcome.LoginOutcome;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.patrol.PatrolThread;
import dev.posse.purchase.Attempt;
import dev.posse.purchase.LockPolicy;
import dev.posse.purchase.PurchaseEnd;
import dev.posse.purchase.Resolution;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.StoreException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * One node of a shop: sells the numbered slots of campaigns, in order and once each, to accounts with a prepaid balance,
 * and patrols with the posse that finishes what dead drivers left half done.
 *
 * <p>Any number of nodes work on one store; any of them may die at any moment. Thread-safe; all methods block, those that buy, ask, log
 * in or book for ten seconds and one time-out of the store at the most, a purchase from its turn on; where sales are {@linkplain
 * PosseBuilder#settleBehind settled behind the answer}, a second and a time-out more. Then what was not sent is not sent any
 * more, and the caller hears that it failed, or that nobody knows. Not offered: refunds, several slots per purchase, choosing a slot.
 *
 * <pre>{@code
 * try (CasKeyValueStore store = CasKeyValueStore.open("memory:");
 *         Posse posse = Posse.on(store).open()) {
 *     posse.accounts().open("alice");
 *     posse.accounts().deposit("alice", "voucher-7", 1_000);
 *     posse.campaigns().create("drop", 250, 100);
 *     PurchaseOutcome outcome = posse.purchase(PurchaseRequest.of("alice", "drop").withPurchaseId("order-1"));
 * }
 * }</pre>
 */
public final class Posse implements AutoCloseable {

    private final String name;
    private final NodeSettings settings;
    private final NodeContext node;
    private final PatrolThread patrols;
    private final PosseObserver observer;
    private final NodeHealth health;
    private volatile boolean closed;

    Posse(NodeSettings settings, NodeOpening.Parts parts) {
        this.name = settings.name();
        this.settings = settings;
        this.node = parts.context();
        this.patrols = parts.patrols();
        this.observer = parts.observer();
        this.health = new NodeHealth(name, node, patrols, observer);
    }

    /**
     * Sets a store up: writes the incarnation document, without which nothing is opened, created or sold. Done once in the
     * life of a database, by a person; a store that has it stays as it is.
     *
     * @param store to be set up
     * @return the id of the incarnation that the store has now
     * @throws dev.posse.store.OutcomeUnknownException if nobody knows whether it was written; do it again
     * @throws StoreException if the store does not answer, or its data has another life than when it was set up
     * @throws UnreadableDocumentException if there is an incarnation document that is corrupt or of a newer release
     */
    public static String initialize(CasKeyValueStore store) {
        return DataSet.initialize(store);
    }

    /**
     * Confirms, by a person who has looked into it, that a data set of which a node, or the store, says that it is another one
     * may be sold on as it is. Nodes that refuse to sell begin again from what they read, within about a second. The campaigns
     * that were stopped stay so until {@link Campaigns#reopen}.
     *
     * <p>What nodes say is written into the incarnation document by those that have noticed a loss, once it can be read again;
     * it is what this method returns as overruled.
     *
     * @param store whose data set is confirmed
     * @return what was overruled; where there is nothing to confirm nothing is written
     * @throws NotInitializedException if the incarnation document itself is gone
     * @throws UnreadableDocumentException if the incarnation document is corrupt or of a newer release
     * @throws dev.posse.store.OutcomeUnknownException if nobody knows whether it was written; do it again
     * @throws StoreException if the store does not answer, says that its data is gone, or somebody else has just confirmed
     */
    public static Confirmation confirm(CasKeyValueStore store) {
        return DataSet.confirm(store);
    }

    /**
     * Begins to open a node: {@link PosseBuilder#open()} opens it, with the settings given until then.
     *
     * @param store to work on; stays the caller's to close
     * @return the node's settings
     */
    public static PosseBuilder on(CasKeyValueStore store) {
        return new PosseBuilder(store);
    }

    /** {@return this node's name, as in its events and documents} */
    public String name() {
        return name;
    }

    /** {@return the accounts of this node's store: opening them, moving money in and out, statements} */
    public Accounts accounts() {
        requireOpen();
        return new Accounts(this::requireOpen);
    }

    /** {@return the campaigns of this node's store: creating, closing, listing what was sold} */
    public Campaigns campaigns() {
        requireOpen();
        return new Campaigns(this::requireOpen);
    }

    /**
     * Buys the next free slot of a campaign.
     *
     * @param request who, where, under which purchase id
     * @return purchased, not purchased and why, or in doubt; true for ever. A sale stays a sale whatever goes wrong after it
     *     was decided: the posse settles it
     * @throws IllegalArgumentException if the purchase id was used on this account with another campaign or payload
     * @throws dev.posse.store.DataLossException if the data set is not the one that this node was opened on
     * @throws StoreException if the store failed before anything was written
     * @throws UnreadableDocumentException if the account, the campaign or its next slot cannot be understood, before anything was written
     * @throws IllegalStateException if the node is closed
     */
    public PurchaseOutcome purchase(PurchaseRequest request) {
        NodeContext open = requireOpen();
        open.requireSameData();
        open.patrols().beginSale(Objects.requireNonNull(request, "request").campaign());
        open.finish(request.account());
        Attempt attempt = request.attempt(settings, open.now(), open.memory());
        PurchaseTimer timer = new PurchaseTimer(open.deadline());
        PurchaseEnd end = open.buy(attempt, timer);
        end.beatenAt().ifPresent(slot -> open.patrols().suspect(attempt.campaign(), slot));
        PurchaseOutcome outcome = open.ended(attempt.account(), end);
        observer.onEvent(timer.ended(attempt, outcome));
        return outcome;
    }

    /**
     * Finds out what became of a purchase, and never buys: one that is half done is finished, one that was never begun can
     * not be begun by an earlier call any more.
     *
     * <p>The answer holds for ever if it is purchased or cancelled. Not purchased holds for every call with the id that has read
     * the account by now; asked for anew the id may buy.
     *
     * @param account the buyer's
     * @param purchaseId the idempotency key
     * @return purchased, not purchased, or in doubt; in doubt, too, while the data set is not the one that this node was
     *     opened on, for what stands in another one says nothing
     * @throws IllegalArgumentException if an id is not usable
     * @throws StoreException if the store does not answer, or says that its data is gone
     * @throws UnreadableDocumentException if a document is corrupt or of a newer release
     * @throws IllegalStateException if the node is closed
     */
    public PurchaseOutcome outcome(String account, String purchaseId) {
        return requireOpen().outcome(account, purchaseId, name);
    }

    /**
     * Calls a purchase off, if it is not decided yet: its id never buys, whoever asks for it and whenever. An id that was never
     * asked for can be called off as well.
     *
     * @param account the buyer's
     * @param purchaseId the idempotency key
     * @return purchased if it was too late, cancelled, or in doubt
     * @throws IllegalArgumentException if an id is not usable
     * @throws dev.posse.store.DataLossException if the data set is not the one that this node was opened on
     * @throws StoreException if the store does not answer
     * @throws UnreadableDocumentException if a document is corrupt or of a newer release
     * @throws IllegalStateException if the node is closed
     */
    public PurchaseOutcome cancel(String account, String purchaseId) {
        return requireOpen().ask(account, purchaseId, LockPolicy.CANCEL, name);
    }

    /**
     * Resolves what a dead driver left on an account; to be called before a user's session uses it. By default a half-done
     * purchase is finished, with {@link PosseBuilder#cancelAtLogin()} it is called off.
     *
     * @param account its id
     * @return what was found, and what became of it
     * @throws IllegalArgumentException if the id is not usable
     * @throws dev.posse.store.DataLossException if the data set is not the one that this node was opened on
     * @throws StoreException if the store does not answer
     * @throws UnreadableDocumentException if a document is corrupt or of a newer release
     * @throws IllegalStateException if the node is closed
     */
    public LoginOutcome login(String account) {
        NodeContext open = requireOpen();
        Resolution resolution = open.login(account, settings.loginPolicy(), name);
        LoginOutcome outcome = open.resolved(account, resolution);
        Outcomes.event(name, account, resolution).ifPresent(observer::onEvent);
        return outcome;
    }

    /**
     * Proves by reads alone, on a live system, that the books balance: all campaigns, their slots and transactions, and the
     * accounts of all buyers.
     *
     * @param furtherAccounts ids of accounts that have bought nothing and are to be looked at as well
     * @return the verdict, with a finding for each difference
     * @throws IllegalArgumentException if an id is not usable
     * @throws StoreException if the store does not answer, or says that its data is gone
     * @throws IllegalStateException if the node is closed
     */
    public AuditReport audit(String... furtherAccounts) {
        return audit(List.of(), furtherAccounts);
    }

    /**
     * Proves by reads alone that the books balance, and that what callers were told is still true: the more a shop writes down
     * of what it hears, the more of a loss is named. It takes what callers heard before this call.
     *
     * @param reported purchases, cancellations, deposits and withdrawals, such as {@link dev.posse.audit.ReportedOutcomeFile} reads
     * @param furtherAccounts ids of accounts that have bought nothing and are to be looked at as well
     * @return the verdict, with a finding for each difference and for each thing told that is gone or is another one
     * @throws IllegalArgumentException if an id is not usable
     * @throws StoreException if the store does not answer, or says that its data is gone
     * @throws IllegalStateException if the node is closed
     */
    public AuditReport audit(Collection<ReportedOutcome> reported, String... furtherAccounts) {
        Objects.requireNonNull(furtherAccounts, "furtherAccounts");
        return new Auditor(requireOpen().store(), Arrays.asList(furtherAccounts)).audit(reported);
    }

    /**
     * Proves by reads alone that one campaign's books balance. Of its buyers only what they bought here is compared: of what they
     * have spent in all only a lack is seen.
     *
     * @param campaign its id
     * @return the verdict, with a finding for each difference
     * @throws IllegalArgumentException if the id is not usable
     * @throws StoreException if the store does not answer, or says that its data is gone
     * @throws IllegalStateException if the node is closed
     */
    public AuditReport auditCampaign(String campaign) {
        return new Auditor(requireOpen().store()).auditCampaign(campaign);
    }

    /**
     * Starts this node's patrols, as opening does. Starting twice is harmless; a thread that has died is replaced.
     *
     * @throws IllegalStateException if the node is closed
     */
    public void startPatrols() {
        requireOpen();
        patrols.start();
    }

    /** Stops this node's patrols until they are started again; waits ten seconds at most for one under way, unless interrupted. */
    public void stopPatrols() {
        patrols.stop();
    }

    /** {@return whether this node patrols: between start and stop, as long as the thread is alive} */
    public boolean isPatrolling() {
        return patrols.isRunning();
    }

    /**
     * Tells how this node is, also if it is closed. For health checks: reads and, where nothing was written lately, writes one small
     * document, once a second at the most. Never throws.
     *
     * @return within a second and a bit, whatever the store does
     */
    public NodeStatus status() {
        return health.status(!closed);
    }

    /**
     * Refuses further calls, waits at most ten seconds for what is {@linkplain PosseBuilder#settleBehind settled behind the answer}, and
     * stops the patrols. Sales that are not settled then are left to the posse of the other nodes, or of this one when it comes back; {@link
     * PosseEvent.SettlementsLeft} tells how many. An interrupted caller does not wait. The store stays open, it is the caller's.
     */
    @Override
    public void close() {
        closed = true;
        int left = node.close();
        if (left > 0) {
            observer.onEvent(new PosseEvent.SettlementsLeft(name, left));
        }
        patrols.close();
        health.close();
    }

    private NodeContext requireOpen() {
        if (closed) {
            throw new IllegalStateException("The node " + name + " is closed; open another one");
        }
        return node;
    }
}
