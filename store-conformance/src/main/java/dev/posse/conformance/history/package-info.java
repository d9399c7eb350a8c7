/**
 * What many callers saw of one key, and whether an order of their operations explains it.
 */
@NullMarked
package dev.posse.conformance.history;

import org.jspecify.annotations.NullMarked;
