/** Tests of what the checks are made of. */
@NullMarked
package dev.posse.conformance.check;

import org.jspecify.annotations.NullMarked;
