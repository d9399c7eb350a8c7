package dev.posse.conformance.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The rules of the kit's packages. Each is seen failing too, on a class under {@code wrong} that breaks it; and none is
 * believed if it saw fewer classes than there are source files.
 */
@DisplayName("The kit's packages")
class KitArchitectureTest {

    private static final String ROOT = "dev.posse.conformance";
    private static final String WRONG = "dev.posse.conformance.architecture.wrong";
    private static final List<String> PACKAGES = List.of("", "check", "fault", "history", "report");

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);
    private static final JavaClasses WRONG_ONES = new ClassFileImporter().importPackages(WRONG);
    private final KitRules rules = new KitRules(ROOT);
    private final KitRules wrongRules = new KitRules(WRONG);

    @TestFactory
    @DisplayName("a package sees only what lies below it")
    Stream<DynamicTest> directions() {
        return KitRules.MAY_SEE.keySet().stream()
                .flatMap(name -> both(
                        name + " sees " + KitRules.MAY_SEE.get(name),
                        rules.direction(name),
                        wrongRules.direction(name)));
    }

    @TestFactory
    @DisplayName("no file needs a file that needs it")
    Stream<DynamicTest> circles() {
        return both("no circle of files", rules.noCircleOfFiles(), wrongRules.noCircleOfFiles());
    }

    @TestFactory
    @DisplayName("what is offered to authors of stores names only what is offered to them")
    Stream<DynamicTest> offered() {
        return both("offered", rules.offeredNamesOfferedOnly(), wrongRules.offeredNamesOfferedOnly());
    }

    @Test
    @DisplayName("what is public is offered to authors of stores, or shown to another package, on purpose")
    void publicOnPurpose() {
        for (String name : PACKAGES) {
            Set<String> listed = new TreeSet<>(KitRules.OFFERED.getOrDefault(name, Set.of()));
            listed.addAll(KitRules.SHOWN.getOrDefault(name, Set.of()));
            assertEquals(listed, rules.publicOnes(name, OURS), "public in the package '" + name + "'");
        }
        assertEquals(Set.of("Unlisted"), wrongRules.unlisted("fault", WRONG_ONES));
    }

    @Test
    @DisplayName("no package is forgotten")
    void allPackages() {
        Set<String> seen = new TreeSet<>();
        OURS.forEach(
                one -> seen.add(one.getPackageName().substring(ROOT.length()).replaceFirst("^\\.", "")));
        assertEquals(new TreeSet<>(PACKAGES), seen);
    }

    private static Stream<DynamicTest> both(String name, ArchRule rule, ArchRule broken) {
        return Stream.of(
                DynamicTest.dynamicTest(name, () -> {
                    int files = sourceFiles();
                    assertTrue(OURS.size() >= files, "saw " + OURS.size() + " classes of " + files + " files");
                    rule.check(OURS);
                }),
                DynamicTest.dynamicTest(
                        name + ": a violator is caught",
                        () -> assertTrue(
                                broken.evaluate(WRONG_ONES).hasViolation(),
                                "no violator breaks: " + broken.getDescription())));
    }

    private static int sourceFiles() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            int number = (int) files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .count();
            assertTrue(number > 40, "only " + number + " source files");
            return number;
        }
    }
}
