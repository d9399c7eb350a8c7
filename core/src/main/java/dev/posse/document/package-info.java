/**
 * The documents that the protocol reads and writes, their keys and their JSON.
 *
 * <p>Not part of the public interface: what users see of a document, the front door shows in types of its own.
 */
@NullMarked
package dev.posse.document;

import org.jspecify.annotations.NullMarked;
