package dev.posse.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Properties;

/** The one style and the one script of all pages, with uPlot and its licence in them, and the policy that allows no other. */
record Assets(String style, String script) {

    /** Read once: pages are made seldom, and all are alike in this. */
    static final Assets OWN = read();

    private static Assets read() {
        String release = release();
        String uplot = "/META-INF/resources/webjars/uplot/" + release + "/";
        String licence =
                "/* uPlot " + release + "\n" + resource(uplot + "LICENSE").strip() + "\n*/\n";
        return new Assets(
                clean(resource(uplot + "dist/uPlot.min.css") + "\n" + resource("page.css")),
                clean(licence + resource(uplot + "dist/uPlot.iife.min.js") + "\n" + resource("charts.js")));
    }

    /** A browser counts line breaks as one character, and so must the hash. */
    private static String clean(String content) {
        return "\n" + content.replace("\r\n", "\n").strip() + "\n";
    }

    /** Nothing is loaded from anywhere, and nothing runs but this script: not even if markup had got in. */
    String policy() {
        return "default-src 'none'; style-src '" + hash(style) + "'; script-src '" + hash(script)
                + "'; base-uri 'none'; form-action 'none'";
    }

    private static String hash(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256, and this one has not", e);
        }
    }

    private static String release() {
        try {
            Properties properties = new Properties();
            properties.load(new StringReader(resource("uplot.properties")));
            return properties.getProperty("version", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String resource(String name) {
        try (InputStream found = Assets.class.getResourceAsStream(name)) {
            if (found == null) {
                throw new IllegalStateException("A page needs " + name
                        + ", and it is not on the class path: posse-report comes with org.webjars.npm:uplot, which must"
                        + " not be excluded");
            }
            return new String(found.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }
}
