package dev.posse.examples.watch;

import dev.posse.browser.Browser;
import dev.posse.browser.Scheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The picture of the page in README.md: written with {@code -Dposse.docs.write=true}, with the version of the page it shows. */
final class BoardPicture {

    static final Path IMAGES = Path.of("..", "docs", "images");

    private static final Duration SOON = Duration.ofSeconds(20);

    static final Path VERSION = IMAGES.resolve("demo-board.version");

    /** What the page looks like is in these, and the rest of the program is not. */
    private static final List<String> FILES =
            List.of("index.html", "run.css", "nodes.js", "campaigns.js", "purchase.js");

    private BoardPicture() {}

    static Path of(Scheme scheme) {
        return IMAGES.resolve("demo-board-" + scheme.value() + ".png");
    }

    static String versionOfThePage() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String file : FILES) {
                try (InputStream in = BoardPicture.class.getResourceAsStream(file)) {
                    digest.update(Objects.requireNonNull(in, file).readAllBytes());
                }
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, 16) + "\n";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String card(int place) {
        return "#nodes .card[data-place='" + place + "']";
    }

    /** Longer where a picture is taken, which must not show the end. */
    static String duration() {
        return "--duration=" + (Boolean.getBoolean("posse.docs.write") ? 60 : 45);
    }

    /** Takes the picture of what the browser shows, if it is to be written. */
    static void ofThePage(Browser browser) {
        if (!Boolean.getBoolean("posse.docs.write")) {
            return;
        }
        try {
            Files.createDirectories(IMAGES);
            browser.find(card(8) + " button[data-action=STOP]", SOON).click();
            browser.find(card(6) + " button[data-action=CUT]", SOON).click();
            browser.find(card(3) + " button[data-action=KILL]", SOON).click();
            browser.find(card(3) + "[data-state=killed]", SOON);
            for (Scheme scheme : Scheme.values()) {
                browser.scheme(scheme);
                Map<String, Object> taken = browser.cdp(
                        "Page.captureScreenshot",
                        Map.of(
                                "format",
                                "png",
                                "captureBeyondViewport",
                                true,
                                "clip",
                                Map.of("x", 0, "y", 0, "width", 1280, "height", 1000, "scale", 0.75)));
                Files.write(of(scheme), Base64.getDecoder().decode(String.valueOf(taken.get("data"))));
            }
            Files.writeString(VERSION, versionOfThePage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
