package dev.posse.examples.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The house's rules over the classes of all published modules and the examples. Each is seen failing too, on a class under
 * {@code wrong} that breaks it. A rule that saw fewer classes than there are source files fails too.
 */
@DisplayName("The house")
class ArchitectureTest {

    private static final String ROOT = "dev.posse";
    private static final String WRONG = "dev.posse.examples.architecture.wrong";
    private static final Map<String, List<String>> LIBRARIES = Map.ofEntries(
            Map.entry("io.lettuce..", List.of("store.redis", "examples.harness.servers")),
            Map.entry("net.spy..", List.of("store.memcached")),
            Map.entry("com.couchbase.client..", List.of("store.couchbase")),
            Map.entry("tools.jackson..", List.of("document", "audit", "cli", "examples")),
            Map.entry("io.micrometer..", List.of("observe", "spring")),
            Map.entry("org.springframework..", List.of("spring")),
            Map.entry("org.junit..", List.of("conformance")),
            Map.entry("picocli..", List.of("cli", "examples")),
            Map.entry("io.javalin..", List.of("cli.web")),
            Map.entry("org.eclipse.jetty..", List.of("cli.web")),
            Map.entry("org.commonmark..", List.of("cli.board")),
            // A real browser is for tests.
            Map.entry("org.openqa.selenium..", List.of("browser")),
            // Neither mock server nor bars nor charts for the person on call.
            Map.entry("com.couchbase.mock..", List.of("examples")),
            Map.entry("me.tongfei..", List.of("examples")),
            Map.entry("org.HdrHistogram..", List.of("examples")));

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);
    private static final JavaClasses WRONG_ONES = new ClassFileImporter().importPackages(WRONG);
    private final HouseRules rules = new HouseRules(ROOT);
    private final HouseRules wrongRules = new HouseRules(WRONG);

    @TestFactory
    @DisplayName("a package sees only what lies below it")
    Stream<DynamicTest> directions() {
        return HouseRules.MAY_SEE.keySet().stream()
                .flatMap(name -> both(
                        name + " sees " + HouseRules.MAY_SEE.get(name),
                        name,
                        rules.direction(name),
                        wrongRules.direction(name)));
    }

    @TestFactory
    @DisplayName("purchase, recovery, document, step and admin own no clock, sleep, randomness, threads or client")
    Stream<DynamicTest> pure() {
        return HouseRules.PURE.stream()
                .flatMap(name -> Stream.of(
                                both(
                                        name + " owns no clock and no sleep",
                                        name,
                                        rules.noOwnClockNorSleep(name),
                                        wrongRules.noOwnClockNorSleep(name)),
                                both(
                                        name + " owns no threads and no randomness",
                                        name,
                                        rules.noOwnThreadsNorRandomness(name),
                                        wrongRules.noOwnThreadsNorRandomness(name)),
                                both(name + " knows no client", name, rules.noClient(name), wrongRules.noClient(name)))
                        .flatMap(tests -> tests));
    }

    @TestFactory
    @DisplayName("purchase, recovery, admin and document hold no store")
    Stream<DynamicTest> withoutStore() {
        return HouseRules.WITHOUT_STORE.stream()
                .flatMap(name -> both(name + " holds no store", name, rules.noStore(name), wrongRules.noStore(name)));
    }

    @TestFactory
    @DisplayName("a store module sees dev.posse.store only, and never a sibling")
    Stream<DynamicTest> stores() {
        return HouseRules.STORES.stream()
                .flatMap(module -> both(
                        "store." + module,
                        "store." + module,
                        rules.storeSeesSpiOnly(module),
                        wrongRules.storeSeesSpiOnly(module)));
    }

    @TestFactory
    @DisplayName("the commands for the person on call see no example and no test kit")
    Stream<DynamicTest> cli() {
        return both("cli", "cli", rules.cliSeesNoExample(), wrongRules.cliSeesNoExample());
    }

    @TestFactory
    @DisplayName("the harness of the ten-node runs sees no demo: what a person starts is above it")
    Stream<DynamicTest> harness() {
        return both("examples.harness", "examples.harness", rules.harnessSeesNoDemo(), wrongRules.harnessSeesNoDemo());
    }

    @TestFactory
    @DisplayName("the workload of the runs knows neither servers nor processes")
    Stream<DynamicTest> workload() {
        return both(
                "examples.harness.workload",
                "examples.harness.workload",
                rules.workloadIsAlone(),
                wrongRules.workloadIsAlone());
    }

    @TestFactory
    @DisplayName("a library appears in one module only")
    Stream<DynamicTest> libraries() {
        return LIBRARIES.entrySet().stream()
                .flatMap(entry -> both(
                        entry.getKey() + " in " + entry.getValue() + " only",
                        "",
                        rules.library(entry.getKey(), entry.getValue()),
                        wrongRules.library(entry.getKey(), entry.getValue())));
    }

    @TestFactory
    @DisplayName("the bounds of tries live in step")
    Stream<DynamicTest> bounds() {
        return both("Bounds in step", "", rules.boundsInStep(), wrongRules.boundsInStep());
    }

    @TestFactory
    @DisplayName("no cycles")
    Stream<DynamicTest> cycles() {
        return both("packages are free of cycles", "", rules.noCycles(), wrongRules.noCycles());
    }

    @TestFactory
    @DisplayName("no file needs a file that needs it, but for those of which it is said why")
    Stream<DynamicTest> circlesOfFiles() {
        return both(
                "files stand in one order",
                "",
                FileCircles.none(ROOT, FileCircles.MEANT.values()),
                FileCircles.none(WRONG, FileCircles.MEANT.values()));
    }

    @TestFactory
    @DisplayName("what is said to be a circle is one")
    Stream<DynamicTest> circlesAreThere() {
        return FileCircles.MEANT.keySet().stream()
                .map(why -> DynamicTest.dynamicTest(why, () -> {
                    Map<String, Set<String>> others = new TreeMap<>(FileCircles.MEANT);
                    others.remove(why);
                    assertTrue(
                            FileCircles.none(ROOT, others.values())
                                    .evaluate(OURS)
                                    .hasViolation(),
                            "it is none any more, and need not be listed");
                }));
    }

    @Test
    @DisplayName("no cycles in the packages of core's tests")
    void testPackages() {
        JavaClasses tests = new ClassFileImporter().importPath(Path.of("../core/target/test-classes"));
        assertTrue(tests.size() > 100, "core's tests are not compiled; build with: ./mvnw -pl examples -am verify");
        rules.noCycles().check(tests);
    }

    @TestFactory
    @DisplayName("no package or class is called util, helper, manager, impl, common, internal")
    Stream<DynamicTest> names() {
        return both("names say what things are", "", rules.goodNames(), wrongRules.goodNames());
    }

    @Test
    @DisplayName("every class of the violators was built to break a rule, and none is missing")
    void violatorsAreThere() {
        assertTrue(WRONG_ONES.size() >= 20, "only " + WRONG_ONES.size() + " violators were seen");
    }

    private Stream<DynamicTest> both(String name, String under, ArchRule rule, ArchRule broken) {
        return Stream.of(
                DynamicTest.dynamicTest(name, () -> {
                    int floor = sourcesUnder(under);
                    long seen = seen(under);
                    assertTrue(seen >= floor, name + " saw " + seen + " classes of " + floor + " source files");
                    // A store module may have no class yet; then it has no source file either, or the floor had failed.
                    rule.allowEmptyShould(floor == 0).check(OURS);
                }),
                DynamicTest.dynamicTest(
                        name + ": a violator is caught",
                        () -> assertTrue(
                                broken.evaluate(WRONG_ONES).hasViolation(),
                                "no violator breaks: " + broken.getDescription())));
    }

    private long seen(String under) {
        String name = under.isEmpty() ? ROOT : ROOT + "." + under;
        return OURS.stream()
                .map(JavaClass::getPackageName)
                .filter(found -> found.equals(name) || found.startsWith(name + "."))
                .count();
    }

    /** The floor: as many classes as there are source files in the main sources of all modules, package-infos aside. */
    private static int sourcesUnder(String under) throws IOException {
        String folder = "dev/posse/" + under.replace('.', '/');
        int sources = 0;
        for (Path module : modules()) {
            Path packages = module.resolve("src/main/java").resolve(folder);
            if (Files.isDirectory(packages)) {
                try (Stream<Path> files = Files.walk(packages)) {
                    sources += (int) files.map(path -> path.getFileName().toString())
                            .filter(file -> file.endsWith(".java") && !file.endsWith("-info.java"))
                            .count();
                }
            }
        }
        return sources;
    }

    /** All with classes, but for the benchmarks, which are not published and not on this class path. */
    private static List<Path> modules() throws IOException {
        Path home = Objects.requireNonNull(Path.of("").toAbsolutePath().getParent());
        try (Stream<Path> folders = Files.list(home)) {
            List<Path> modules = folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .filter(folder -> Files.exists(folder.resolve("src")))
                    .filter(folder -> !folder.endsWith("benchmarks"))
                    .collect(Collectors.toUnmodifiableList());
            assertEquals(10, modules.size(), "modules found in " + home + ": " + modules);
            return modules;
        }
    }
}
