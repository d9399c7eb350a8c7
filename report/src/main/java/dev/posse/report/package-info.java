/**
 * Pages with charts, each one file that can be mailed: {@link dev.posse.report.Page} holds {@link dev.posse.report.Part}s.
 *
 * <p>What is put in is text and numbers, and never markup. Each chart stands above a table with its numbers, is drawn from
 * that table, and can be read without it. A page loads nothing.
 */
@NullMarked
package dev.posse.report;

import org.jspecify.annotations.NullMarked;
