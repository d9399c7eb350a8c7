package dev.posse.document;

import java.util.Optional;

/**
 * Where the walk along one chain stands.
 *
 * @param next the id of the next entry; empty if there is none, or none can be known
 * @param lost whether the chain was broken, so that what it leads to is not known
 */
public record ChainPosition(Optional<String> next, boolean lost) {}
