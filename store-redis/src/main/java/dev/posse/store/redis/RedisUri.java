package dev.posse.store.redis;

import dev.posse.store.StoreUri;
import dev.posse.store.UriSettings;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslVerifyMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A store's URI, taken apart: servers and credentials as Lettuce takes them, and the settings of the store.
 *
 * <p>Lettuce is given the parts and never the text: it decodes user and password before it splits them at the colon, and
 * takes a port for a piece of the host where the host has an underscore.
 *
 * @param uris one, or of a cluster some of its nodes
 * @param isCluster whether they are nodes of a cluster
 * @param settings of the store
 * @param tls files that it takes
 */
record RedisUri(List<RedisURI> uris, boolean isCluster, RedisSettings settings, TlsFiles tls) {

    private static final Set<String> SCHEMES =
            Set.of("redis", "rediss", "redis-sentinel", "rediss-sentinel", "redis-cluster", "rediss-cluster");

    private static final String SHAPE = "redis://[[user:]password@]host[:port][/database][?setting=value&…],"
            + " redis-sentinel://[[user:]password@]host[:port][,host[:port]…][/database][?…]#masterName or"
            + " redis-cluster://[[user:]password@]host[:port][,host[:port]…][?…], with rediss for TLS, and with special"
            + " characters percent-encoded";

    private static final Map<String, SslVerifyMode> VERIFY =
            Map.of("full", SslVerifyMode.FULL, "ca", SslVerifyMode.CA, "none", SslVerifyMode.NONE);

    static Set<String> schemes() {
        return SCHEMES;
    }

    RedisURI first() {
        return uris.get(0);
    }

    /**
     * Parses a URI.
     *
     * @throws IllegalArgumentException if it is malformed or has an unknown setting
     */
    static RedisUri parse(String text) {
        StoreUri uri = StoreUri.parse(text, SHAPE);
        if (!SCHEMES.contains(uri.scheme())) {
            throw uri.refused("the scheme is none of Redis");
        }
        boolean cluster = uri.scheme().endsWith("-cluster");
        boolean sentinel = uri.scheme().endsWith("-sentinel");
        RedisSettings settings = RedisSettings.from(uri.settings());
        RedisURI common = common(uri);
        TlsFiles tls = TlsFiles.from(uri);
        Optional<String> master = sentinel ? Optional.of(master(uri)) : Optional.empty();
        uri.settings().refuseOthers();
        if (uri.fragment().isPresent() && !sentinel) {
            throw uri.refused("only a URI of sentinels has a # and a name behind it");
        }
        if (cluster) {
            if (common.getDatabase() != 0) {
                throw uri.refused("a cluster has no database but 0");
            }
            List<RedisURI> nodes =
                    uri.hosts().stream().map(host -> at(common, host)).collect(Collectors.toUnmodifiableList());
            return new RedisUri(nodes, true, settings, tls);
        }
        if (master.isPresent()) {
            return new RedisUri(List.of(watched(uri, common, master.get())), false, settings, tls);
        }
        if (uri.hosts().size() > 1) {
            throw uri.refused(
                    "it names several hosts; of a cluster they stand behind redis-cluster://, and sentinels behind"
                            + " redis-sentinel://");
        }
        return new RedisUri(List.of(at(common, uri.hosts().get(0))), false, settings, tls);
    }

    /** What holds for each server: TLS, credentials, database and names. */
    private static RedisURI common(StoreUri uri) {
        // Built with a host, for the builder refuses to be without.
        RedisURI.Builder common = RedisURI.Builder.redis(uri.hosts().get(0).name())
                .withSsl(uri.scheme().startsWith("rediss"))
                .withDatabase(database(uri));
        uri.settings().choice("verifyPeer", VERIFY).ifPresent(common::withVerifyPeer);
        uri.settings().text("clientName").ifPresent(common::withClientName);
        named(common, uri);
        uri.userInfo().ifPresent(info -> authenticate(uri, info, common));
        return common.build();
    }

    /** By what Lettuce 6 knows as well: copied from URI to URI, the name is another type in Lettuce 7. */
    private static void named(RedisURI.Builder client, StoreUri uri) {
        uri.settings().text("libraryName").ifPresent(client::withLibraryName);
        uri.settings().text("libraryVersion").ifPresent(client::withLibraryVersion);
    }

    private static void authenticate(StoreUri uri, StoreUri.UserInfo info, RedisURI.Builder to) {
        if (info.password().isEmpty() || info.user().isEmpty()) {
            String password = info.password().orElse(info.user());
            if (password.isEmpty()) {
                throw uri.refused("there is an @ and no password before it");
            }
            to.withPassword(password.toCharArray());
        } else {
            to.withAuthentication(info.user(), info.password().get().toCharArray());
        }
    }

    private static int database(StoreUri uri) {
        UriSettings settings = uri.settings();
        Optional<Integer> named = settings.number("database", 0, 999_999_999);
        Optional<Integer> brief = settings.number("db", 0, 999_999_999);
        List<String> path = uri.path();
        if ((named.isPresent() ? 1 : 0) + (brief.isPresent() ? 1 : 0) + path.size() > 1) {
            throw uri.refused("the database stands twice, or its path has several parts");
        }
        if (path.isEmpty()) {
            return named.or(() -> brief).orElse(0);
        }
        if (!path.get(0).matches("[0-9]{1,9}")) {
            throw uri.refused("the path is no number of a database");
        }
        return Integer.parseInt(path.get(0));
    }

    private static String master(StoreUri uri) {
        Optional<String> setting = uri.settings().text("sentinelMasterId");
        if (setting.isPresent() && uri.fragment().isPresent()) {
            throw uri.refused("the master's name stands twice, behind the # and as sentinelMasterId");
        }
        return setting.or(uri::fragment)
                .filter(name -> !name.isEmpty())
                .orElseThrow(() -> uri.refused("the master's name is missing; it stands behind a #"));
    }

    private static RedisURI at(RedisURI common, StoreUri.Host host) {
        return RedisURI.builder(common)
                .withHost(host.name())
                .withPort(host.portOr(RedisURI.DEFAULT_REDIS_PORT))
                .build();
    }

    /** A master that sentinels name. They are asked without the credentials, which are the servers' own. */
    private static RedisURI watched(StoreUri uri, RedisURI common, String master) {
        RedisURI.Builder watched = RedisURI.builder();
        for (StoreUri.Host host : uri.hosts()) {
            watched.withSentinel(RedisURI.Builder.redis(host.name(), host.portOr(RedisURI.DEFAULT_SENTINEL_PORT))
                    .withSsl(common)
                    .build());
        }
        named(watched, uri);
        RedisURI built = watched.withSentinelMasterId(master)
                .withSsl(common)
                .withAuthentication(common)
                .withDatabase(common.getDatabase())
                .build();
        built.setClientName(common.getClientName());
        return built;
    }
}
