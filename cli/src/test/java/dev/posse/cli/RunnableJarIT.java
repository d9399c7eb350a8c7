package dev.posse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("posse-cli.jar")
class RunnableJarIT {

    private static final Path JAR = Path.of("target/posse-cli.jar").toAbsolutePath();

    @TempDir
    private Path directory = Path.of("");

    private record Said(int code, String text) {}

    private Said java(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        // It lives for seconds: to optimize it would cost more than it gives back.
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
        command.addAll(List.of(arguments));
        Path output = directory.resolve("said.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeAll(List.of("POSSE_CLASS_PATH", "POSSE_STORE", "POSSE_PREFIX"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertTrue(process.waitFor(1, TimeUnit.MINUTES), () -> command + " does not end");
        } finally {
            process.destroyForcibly();
        }
        return new Said(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("runs by itself")
    void runs() throws Exception {
        Said said = java(Map.of(), "-jar", JAR.toString(), "doctor", "--store", "memory:");

        assertEquals(ExitCode.NOT_HEALTHY, said.code(), said.text());
        assertTrue(said.text().contains("in-memory store"), said.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"redis://localhost:1", "memcached://localhost:1", "couchbase://u:p@localhost/b?managerPort=1"})
    @DisplayName("has the three store modules: a store that is not there is looked for, and not unknown")
    void stores(String uri) throws Exception {
        Said said = java(Map.of(), "-jar", JAR.toString(), "doctor", "--store", uri);

        assertEquals(ExitCode.STORE_UNREACHABLE, said.code(), said.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"com/couchbase/mock/", "me/tongfei/", "org/HdrHistogram/", "org/junit/", "dev/posse/examples/"})
    @DisplayName("has no mock server, no progress bar, no chart, no test and no example in it")
    void onCallOnly(String folder) throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            List<String> found = jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.startsWith(folder))
                    .toList();
            assertEquals(List.of(), found);
            assertFalse(jar.stream().findAny().isEmpty());
        }
    }

    @Test
    @DisplayName("names each work that it bundles with its licence")
    void licences() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            String terms = new String(
                    jar.getInputStream(jar.getEntry("META-INF/THIRD-PARTY.txt")).readAllBytes(),
                    StandardCharsets.UTF_8);
            List<String> works = Stream.of(Files.readString(Path.of("target/class-path"))
                            .strip()
                            .split(File.pathSeparator))
                    .map(file -> Path.of(file).getFileName().toString())
                    .filter(file -> file.endsWith(".jar") && !file.startsWith("posse-"))
                    .map(file -> file.replaceFirst("-\\d.*", ""))
                    .collect(Collectors.toCollection(ArrayList::new));
            assertTrue(works.size() > 15, "only " + works);
            works.removeIf(work -> Arrays.asList(terms.split("\\s+")).contains(work));
            assertEquals(List.of(), works, "are not in META-INF/THIRD-PARTY.txt");
            assertTrue(jar.getEntry("META-INF/LICENSE") != null, "the licence is missing");
        }
    }

    @Test
    @DisplayName("finds a user's own store in POSSE_CLASS_PATH, where java -jar looks at no other class path")
    void ownStoreByVariable() throws Exception {
        String own = OwnStore.jarIn(directory) + File.pathSeparator;

        Said with = java(Map.of("POSSE_CLASS_PATH", own), "-jar", JAR.toString(), "doctor", "--store", OwnStore.URI);
        Said without = java(Map.of(), "-jar", JAR.toString(), "doctor", "--store", OwnStore.URI);

        assertTrue(with.text().startsWith("in-memory store"), with.text());
        assertEquals(ExitCode.NOT_HEALTHY, with.code());
        assertTrue(without.text().contains("No store for the scheme mydb:"), without.text());
        assertEquals(2, without.code());
    }

    @Test
    @DisplayName("finds all jars of a directory, written as for java -cp")
    void ownStoreByWildcard() throws Exception {
        OwnStore.jarIn(directory);

        Said said = java(
                Map.of("POSSE_CLASS_PATH", directory + File.separator + "*"),
                "-jar",
                JAR.toString(),
                "doctor",
                "--store",
                OwnStore.URI);

        assertTrue(said.text().startsWith("in-memory store"), said.text());
    }

    @Test
    @DisplayName("finds a user's own store beside it on java's class path")
    void ownStoreOnClassPath() throws Exception {
        String classPath = JAR + File.pathSeparator + OwnStore.jarIn(directory);

        Said said = java(Map.of(), "-cp", classPath, "dev.posse.cli.Main", "doctor", "--store", OwnStore.URI);

        assertTrue(said.text().startsWith("in-memory store"), said.text());
    }

    @Test
    @DisplayName("says so where POSSE_CLASS_PATH names a jar that is not there")
    void ownStoreIsMissing() throws Exception {
        Said said = java(
                Map.of("POSSE_CLASS_PATH", directory.resolve("typo.jar").toString()),
                "-jar",
                JAR.toString(),
                "doctor",
                "--store",
                OwnStore.URI);

        assertEquals(2, said.code(), said.text());
        assertTrue(said.text().contains("typo.jar, and nothing is there"), said.text());
    }
}
