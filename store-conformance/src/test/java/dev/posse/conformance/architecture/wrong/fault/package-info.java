/** What must be caught. */
@NullMarked
package dev.posse.conformance.architecture.wrong.fault;

import org.jspecify.annotations.NullMarked;
