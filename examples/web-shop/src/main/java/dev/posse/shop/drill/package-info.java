/** Buys in two shops at once, kills one of them meanwhile, and judges what buyers were told. */
@NullMarked
package dev.posse.shop.drill;

import org.jspecify.annotations.NullMarked;
