/** JMH benchmarks of the parts. */
@NullMarked
package dev.posse.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
