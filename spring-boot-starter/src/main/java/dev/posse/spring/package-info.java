/** Posse in a Spring Boot application, of the lines 3.5, 4.0 and 4.1. */
@NullMarked
package dev.posse.spring;

import org.jspecify.annotations.NullMarked;
