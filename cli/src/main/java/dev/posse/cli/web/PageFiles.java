package dev.posse.cli.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Files of the class path by their path in the address: those that were named, and no others. */
final class PageFiles {

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "json", "application/json; charset=utf-8");

    /** A file, read once: a few hundred kilobytes are all of them. */
    record Content(String type, Supplier<InputStream> bytes) {}

    private final Map<String, Content> files = new LinkedHashMap<>();

    /**
     * Adds a file.
     *
     * @throws IllegalArgumentException if the class path does not have it, or it is of no kind that pages have
     */
    void add(String path, ClassLoader loader, String resource) {
        String ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        String type = TYPES.get(ending);
        if (type == null) {
            throw new IllegalArgumentException("Pages have no files such as " + path + ", only " + TYPES.keySet());
        }
        try (InputStream found = loader.getResourceAsStream(resource)) {
            if (found == null) {
                throw new IllegalArgumentException("The class path has no " + resource + " for " + path);
            }
            byte[] bytes = found.readAllBytes();
            files.put(path, new Content(type, () -> new ByteArrayInputStream(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException("The class path's " + resource + " cannot be read", e);
        }
    }

    Optional<Content> at(String path) {
        return Optional.ofNullable(files.get(path));
    }

    Iterable<String> paths() {
        return files.keySet();
    }
}
