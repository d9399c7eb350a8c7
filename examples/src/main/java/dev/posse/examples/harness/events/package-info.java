/** What happens in a run, as it happens, whatever its nodes are: for who watches it, and for who reports of it. */
@NullMarked
package dev.posse.examples.harness.events;

import org.jspecify.annotations.NullMarked;
