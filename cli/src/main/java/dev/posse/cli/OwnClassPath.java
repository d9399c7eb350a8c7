package dev.posse.cli;

import java.io.File;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Jars with a store of the user's own, beside the program's: {@code java -jar} passes over any other class path.
 *
 * <p>The store is found as any other, through {@link java.util.ServiceLoader} and so through this thread's class loader.
 */
final class OwnClassPath {

    static final String VARIABLE = "POSSE_CLASS_PATH";

    private OwnClassPath() {}

    /**
     * Joins jars and directories, written as for {@code java -cp}, to what this thread and those that it starts can load.
     *
     * @return false, with the reason on {@code err}, if one of them is not there: its store would be "on no class path"
     */
    static boolean join(@Nullable String classPath, PrintWriter err) {
        if (classPath == null || classPath.isBlank()) {
            return true;
        }
        List<URL> found = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            List<URL> urls = entry.isBlank() ? List.of() : urls(entry);
            if (urls.isEmpty() && !entry.isBlank()) {
                err.println("posse: " + VARIABLE + " names " + entry + ", and nothing is there");
                return false;
            }
            found.addAll(urls);
        }
        // Never closed: what was loaded from it goes on loading until the program ends.
        Thread.currentThread()
                .setContextClassLoader(new URLClassLoader(
                        "own-stores", found.toArray(URL[]::new), OwnClassPath.class.getClassLoader()));
        return true;
    }

    private static List<URL> urls(String entry) {
        try {
            if (entry.equals("*") || entry.endsWith(File.separator + "*")) {
                return jarsIn(Path.of(entry.substring(0, entry.length() - 1)));
            }
            return Files.exists(Path.of(entry)) ? List.of(url(Path.of(entry))) : List.of();
        } catch (InvalidPathException e) {
            return List.of();
        }
    }

    private static List<URL> jarsIn(Path directory) {
        File[] jars = Objects.requireNonNullElse(
                directory.toFile().listFiles((folder, name) -> name.endsWith(".jar")), new File[0]);
        return Stream.of(jars).sorted().map(File::toPath).map(OwnClassPath::url).toList();
    }

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }
}
