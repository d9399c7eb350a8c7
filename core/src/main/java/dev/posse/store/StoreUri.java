package dev.posse.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A store's URI, taken apart: {@code scheme://[user[:password]@]host[:port][,host[:port]…][/path][?settings][#fragment]}.
 *
 * <p>Not {@link java.net.URI}, which knows one host only, takes a name with an underscore for none, and decodes user and
 * password before a client splits them at the colon. Here each part is split first and decoded then.
 *
 * <p>Whatever is wrong is refused, and the message says which part it is. A message holds nothing of the URI but its scheme and
 * names of settings: any other part may be a piece of a password that was not percent-encoded.
 */
public final class StoreUri {

    private static final Pattern PARTS = Pattern.compile(
            "(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?<authority>[^/?#]*)"
                    + "(?<path>/[^?#]*)?(?:\\?(?<settings>[^#]*))?(?:#(?<fragment>.*))?",
            Pattern.DOTALL);

    private final String scheme;
    private final String shape;
    private final Optional<UserInfo> userInfo;
    private final List<Host> hosts;
    private final List<String> path;
    private final UriSettings settings;
    private final Optional<String> fragment;

    /**
     * What stands before the {@code @}, decoded. Its text is a secret.
     *
     * @param user before the first colon; may be empty
     * @param password behind the first colon; absent if there is no colon
     */
    public record UserInfo(String user, Optional<String> password) {

        /**
         * Takes what is not null.
         *
         * @param user before the first colon; may be empty
         * @param password behind the first colon; absent if there is no colon
         */
        public UserInfo {
            Objects.requireNonNull(user, "user");
            Objects.requireNonNull(password, "password");
        }

        /** Says nothing of the user or the password: where there is no colon, either may be either. */
        @Override
        public String toString() {
            return "UserInfo[hidden]";
        }
    }

    /**
     * A server.
     *
     * @param name a host name in ASCII (an international one as DNS knows it, {@code xn--…}), an IPv4 address, or an IPv6
     *     address without brackets
     * @param port 1 to 65535; absent if none is given
     */
    public record Host(String name, OptionalInt port) {

        /**
         * Takes what is not null.
         *
         * @param name a host name in ASCII (an international one as DNS knows it, {@code xn--…}), an IPv4 address, or an IPv6
         *     address without brackets
         * @param port 1 to 65535; absent if none is given
         */
        public Host {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(port, "port");
        }

        /**
         * Returns the port, or the usual one if none is given.
         *
         * @param usual the store's usual port
         * @return a port from 1 to 65535
         */
        public int portOr(int usual) {
            return port.orElse(usual);
        }

        /**
         * Returns the name as it stands in URIs.
         *
         * @return the name, an IPv6 address in brackets
         */
        public String bracketedName() {
            return name.indexOf(':') < 0 ? name : '[' + name + ']';
        }

        @Override
        public String toString() {
            return bracketedName() + (port.isPresent() ? ":" + port.getAsInt() : "");
        }
    }

    private StoreUri(Matcher parts, String shape) {
        this.scheme = parts.group("scheme").toLowerCase(Locale.ROOT);
        this.shape = shape;
        String authority = parts.group("authority");
        String rest = parts.group().substring(parts.end("authority"));
        int at = authority.indexOf('@');
        if (rest.indexOf('@') >= 0 || at != authority.lastIndexOf('@')) {
            throw refused(
                    "an @ stands where none may be. In user, password and settings, @ is written %40, : %3A, / %2F,"
                            + " ? %3F and # %23");
        }
        this.userInfo = at < 0 ? Optional.empty() : Optional.of(userInfo(authority.substring(0, at)));
        this.hosts = hosts(authority.substring(at + 1));
        this.path = path(Optional.ofNullable(parts.group("path")).orElse("/"));
        this.settings =
                UriSettings.parse(Optional.ofNullable(parts.group("settings")).orElse(""));
        this.fragment = Optional.ofNullable(parts.group("fragment"))
                .map(text -> PercentEncoding.decoded("what stands behind the #", text));
    }

