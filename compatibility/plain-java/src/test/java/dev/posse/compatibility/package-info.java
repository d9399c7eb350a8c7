/** A program without a framework. */
@org.jspecify.annotations.NullMarked
package dev.posse.compatibility;
