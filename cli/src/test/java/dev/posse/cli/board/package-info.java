/** The board in a real browser, over a real Redis. */
@NullMarked
package dev.posse.cli.board;

import org.jspecify.annotations.NullMarked;
