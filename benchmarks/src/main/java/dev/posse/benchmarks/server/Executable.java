package dev.posse.benchmarks.server;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs of the machine, and where they are. */
final class Executable {

    private static final Path POSTGRES_VERSIONS = Path.of("/usr/lib/postgresql");

    private Executable() {}

    /**
     * Finds a program on the path.
     *
     * @throws ExecutableMissingException if there is none
     */
    static String find(String program, String debianPackage) {
        return onPath(program).orElseThrow(() -> new ExecutableMissingException(program, debianPackage));
    }

    /**
     * Finds a program of the newest PostgreSQL, which Debian keeps off the path.
     *
     * @throws ExecutableMissingException if there is none
     */
    static String findOfPostgres(String program) {
        try (Stream<Path> versions =
                Files.isDirectory(POSTGRES_VERSIONS) ? Files.list(POSTGRES_VERSIONS) : Stream.empty()) {
            return versions.map(version -> version.resolve("bin").resolve(program))
                    .filter(Files::isExecutable)
                    .max(Comparator.comparingInt(Executable::versionOf))
                    .map(Path::toString)
                    .or(() -> onPath(program))
                    .orElseThrow(() -> new ExecutableMissingException("PostgreSQL's " + program, "postgresql"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int versionOf(Path program) {
        String digits =
                program.getName(POSTGRES_VERSIONS.getNameCount()).toString().replaceAll("\\D", "");
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    private static Optional<String> onPath(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}
