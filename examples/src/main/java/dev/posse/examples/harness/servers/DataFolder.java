package dev.posse.examples.harness.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder in which a server keeps its data, and beside it the copy of an earlier state. */
final class DataFolder {

    private final Path data;
    private final Path copy;

    DataFolder(Path data) {
        this.data = data;
        this.copy = data.resolveSibling(data.getFileName() + "-copy");
    }

    void copy() {
        copy(data, copy);
    }

    /** Puts the copy in the place of the data; the server must not run. */
    void restore() {
        delete(data);
        copy(copy, data);
    }

    private static void copy(Path from, Path to) {
        try {
            for (Path file : filesOf(from)) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot copy " + from, e);
        }
    }

    private static void delete(Path folder) {
        try {
            for (Path file :
                    filesOf(folder).stream().sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + folder, e);
        }
    }

    private static List<Path> filesOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.toList();
        }
    }
}
