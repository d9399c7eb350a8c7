/**
 * The front door: sells numbered slots in order to accounts with a prepaid balance, once each, on a store that has no
 * transactions.
 *
 * <p>Start with {@link dev.posse.Posse}, one node of the shop. A {@link dev.posse.PurchaseRequest} goes in, a {@link
 * dev.posse.outcome.PurchaseOutcome} comes out; money and statements are at {@link dev.posse.Accounts}, what is for sale at {@link
 * dev.posse.Campaigns}. Expected answers are values. Exceptions tell of faults: {@link dev.posse.store.StoreException} if the
 * store failed and nothing was changed, {@link dev.posse.store.OutcomeUnknownException} if nobody knows, {@link
 * dev.posse.NotInitializedException} and {@link dev.posse.store.DataLossException} if this database may not be sold on, {@link
 * dev.posse.UnreadableDocumentException} if it holds a document that this release cannot read.
 *
 * <p>No method here takes or returns {@code null}: a null argument is a {@link java.lang.NullPointerException} that names it, before
 * anything is asked of the store. What a closed node is asked for is an {@link java.lang.IllegalStateException}, except {@link
 * dev.posse.Posse#status}, which says that it is closed.
 */
@NullMarked
package dev.posse;

import org.jspecify.annotations.NullMarked;
