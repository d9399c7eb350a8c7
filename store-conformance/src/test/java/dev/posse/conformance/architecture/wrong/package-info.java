/** What must be caught. */
@NullMarked
package dev.posse.conformance.architecture.wrong;

import org.jspecify.annotations.NullMarked;
