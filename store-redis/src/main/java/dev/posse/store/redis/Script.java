package dev.posse.store.redis;

import io.lettuce.core.protocol.CommandType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A script that is called by its SHA-1, and taught to a server that does not know it. */
final class Script {

    private final String text;
    private final String sha;

    Script(String text) {
        this.text = text;
        this.sha = sha1(text);
    }

    /** One exchange with a server that calls the script. */
    @FunctionalInterface
    interface Exchange<T> {
        /**
         * Calls it.
         *
         * @param type {@code EVALSHA} or {@code EVAL}
         * @param script its SHA-1 or its text
         * @throws CommandFailure if it came to nothing
         */
        T with(CommandType type, String script);
    }

    /**
     * Calls the script, a second time with its text if the server did not know it.
     *
     * @throws CommandFailure if it came to nothing
     */
    <T> T call(Exchange<T> exchange) {
        try {
            return exchange.with(CommandType.EVALSHA, sha);
        } catch (CommandFailure e) {
            if (e.row() != ErrorTable.NOSCRIPT) {
                throw e;
            }
            // After a restart or a failover the server does not know the script; it has not run, and EVAL teaches it.
            return exchange.with(CommandType.EVAL, text);
        }
    }

    private static String sha1(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-1", e);
        }
    }
}
