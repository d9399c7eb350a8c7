/**
 * The steps of a purchase: the driver's D0 to D6, a login's L0 to L2, and the settlement D4 to D6 that driver, login and
 * recovery share. Each step is a record that bears its name.
 *
 * <p>Not part of the public interface.
 */
@NullMarked
package dev.posse.purchase;

import org.jspecify.annotations.NullMarked;
