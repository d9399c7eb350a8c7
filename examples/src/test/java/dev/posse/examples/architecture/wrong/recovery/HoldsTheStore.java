package dev.posse.examples.architecture.wrong.recovery;

import dev.posse.store.CasKeyValueStore;

/** A violator. */
final class HoldsTheStore {

    final CasKeyValueStore store;

    HoldsTheStore(CasKeyValueStore store) {
        this.store = store;
    }
}
