/** The report of a run, of events that are made up. */
@NullMarked
package dev.posse.examples.harness.report;

import org.jspecify.annotations.NullMarked;
