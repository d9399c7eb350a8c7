package dev.posse.cli.board;

import java.util.Locale;
import java.util.stream.Stream;

/** A store's URI without what may be a password in it. */
final class StoreAddress {

    private StoreAddress() {}

    /**
     * Leaves user and password out, and every setting that may be a secret.
     *
     * @param uri as it was typed
     * @return what a page may show
     */
    static String shown(String uri) {
        int slashes = uri.indexOf("://");
        // The last one: a password that was not encoded may hold others.
        int at = uri.lastIndexOf('@');
        if (slashes < 0) {
            String scheme = at < 0 ? "" : uri.substring(0, uri.indexOf(':') + 1);
            return scheme + withoutSecrets(uri.substring(at + 1));
        }
        String rest = at < 0 ? uri.substring(slashes + 3) : uri.substring(at + 1);
        return uri.substring(0, slashes + 3) + withoutSecrets(rest);
    }

    /** Whether nothing was left out, so that it may stand in a command. */
    static boolean isWhole(String uri) {
        return shown(uri).equals(uri);
    }

    private static String withoutSecrets(String rest) {
        String lower = rest.toLowerCase(Locale.ROOT);
        boolean isSecret = Stream.of("pass", "pwd", "secret", "token").anyMatch(lower::contains);
        int query = rest.indexOf('?');
        return isSecret && query >= 0 ? rest.substring(0, query) : rest;
    }
}
