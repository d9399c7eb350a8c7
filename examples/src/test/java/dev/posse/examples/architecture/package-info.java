/** The rules of the house over all modules, and for each a class that breaks it. */
@NullMarked
package dev.posse.examples.architecture;

import org.jspecify.annotations.NullMarked;
