/** The shop against its page, and the drill with small numbers. */
@NullMarked
package dev.posse.shop;

import org.jspecify.annotations.NullMarked;
