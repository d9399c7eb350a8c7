/**
 * What callers hear: of a {@linkplain dev.posse.outcome.PurchaseOutcome purchase}, of a {@linkplain
 * dev.posse.outcome.LoginOutcome login}, of a {@linkplain dev.posse.outcome.BalanceOutcome deposit or withdrawal}. The same
 * values from the protocol's steps to the events.
 */
@NullMarked
package dev.posse.outcome;

import org.jspecify.annotations.NullMarked;
