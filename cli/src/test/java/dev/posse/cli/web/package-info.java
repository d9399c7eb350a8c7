/** Tests of the server of pages. */
@NullMarked
package dev.posse.cli.web;

import org.jspecify.annotations.NullMarked;
