/** The drill with small numbers. */
@NullMarked
package dev.posse.shop.drill;

import org.jspecify.annotations.NullMarked;
