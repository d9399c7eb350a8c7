package dev.posse.store.couchbase;

import dev.posse.store.StoreUri;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A store URI taken apart: {@code couchbase://user[:password]@host[:kvPort],…/bucket[/scope/collection][?settings]}.
 *
 * <p>No message of this class shows the user's own text, but for hosts, bucket and setting names: a password that was not
 * percent-encoded may have ended up anywhere.
 */
final class CouchbaseUri {

    /** Where the password is looked for when the URI has none and names no other variable. */
    static final String PASSWORD_VARIABLE = "POSSE_COUCHBASE_PASSWORD";

    private static final String SHAPE =
            "couchbase://user[:password]@host[:port][,host[:port]…]/bucket[/scope/collection]"
                    + "[?setting=value&…], with couchbases for TLS, and with characters other than letters, digits, '-', '_' and '.'"
                    + " percent-encoded";

    private final StoreUri uri;
    private final String user;
    private final Optional<String> password;
    private final List<String> addresses;
    private final List<String> keyspace;
    private final CouchbaseSettings settings;

    private CouchbaseUri(StoreUri uri) {
        this.uri = uri;
        StoreUri.UserInfo userInfo = uri.userInfo().orElse(new StoreUri.UserInfo("", Optional.empty()));
        user = userInfo.user();
        password = userInfo.password();
        if (user.isEmpty()) {
            throw uri.refused(
                    "it names no user; for client certificates, open the Cluster yourself and use CouchbaseStore.over");
        }
        if (uri.fragment().isPresent()) {
            throw uri.refused("behind the bucket or the settings stands a #");
        }
        keyspace = keyspace(uri);
        settings = CouchbaseSettings.from(uri.settings());
        addresses = addresses(uri, settings.managerPort());
    }

    static CouchbaseUri parse(String text) {
        StoreUri uri = StoreUri.parse(text, SHAPE);
        if (!uri.scheme().equals("couchbase") && !uri.scheme().equals("couchbases")) {
            throw uri.refused("the scheme is neither couchbase nor couchbases");
        }
        return new CouchbaseUri(uri);
    }

    /** What the client calls a connection string: scheme and addresses, without user and settings. */
    String connectionString() {
        return uri.scheme() + "://" + String.join(",", addresses);
    }

    boolean tls() {
        return uri.scheme().equals("couchbases");
    }

    String user() {
        return user;
    }

    /** Finds the password in the URI or else in the environment. */
    String password(Function<String, Optional<String>> environment) {
        String variable = settings.passwordEnv().orElse(PASSWORD_VARIABLE);
        // A variable that the user named is not shown: who puts the password itself there reads it in a log otherwise.
        String shown = settings.passwordEnv()
                .map(own -> "that the setting passwordEnv names")
                .orElse(PASSWORD_VARIABLE + " (the setting passwordEnv names another one)");
        return password.or(() -> environment.apply(variable))
                .orElseThrow(() -> new IllegalArgumentException("There is no password for the Couchbase user: set the"
                        + " environment variable " + shown
                        + ", or hand over a callback with CouchbaseStore.open(uri, password)"));
    }

    String bucket() {
        return keyspace.get(0);
    }

    String scope() {
        return keyspace.get(1);
    }

    String collection() {
        return keyspace.get(2);
    }

    CouchbaseSettings settings() {
        return settings;
    }

    /** Says where the documents are, and nothing of who reads them. */
    @Override
    public String toString() {
        return connectionString() + "/" + String.join("/", keyspace);
    }

    private static List<String> keyspace(StoreUri uri) {
        List<String> names = new ArrayList<>(uri.path());
        if (names.size() == 1) {
            names.addAll(List.of("_default", "_default"));
        }
        if (names.size() != 3 || names.contains("")) {
            throw uri.refused("it names no bucket, or a scope without a collection, or more");
        }
        return List.copyOf(names);
    }

    // "host:port=kv,host:port=manager" is the client's own way to name odd ports; one host may stand there twice.
    private static List<String> addresses(StoreUri uri, Optional<Integer> managerPort) {
        List<String> addresses = new ArrayList<>();
        for (StoreUri.Host host : uri.hosts()) {
            int port = host.portOr(0);
            if (port == 8091 || port == 18091) {
                throw uri.refused(
                        "port " + port + " is the one of Couchbase's Web Console; leave it out. A port in the URI"
                                + " is the key-value port, and managerPort=… is the console's");
            }
            addresses.add(port == 0 ? host.toString() : host + "=kv");
            managerPort.ifPresent(manager -> addresses.add(host.bracketedName() + ":" + manager + "=manager"));
        }
        return List.copyOf(addresses);
    }
}
