package dev.posse.examples.architecture.wrong.purchase;

import dev.posse.store.CasKeyValueStore;

/** A violator. */
final class HoldsTheStore {

    final CasKeyValueStore store;

    HoldsTheStore(CasKeyValueStore store) {
        this.store = store;
    }
}
