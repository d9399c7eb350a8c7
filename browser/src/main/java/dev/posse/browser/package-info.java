/** A real browser, for the tests of pages. */
@NullMarked
package dev.posse.browser;

import org.jspecify.annotations.NullMarked;
