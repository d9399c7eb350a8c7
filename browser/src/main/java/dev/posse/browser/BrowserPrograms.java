package dev.posse.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where Chromium and its driver are; found on the path, and never downloaded. */
final class BrowserPrograms {

    private static final String INSTALL = "install it with: sudo apt-get install chromium chromium-driver";

    private BrowserPrograms() {}

    static Path chromium() {
        return found(List.of("chromium", "chromium-browser", "google-chrome"));
    }

    static Path driver() {
        return found(List.of("chromedriver"));
    }

    private static Path found(List<String> names) {
        return names.stream()
                .flatMap(name -> onPath(name).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "The tests of pages need " + names.get(0) + ", and none is on the path; " + INSTALL));
    }

    private static Optional<Path> onPath(String name) {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
