/** What the person on call meets on a real database. */
@NullMarked
package dev.posse.examples.oncall;

import org.jspecify.annotations.NullMarked;
