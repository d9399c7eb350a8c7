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
 * wrong variants after each step. Production code has no switch for that.
 */
final class LawlessNodes {

    private static final Path CORE = Path.of("..", "core");
    private static final Path RUNNER = CORE.resolve("src/main/java/dev/posse/step/StepRunner.java");
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
            Files.writeString(runner, without(law, Files.readString(RUNNER)));
            String rest = VARIANTS + File.pathSeparator + System.getProperty("java.class.path");
            compile(runner, classes, rest);
            return classes + File.pathSeparator + rest;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String without(String law, String source) {
        String decides = "next = step.on(answer);";
        assertEquals(2, source.split(Pattern.quote(decides), -1).length, "where a step decides");
        return source.replace(decides, "next = dev.posse.explorer.Mutation.advance(" + law + "(), step, answer);");
    }

    private static void compile(Path source, Path classes, String classPath) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            said,
                            files,
                            null,
                            List.of("--release", "17", "-proc:none", "-d", classes.toString(), "-cp", classPath),
                            null,
                            files.getJavaFileObjects(source))
                    .call();
            assertTrue(compiled, said.toString());
        }
    }
}
