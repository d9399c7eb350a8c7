/** What is measured: Posse over its stores, and other ways to sell the same slots. */
@NullMarked
package dev.posse.benchmarks.shop;

import org.jspecify.annotations.NullMarked;
