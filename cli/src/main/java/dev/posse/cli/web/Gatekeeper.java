package dev.posse.cli.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides who is served: who has the token, speaks to this server and no other, and is not somebody else's page.
 *
 * <p>A name in {@code Host} may be anybody's, who lets it point here to make his page and this one the same site to a browser
 * (DNS rebinding). An address of numbers cannot be made to point elsewhere.
 */
final class Gatekeeper {

    private static final SecureRandom RANDOMNESS = new SecureRandom();

    private final String token = random(24);

    // Of this server alone: browsers keep one jar of cookies for all ports of a machine.
    private final String cookieName = "posse-" + random(4);
    private final Set<String> names;

    Gatekeeper(String host) {
        this.names = Stream.of("localhost", host.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /** Why somebody is not served, and with which status. */
    record Refusal(int status, String sentence) {}

    /**
     * What a request says of itself.
     *
     * @param writes whether it is to do something
     * @param isNavigation whether a person opens it as a page
     * @param headers by their names; empty where there is none
     */
    record Visitor(
            boolean writes,
            boolean isNavigation,
            Optional<String> token,
            Optional<String> cookie,
            UnaryOperator<String> headers) {

        private Optional<String> header(String name) {
            return Optional.of(headers.apply(name)).filter(value -> !value.isEmpty());
        }
    }

    String token() {
        return token;
    }

    String cookieName() {
        return cookieName;
    }

    Optional<Refusal> refuses(Visitor visitor) {
        String host = visitor.header("Host").orElse("");
        if (!isOurs(host)) {
            return refusal(
                    403,
                    "This server is not called " + printable(host)
                            + ". Open it by its address in numbers, by localhost, or by the name that it was started with.");
        }
        if (isOfAnotherPage(visitor, host)) {
            return refusal(403, "Pages of others may not ask this server for anything.");
        }
        if (visitor.token().filter(this::isToken).isPresent()
                || visitor.cookie().filter(this::isToken).isPresent()) {
            return Optional.empty();
        }
        return refusal(
                401,
                "This page wants its token. Open the address that the program printed when it was started; each start has another one.");
    }

    private static Optional<Refusal> refusal(int status, String sentence) {
        return Optional.of(new Refusal(status, sentence));
    }

    private boolean isOurs(String host) {
        String name = host.replaceFirst(":\\d{1,5}$", "").toLowerCase(Locale.ROOT);
        return names.contains(name) || name.matches("\\d{1,3}(\\.\\d{1,3}){3}") || name.matches("\\[[0-9a-f:.]+]");
    }

    /** Browsers say where a request comes from. Who writes has to say it, so that no browser that does not is used for it. */
    private static boolean isOfAnotherPage(Visitor visitor, String host) {
        Optional<String> site = visitor.header("Sec-Fetch-Site");
        Optional<String> origin = visitor.header("Origin");
        // Another port of this machine is another page, and yet of the "same site", cookies included.
        boolean isForeign = site.filter(value -> value.equals("cross-site") || value.equals("same-site"))
                        .isPresent()
                || origin.filter(value -> !value.equalsIgnoreCase("http://" + host))
                        .isPresent();
        if (visitor.writes()) {
            return isForeign || origin.isEmpty();
        }
        return isForeign && !visitor.isNavigation();
    }

    private boolean isToken(String given) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    private static String printable(String host) {
        return host.length() <= 100 && host.matches("[!-~]+") ? host : "that";
    }

    private static String random(int bytes) {
        byte[] drawn = new byte[bytes];
        RANDOMNESS.nextBytes(drawn);
        return HexFormat.of().formatHex(drawn);
    }
}
