/**
 * The front door: sells numbered slots in order to accounts with a prepaid balance, once each, on a store that has no
 * transactions.
 *
 * <p>Start with {@link dev.posse.Posse}.
 */
@NullMarked
package dev.posse;

import org.jspecify.annotations.NullMarked;
