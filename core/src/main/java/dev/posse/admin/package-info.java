/**
 * What is done to accounts and campaigns besides selling: opening accounts, deposits and withdrawals, archiving what leaves
 * an account's window, creating, listing, closing and stopping campaigns. Each step is a record that bears its name.
 *
 * <p>Not part of the public interface.
 */
@NullMarked
package dev.posse.admin;

import org.jspecify.annotations.NullMarked;
