package dev.posse.store;

import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code name}, {@code name:port}, {@code [IPv6]} and {@code [IPv6]:port}; messages are the end of a sentence.
 *
 * @param name in ASCII, or an IPv6 address without brackets
 * @param port absent if none is given
 */
record HostText(String name, OptionalInt port) {

    private static final Pattern PARTS =
            Pattern.compile("(?:\\[(?<ipv6>[^\\]]*)\\]|(?<name>[^:\\[\\]]*))(?::(?<port>.*))?", Pattern.DOTALL);

    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

    /** Letters of any script: an international name is looked up in its ASCII form. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{M}\\p{Nd}._-]+");

    /** Underscores are in no host name by the book, and in those of docker compose and of many a service. */
    private static final Pattern ASCII_NAME = Pattern.compile("(?:[A-Za-z0-9_-]{1,63}\\.)*[A-Za-z0-9_-]{1,63}\\.?");

    private static final Pattern IPV6 =
            Pattern.compile("(?<address>[0-9A-Fa-f:.]+)(?:%(?:25)?(?<zone>[A-Za-z0-9._~-]+))?");

    /** Two letters that one standard for international names replaces and the other keeps: another host. */
    private static final Pattern AMBIGUOUS = Pattern.compile("[\u00df\u1e9e\u03c2]");

    private static final int LONGEST_NAME = 253;

    private static final String NO_NAME =
            "is no host name: its labels have 1 to 63 characters, and all together at most " + LONGEST_NAME;

    static HostText parse(String text) {
        Matcher parts = PARTS.matcher(text);
        if (text.isEmpty() || (text.startsWith(":") && text.indexOf(':', 1) < 0)) {
            throw new IllegalArgumentException("is empty");
        }
        if (text.indexOf('[') < 0 && text.indexOf(':') != text.lastIndexOf(':')) {
            throw new IllegalArgumentException(
                    "has several colons; an IPv6 address stands in brackets, such as [::1]:6379");
        }
        if (!parts.matches()) {
            throw new IllegalArgumentException("is malformed: brackets stand around an IPv6 address, and behind them a"
                    + " colon and a port or nothing");
        }
        String ipv6 = parts.group("ipv6");
        String name = ipv6 != null ? ipv6(ipv6) : name(parts.group("name"));
        return new HostText(name, port(parts.group("port")));
    }

    private static OptionalInt port(@org.jspecify.annotations.Nullable String text) {
        if (text == null) {
            return OptionalInt.empty();
        }
        int port = PORT.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("has a port that is no number from 1 to 65535");
        }
        return OptionalInt.of(port);
    }

    private static String name(String text) {
        if (!NAME.matcher(text).matches()) {
            throw new IllegalArgumentException("has a character that no host name has");
        }
        if (AMBIGUOUS.matcher(text).find()) {
            throw new IllegalArgumentException(
                    "has a letter that is looked up in two ways; write the name as DNS has it, xn--…");
        }
        String name;
        try {
            name = IDN.toASCII(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(NO_NAME);
        }
        if (!ASCII_NAME.matcher(name).matches() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException(NO_NAME);
        }
        return name;
    }

    private static String ipv6(String text) {
        Matcher parts = IPV6.matcher(text);
        try {
            // In brackets it is an address or an error, and never looked up.
            if (parts.matches()
                    && parts.group("address").indexOf(':') >= 0
                    && InetAddress.getByName('[' + parts.group("address") + ']') != null) {
                String zone = parts.group("zone");
                return zone == null ? parts.group("address") : parts.group("address") + '%' + zone;
            }
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("is no IPv6 address", e);
        }
        throw new IllegalArgumentException("is no IPv6 address");
    }
}
