package dev.posse.store.couchbase;

import com.couchbase.client.core.Core;
import com.couchbase.client.core.endpoint.http.CoreCommonOptions;
import com.couchbase.client.core.endpoint.http.CoreHttpPath;
import com.couchbase.client.core.endpoint.http.CoreHttpResponse;
import com.couchbase.client.core.msg.RequestTarget;
import com.couchbase.client.java.Collection;
import com.couchbase.client.java.json.JsonArray;
import com.couchbase.client.java.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the management API tells about a bucket.
 *
 * @param evictionPolicy such as {@code valueOnly} or {@code nruEviction}
 * @param maxExpirySeconds after which the bucket drops every document; 0 for never
 * @param conflictResolution such as {@code seqno} or {@code lww}
 * @param versions of the nodes' servers, joined by commas
 */
record BucketDetails(
        Optional<String> evictionPolicy,
        Optional<Long> maxExpirySeconds,
        Optional<String> conflictResolution,
        Optional<String> versions) {

    /** The management API did not tell;  */
    static final class NotTold extends Exception {

        private static final long serialVersionUID = 1L;

        private final String why;

        NotTold(String why) {
            super(why);
            this.why = why;
        }

        String why() {
            return why;
        }
    }

    /**
     * Asks the management API.
     *
     * <p>Through the client's own internals, since a collection does not lead back to its cluster; they are used here and
     * in {@link BucketInfo} only. The answer may hold a bucket's password on old servers: it is taken apart here, and shown
     * nowhere.
     */
    static BucketDetails read(Collection collection) throws NotTold {
        Core core = collection.core();
        Duration timeout = collection.environment().timeoutConfig().kvTimeout();
        CoreHttpPath path =
                CoreHttpPath.path("/pools/default/buckets/{bucket}", Map.of("bucket", collection.bucketName()));
        try {
            CoreHttpResponse response = Await.answer(
                    () -> core.httpClient(RequestTarget.manager())
                            .get(path, CoreCommonOptions.of(timeout, Retries.READ, null))
                            .build()
                            .exec(core),
                    timeout);
            return of(JsonObject.fromJson(response.content()));
        } catch (Await.Failed | RuntimeException e) {
            Throwable error = e instanceof Await.Failed failed ? failed.error() : e;
            throw new NotTold("the management API did not tell ("
                    + error.getClass().getSimpleName()
                    + "); may the user see the bucket's settings, and is the management port reachable?");
        }
    }

    private static BucketDetails of(JsonObject bucket) {
        return new BucketDetails(
                Optional.ofNullable(bucket.getString("evictionPolicy")),
                Optional.ofNullable(bucket.getLong("maxTTL")),
                Optional.ofNullable(bucket.getString("conflictResolutionType")),
                versions(bucket.getArray("nodes")));
    }

    private static Optional<String> versions(@org.jspecify.annotations.Nullable JsonArray nodes) {
        if (nodes == null) {
            return Optional.empty();
        }
        TreeSet<String> versions = new TreeSet<>();
        nodes.forEach(node -> {
            if (node instanceof JsonObject server && server.getString("version") != null) {
                versions.add(server.getString("version"));
            }
        });
        return versions.isEmpty()
                ? Optional.empty()
                : Optional.of(versions.stream().collect(Collectors.joining(", ")));
    }
}
