/** The commands as a person types them, the page that describes them, and the jar as it is handed out. */
@NullMarked
package dev.posse.cli;

import org.jspecify.annotations.NullMarked;
