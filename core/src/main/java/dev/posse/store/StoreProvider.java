package dev.posse.store;

import java.util.Set;

/**
 * Opens stores for URI schemes; found through {@link java.util.ServiceLoader}, one per backend module.
 *
 * <p>A module names its provider in {@code META-INF/services/dev.posse.store.StoreProvider}.
 */
public interface StoreProvider {

    /**
     * Names the schemes that this provider opens.
     *
     * @return in lower case, without the colon, such as {@code redis}
     */
    Set<String> schemes();

    /**
     * Opens a store.
     *
     * @param uri the whole URI as the user wrote it; its scheme is one of {@link #schemes()}
     * @return the open store; the caller closes it
     * @throws IllegalArgumentException if the URI is malformed or has unknown settings; the message says what would be
     *     right and holds no password
     * @throws StoreException if the database cannot be reached, or is not fit
     */
    CasKeyValueStore open(String uri);
}