    /**
     * Takes a URI apart.
     *
     * @param uri as the user wrote it
     * @param shape what a right one looks like, for messages
     * @return its parts
     * @throws IllegalArgumentException if it has no host, or a part of it is malformed; the message says which, and shows
     *     the shape
     */
    public static StoreUri parse(String uri, String shape) {
        Objects.requireNonNull(uri, "uri");
        Objects.requireNonNull(shape, "shape");
        Matcher parts = PARTS.matcher(uri);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "A store's URI begins with a scheme and ://, and this one does not. It has the shape " + shape);
        }
        for (int at = 0; at < uri.length(); at++) {
            if (Character.isISOControl(uri.charAt(at)) || Character.isWhitespace(uri.charAt(at))) {
                throw new IllegalArgumentException("The URI has a space or a control character at index " + at
                        + "; %20 stands for a space. It has the shape " + shape);
            }
        }
        return new StoreUri(parts, shape);
    }

    /**
     * Returns the scheme.
     *
     * @return in lower case, such as {@code redis}
     */
    public String scheme() {
        return scheme;
    }

    /**
     * Returns what stands before the {@code @}.
     *
     * @return user and password, or nothing if there is no {@code @}
     */
    public Optional<UserInfo> userInfo() {
        return userInfo;
    }

    /**
     * Returns the servers.
     *
     * @return one at least, each another one, in the order of the URI
     */
    public List<Host> hosts() {
        return hosts;
    }

    /**
     * Returns the path.
     *
     * @return what stands between the slashes, decoded; empty if there is no path but a slash
     */
    public List<String> path() {
        return path;
    }

    /**
     * Returns the settings.
     *
     * @return those behind the question mark, to be asked for one by one
     */
    public UriSettings settings() {
        return settings;
    }

    /**
     * Returns what stands behind the {@code #}.
     *
     * @return the text, decoded; or nothing if there is no {@code #}
     */
    public Optional<String> fragment() {
        return fragment;
    }

    /**
     * Makes the exception for something that the store itself finds wrong.
     *
     * @param why which part is wrong, and how it would be right, as the end of a sentence; never a part of the URI
     * @return the exception, to be thrown
     */
    public IllegalArgumentException refused(String why) {
        Objects.requireNonNull(why, "why");
        return new IllegalArgumentException(
                "The " + scheme + ": URI is refused: " + why + ". It has the shape " + shape);
    }

    /** Says which servers, and nothing of the user or the settings. */
    @Override
    public String toString() {
        return scheme + "://"
                + String.join(",", hosts.stream().map(Host::toString).toList());
    }

    private static UserInfo userInfo(String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? new UserInfo(PercentEncoding.decoded("user or password", text), Optional.empty())
                : new UserInfo(
                        PercentEncoding.decoded("the user", text.substring(0, colon)),
                        Optional.of(PercentEncoding.decoded("the password", text.substring(colon + 1))));
    }

    private List<Host> hosts(String text) {
        List<Host> found = new ArrayList<>();
        Set<String> distinct = new HashSet<>();
        for (String one : text.split(",", -1)) {
            int number = found.size() + 1;
            Host host;
            try {
                HostText named = HostText.parse(one);
                host = new Host(named.name(), named.port());
            } catch (IllegalArgumentException e) {
                throw refused("host " + number + " " + e.getMessage());
            }
            if (!distinct.add(host.toString().toLowerCase(Locale.ROOT))) {
                throw refused("host " + number + " was named before");
            }
            found.add(host);
        }
        return List.copyOf(found);
    }

    private static List<String> path(String text) {
        List<String> segments = new ArrayList<>();
        for (String segment :
                text.equals("/") ? new String[0] : text.substring(1).split("/", -1)) {
            segments.add(PercentEncoding.decoded("the path", segment));
        }
        return List.copyOf(segments);
    }
}
