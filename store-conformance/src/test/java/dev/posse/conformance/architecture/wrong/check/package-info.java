/** What must be caught. */
@NullMarked
package dev.posse.conformance.architecture.wrong.check;

import org.jspecify.annotations.NullMarked;
