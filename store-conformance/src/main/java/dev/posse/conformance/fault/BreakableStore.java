package dev.posse.conformance.fault;

import dev.posse.store.CasKeyValueStore;

/**
 * A store whose connection the kit may break.
 *
 * @param store an open client of the database; the kit closes it
 * @param connection the way between this client, and no other, and the database; the kit closes it after the store
 */
public record BreakableStore(CasKeyValueStore store, FaultyConnection connection) {}
