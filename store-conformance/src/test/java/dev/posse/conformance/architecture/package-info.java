/** The rules of the kit's packages, and for each a class that breaks it. */
@NullMarked
package dev.posse.conformance.architecture;

import org.jspecify.annotations.NullMarked;
