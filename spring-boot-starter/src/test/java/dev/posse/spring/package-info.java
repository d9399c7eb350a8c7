/** The starter on the oldest line of Boot that it supports, over a real Redis. */
@NullMarked
package dev.posse.spring;

import org.jspecify.annotations.NullMarked;
