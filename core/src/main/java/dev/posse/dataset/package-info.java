/**
 * Whether the data set is still the one that this node knows: the mark that a person has set it up, what the node has told
 * its callers, the highest slots it has seen, and the guard that keeps it from selling on another one.
 *
 * <p>Not part of the public interface. With it what the node has read last, so that it need not read it again. Events and
 * stopped campaigns are the patrols'.
 */
@NullMarked
package dev.posse.dataset;

import org.jspecify.annotations.NullMarked;
