/** The ten-node run as a test. */
@NullMarked
package dev.posse.examples.demo;

import org.jspecify.annotations.NullMarked;
