package dev.posse.examples.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the report of a run is written. */
final class ReportOptions {

    static final String NAME = "--report";

    @Option(
            names = NAME,
            paramLabel = "FILE",
            description =
                    "Writes a report of the run: one file of HTML that needs nothing else, such as run.html. It must"
                            + " not be there yet.")
    private @Nullable Path file;

    Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    /** What is wrong with it, before a run is made whose report could then not be written; with what to do. */
    Optional<String> trouble() {
        if (file == null) {
            return Optional.empty();
        }
        Path place = file.toAbsolutePath().normalize();
        Path folder = Objects.requireNonNullElse(place.getParent(), place);
        if (Files.isDirectory(place)) {
            return Optional.of(
                    NAME + " names a folder, " + file + ": name a file in it, such as " + file.resolve("run.html"));
        } else if (Files.exists(place)) {
            return Optional.of(
                    NAME + ": " + file + " is there already, and a report is never written over: name another file");
        } else if (!Files.isDirectory(folder)) {
            return Optional.of(NAME + ": there is no folder " + folder + "; make it first: mkdir -p '" + folder + "'");
        } else if (!Files.isWritable(folder)) {
            return Optional.of(NAME + ": nothing may be written into " + folder + ": name a file in another folder");
        }
        return Optional.empty();
    }
}
