/**
 * What is done to accounts and campaigns besides selling: setting a store up, opening accounts, deposits and withdrawals,
 * creating and closing campaigns.
 *
 * <p>Not part of the public interface.
 */
@NullMarked
package dev.posse.admin;

import org.jspecify.annotations.NullMarked;
