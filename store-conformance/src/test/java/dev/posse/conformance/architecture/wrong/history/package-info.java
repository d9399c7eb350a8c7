/** What must be caught. */
@NullMarked
package dev.posse.conformance.architecture.wrong.history;

import org.jspecify.annotations.NullMarked;
