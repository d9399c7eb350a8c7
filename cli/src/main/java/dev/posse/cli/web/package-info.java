/** Pages of our own in a browser: served to whoever has the token, and to nobody else. */
@NullMarked
package dev.posse.cli.web;

import org.jspecify.annotations.NullMarked;
