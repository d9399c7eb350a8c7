/** The stranger's store runs the kit. */
@NullMarked
package dev.posse.examples.store;

import org.jspecify.annotations.NullMarked;
