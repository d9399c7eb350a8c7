/** The report of a run: one page, to be read by who was not there. */
@NullMarked
package dev.posse.examples.harness.report;

import org.jspecify.annotations.NullMarked;
