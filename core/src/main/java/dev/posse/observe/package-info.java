/** What Posse tells while it works: typed events, and bridges to SLF4J and Micrometer. */
@NullMarked
package dev.posse.observe;

import org.jspecify.annotations.NullMarked;
