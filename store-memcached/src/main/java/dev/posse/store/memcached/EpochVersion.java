package dev.posse.store.memcached;

/**
 * A version taken apart.
 *
 * @param epoch of the data, as {@link DataEpoch#toString} writes it
 * @param cas the server's id of the state; it starts again at 1 in each epoch
 */
record EpochVersion(String epoch, long cas) {}
