/** Pages, as text and in a browser. */
@NullMarked
package dev.posse.report;

import org.jspecify.annotations.NullMarked;
