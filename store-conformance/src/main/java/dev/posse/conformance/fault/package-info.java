/**
 * What can befall a database and the way to it, for the checks and for a store's own tests.
 */
@NullMarked
package dev.posse.conformance.fault;

import org.jspecify.annotations.NullMarked;
