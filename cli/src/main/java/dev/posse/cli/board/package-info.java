/** The board: a page for the person on call, made by reads alone. */
@NullMarked
package dev.posse.cli.board;

import org.jspecify.annotations.NullMarked;
