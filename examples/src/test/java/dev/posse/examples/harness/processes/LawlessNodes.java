package dev.posse.examples.harness.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Nodes that lack a law: their class path has core's step runner compiled anew, so that it consults one of the explorer's
 * wrong variants after each step. Each of their purchases goes by itself, one write after the other: what most variants need to show
 * is somebody who comes between two writes, and a chain leaves hardly any room for that. Production code has no switch for either.
 */
final class LawlessNodes {

    private static final Path CORE = Path.of("..", "core");
    private static final Path MAIN = CORE.resolve("src/main/java/dev/posse");
    private static final Path VARIANTS = CORE.resolve("target/test-classes");

    private LawlessNodes() {}

    /**
     * Compiles.
     *
     * @param law a static method of core's tests that makes the variant, by its full name
     * @param directory for the classes
     * @return the class path to start nodes with
     */
    static String classPath(String law, Path directory) {
        assertTrue(
                Files.isDirectory(VARIANTS.resolve("dev/posse/explorer")),
                "core's tests are not compiled; build with: ./mvnw -pl examples -am verify");
        try {
            Path sources = Files.createDirectories(directory.resolve("lawless-source"));
            Path classes = Files.createDirectories(directory.resolve("lawless"));
            Path runner = sources.resolve("StepRunner.java");
            Files.writeString(runner, without(law, Files.readString(MAIN.resolve("step/StepRunner.java"))));
            Path purchases = sources.resolve("NodePurchases.java");
            Files.writeString(purchases, alone(Files.readString(MAIN.resolve("NodePurchases.java"))));
            String rest = VARIANTS + File.pathSeparator + System.getProperty("java.class.path");
            compile(List.of(runner, purchases), classes, rest);
            return classes + File.pathSeparator + rest;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String without(String law, String source) {
        return replaced(
                replaced(
                        source,
                        "next = step.on(answer);",
                        "next = dev.posse.fixture.Mutation.advance(" + law + "(), step, answer);"),
                "int most = Math.min(store.chainLength(), StoreLimits.MAX_CHAIN_LINKS);",
                "int most = 1;");
    }

    private static String alone(String source) {
        return replaced(source, "queue.taken(attempt)", "dev.posse.purchase.PurchaseDriver.begin(attempt)");
    }

    private static String replaced(String source, String place, String by) {
        assertEquals(2, source.split(Pattern.quote(place), -1).length, () -> "how often there is " + place);
        return source.replace(place, by);
    }

    private static void compile(List<Path> sources, Path classes, String classPath) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            said,
                            files,
                            null,
                            List.of("--release", "17", "-proc:none", "-d", classes.toString(), "-cp", classPath),
                            null,
                            files.getJavaFileObjectsFromPaths(sources))
                    .call();
            assertTrue(compiled, said.toString());
        }
    }
}
