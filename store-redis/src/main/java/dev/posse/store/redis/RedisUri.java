package dev.posse.store.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterURIUtil;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A store's URI, taken apart: what Lettuce understands, and the settings of the store.
 *
 * <p>No message holds anything of the URI but names of settings: it may hold a password.
 *
 * @param uris one, or of a cluster some of its nodes
 * @param isCluster whether they are nodes of a cluster
 * @param settings of the store
 */
record RedisUri(List<RedisURI> uris, boolean isCluster, RedisSettings settings) {

    private static final Map<String, String> LETTUCE_SCHEMES = Map.of(
            "redis", "redis",
            "rediss", "rediss",
            "redis-sentinel", "redis-sentinel",
            "rediss-sentinel", "rediss-sentinel",
            "redis-cluster", "redis",
            "rediss-cluster", "rediss");

    private static final Pattern URI_PARTS =
            Pattern.compile("([A-Za-z0-9+.-]+)://([^/?#]*)(/[^?#]*)?(?:\\?([^#]*))?(?:#(.*))?", Pattern.DOTALL);

    private static final String HOST = "(?:[^\\[\\]:,]+|\\[[0-9A-Fa-f:.%]+\\])(?::\\d{1,5})?";
    private static final Pattern HOSTS = Pattern.compile(HOST + "(?:," + HOST + ")*");

    static Set<String> schemes() {
        return LETTUCE_SCHEMES.keySet();
    }

    RedisURI first() {
        return uris.get(0);
    }

    /**
     * Parses a URI.
     *
     * @throws IllegalArgumentException if it is malformed or has an unknown setting
     */
    static RedisUri parse(String uri) {
        Matcher parts = URI_PARTS.matcher(uri);
        String scheme = parts.matches() ? parts.group(1).toLowerCase(Locale.ROOT) : "";
        String lettuceScheme = LETTUCE_SCHEMES.get(scheme);
        if (lettuceScheme == null) {
            throw malformed("redis");
        }
        String authority = parts.group(2);
        boolean cluster = scheme.endsWith("-cluster");
        boolean sentinel = scheme.endsWith("-sentinel");
        String hosts = authority.substring(authority.lastIndexOf('@') + 1);
        if (!HOSTS.matcher(hosts).matches() || (hosts.indexOf(',') >= 0 && !cluster && !sentinel)) {
            throw malformed(scheme);
        }
        UriSettings settings = UriSettings.parse(parts.group(4) == null ? "" : parts.group(4), sentinel);
        String plain = lettuceScheme + "://" + authority + (parts.group(3) == null ? "" : parts.group(3))
                + settings.lettuceQuery() + (parts.group(5) == null ? "" : "#" + parts.group(5));
        return new RedisUri(lettuceUris(plain, scheme, cluster), cluster, settings.ours());
    }

    private static List<RedisURI> lettuceUris(String plain, String scheme, boolean cluster) {
        RedisURI whole;
        List<RedisURI> uris;
        try {
            URI parsed = URI.create(plain);
            whole = RedisURI.create(parsed);
            uris = cluster ? new ArrayList<>(RedisClusterURIUtil.toRedisURIs(parsed)) : List.of(whole);
        } catch (IllegalArgumentException e) {
            // Neither its words nor itself as a cause: they hold the URI.
            throw malformed(scheme);
        }
        if (cluster) {
            if (whole.getDatabase() != 0) {
                throw new IllegalArgumentException("A Redis cluster has no database but 0");
            }
            uris.forEach(node -> {
                node.setClientName(whole.getClientName());
                node.setVerifyPeer(whole.getVerifyMode());
            });
        }
        return uris;
    }

    private static IllegalArgumentException malformed(String scheme) {
        String shape = scheme.endsWith("-cluster")
                ? "://[[user:]password@]host[:port][,host[:port]…][?setting=value&…]"
                : scheme.endsWith("-sentinel")
                        ? "://[[user:]password@]host[:port][,host[:port]…][/database][?setting=value&…]#masterName"
                        : "://[[user:]password@]host[:port][/database][?setting=value&…]";
        return new IllegalArgumentException("A URI of this store has the shape " + scheme + shape
                + ", with special characters in user and password percent-encoded. Settings: " + UriSettings.NAMES);
    }
}
