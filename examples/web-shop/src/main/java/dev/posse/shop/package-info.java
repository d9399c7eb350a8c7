/** A small shop behind HTTP: an endpoint by the book, {@code docs/http.md}, on Spring Boot. */
@NullMarked
package dev.posse.shop;

import org.jspecify.annotations.NullMarked;
