/** The program: {@code java -jar benchmarks/target/posse-benchmarks.jar}. */
@NullMarked
package dev.posse.benchmarks;

import org.jspecify.annotations.NullMarked;
