/** How results are written: lines of JSON, and tables. */
@NullMarked
package dev.posse.benchmarks.text;

import org.jspecify.annotations.NullMarked;
