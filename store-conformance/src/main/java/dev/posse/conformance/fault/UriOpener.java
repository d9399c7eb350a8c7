package dev.posse.conformance.fault;

import dev.posse.store.CasKeyValueStore;

/** Opens a store by its URI, as {@link CasKeyValueStore#open} does. */
public final class UriOpener implements ClientOpener {

    /** For the loader. */
    public UriOpener() {}

    @Override
    public CasKeyValueStore open(String uri) {
        return CasKeyValueStore.open(uri);
    }
}
