/** The kit's own tests: it must fail every broken store by the clause it breaks. */
@NullMarked
package dev.posse.conformance;

import org.jspecify.annotations.NullMarked;
