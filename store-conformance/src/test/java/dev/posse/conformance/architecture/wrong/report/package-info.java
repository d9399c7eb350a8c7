/** What must be caught. */
@NullMarked
package dev.posse.conformance.architecture.wrong.report;

import org.jspecify.annotations.NullMarked;
