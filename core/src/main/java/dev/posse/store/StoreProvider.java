package dev.posse.store;

import java.util.Objects;
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

    /**
     * Opens a store for a person who looks into it while a part of the database does not answer: as much of it as answers. Keys of
     * the other part are refused with {@link StoreException}, reads and writes, as long as this store is open. So is {@link
     * CasKeyValueStore#incarnation()} if it needs that part, so that no node sells on such a store.
     *
     * @param uri as in {@link #open}
     * @return the open store; the caller closes it
     * @throws IllegalArgumentException as in {@link #open}
     * @throws StoreException if nothing of the database answers, or it is not fit
     * @implSpec as {@link #open}: for databases that answer for all keys or for none, or whose clients wait for a part by themselves
     */
    default CasKeyValueStore openPartly(String uri) {
        Objects.requireNonNull(uri, "uri");
        return open(uri);
    }
}
