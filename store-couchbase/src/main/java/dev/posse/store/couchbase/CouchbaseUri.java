package dev.posse.store.couchbase;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A store URI taken apart: {@code couchbase://user[:password]@host[:kvPort],…/bucket[/scope/collection][?settings]}.
 *
 * <p>No message of this class shows the user's own text, but for hosts, bucket and setting names: a password that was not
 * percent-encoded may have ended up anywhere.
 */
final class CouchbaseUri {

    /** Where the password is looked for when the URI has none and names no other variable. */
    static final String PASSWORD_VARIABLE = "POSSE_COUCHBASE_PASSWORD";

    private static final String SHAPE = "A Couchbase URI looks like couchbase://user@host/bucket or"
            + " couchbases://user@host1,host2/bucket/scope/collection?durability=majority; in user, password and names,"
            + " characters other than letters, digits, '-', '_' and '.' are percent-encoded";

    private static final Pattern WHOLE = Pattern.compile("(?i)(?<scheme>couchbases?)://(?:(?<user>[^@/?#]*)@)?"
            + "(?<hosts>[^@/?#]*)(?:/(?<path>[^@?#]*))?(?:\\?(?<settings>[^@?#]*))?");
    private static final Pattern HOST =
            Pattern.compile("(?<name>[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::(?<port>[0-9]{1,5}))?");

    private final boolean tls;
    private final String user;
    private final Optional<String> password;
    private final List<String> addresses;
    private final List<String> keyspace;
    private final CouchbaseSettings settings;

    private CouchbaseUri(Matcher parts) {
        tls = parts.group("scheme").toLowerCase(Locale.ROOT).endsWith("s");
        String[] userInfo = Optional.ofNullable(parts.group("user")).orElse("").split(":", 2);
        user = decoded(userInfo[0]);
        password = userInfo.length == 1 ? Optional.empty() : Optional.of(decoded(userInfo[1]));
        if (user.isEmpty()) {
            throw new IllegalArgumentException("The Couchbase URI names no user. " + SHAPE
                    + ". For client certificates, open the Cluster yourself and use CouchbaseStore.over");
        }
        keyspace = keyspace(Optional.ofNullable(parts.group("path")).orElse(""));
        settings = CouchbaseSettings.parse(
                Optional.ofNullable(parts.group("settings")).orElse(""));
        addresses = addresses(parts.group("hosts"), settings.managerPort());
    }

    static CouchbaseUri parse(String uri) {
        Matcher parts = WHOLE.matcher(uri);
        if (!parts.matches()) {
            throw new IllegalArgumentException("The Couchbase URI is malformed. " + SHAPE);
        }
        return new CouchbaseUri(parts);
    }

    /** What the client calls a connection string: scheme and addresses, without user and settings. */
    String connectionString() {
        return (tls ? "couchbases://" : "couchbase://") + String.join(",", addresses);
    }

    boolean tls() {
        return tls;
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

    private static List<String> keyspace(String path) {
        List<String> names = new ArrayList<>();
        for (String name : path.split("/", -1)) {
            names.add(decoded(name));
        }
        if (names.size() == 1) {
            names.addAll(List.of("_default", "_default"));
        }
        if (names.size() != 3 || names.contains("")) {
            throw new IllegalArgumentException(
                    "The Couchbase URI names no bucket, or a scope without a collection. " + SHAPE);
        }
        return List.copyOf(names);
    }

    // "host:port=kv,host:port=manager" is the client's own way to name odd ports; one host may stand there twice.
    private static List<String> addresses(String hosts, OptionalInt managerPort) {
        List<String> addresses = new ArrayList<>();
        for (String host : hosts.split(",", -1)) {
            Matcher parts = HOST.matcher(host);
            if (!parts.matches()) {
                throw new IllegalArgumentException("The Couchbase URI has no host, or one that is malformed. " + SHAPE);
            }
            String port = parts.group("port");
            if ("8091".equals(port) || "18091".equals(port)) {
                throw new IllegalArgumentException(
                        "Port " + port + " is the one of Couchbase's Web Console. Leave it out;"
                                + " a port in the URI is the key-value port, and managerPort=… is the console's");
            }
            addresses.add(port == null ? host : host + "=kv");
            managerPort.ifPresent(manager -> addresses.add(parts.group("name") + ":" + manager + "=manager"));
        }
        return List.copyOf(addresses);
    }

    private static String decoded(String text) {
        try {
            // A plus sign means itself here; the decoder is made for forms, where it means a space.
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // Without the cause, which quotes what may be a password.
            throw new IllegalArgumentException(
                    "The Couchbase URI has a percent sign without two hexadecimal digits; %25 stands for itself");
        }
    }
}
