package dev.posse.conformance.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules, for whatever package is the root: the kit in earnest, and the violators to see each rule fail. */
final class KitRules {

    /** What each package may see of the kit, besides itself. All below see nothing of the test class above them. */
    static final Map<String, List<String>> MAY_SEE = new TreeMap<>(Map.of(
            "report", List.of(),
            "fault", List.of(),
            "history", List.of("report"),
            "check", List.of("fault", "history", "report")));

    /** What an author of a store works with, by package; the front door itself is the empty name. */
    static final Map<String, Set<String>> OFFERED = new TreeMap<>(Map.of(
            "", Set.of("StoreConformance"),
            "fault",
                    Set.of(
                            "BreakableStore",
                            "ClientOpener",
                            "Fault",
                            "FaultProxy",
                            "FaultyConnection",
                            "ForwardingStore",
                            "IsolatedClient",
                            "Restart",
                            "SentCount"),
            "report", Set.of("Clause")));

    /** What one package of the kit shows to the others, and to nobody else. */
    static final Map<String, Set<String>> SHOWN = new TreeMap<>(Map.of(
            "report",
                    Set.of(
                            "CheckDescription",
                            "CheckGroup",
                            "CheckResult",
                            "ClauseBroken",
                            "ConformanceReport",
                            "HtmlReport",
                            "ValueText"),
            "history", Set.of("HistoryRecorder"),
            "check", Set.of("ConformanceRun", "RunSize", "StoreUnderTest")));

    private final String root;

    KitRules(String root) {
        this.root = root;
    }

    private String packageOf(String name) {
        return name.isEmpty() ? root : root + "." + name;
    }

    ArchRule direction(String name) {
        String[] allowed = Stream.concat(
                        Stream.of(packageOf(name)),
                        MAY_SEE.getOrDefault(name, List.of()).stream().map(this::packageOf))
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(packageOf(name))
                .should()
                .dependOnClassesThat(describe(
                        "are the kit's and not in " + String.join(", ", allowed),
                        seen -> resideInAnyPackage(root, root + "..").test(seen)
                                && !resideInAnyPackage(allowed).test(seen)));
    }

    /** A file is its outermost class. */
    ArchRule noCircleOfFiles() {
        return SlicesRuleDefinition.slices()
                .assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass one) {
                        return resideInAnyPackage(root, root + "..").test(one)
                                ? SliceIdentifier.of(outermost(one).getName())
                                : SliceIdentifier.ignore();
                    }

                    @Override
                    public String getDescription() {
                        return "the files of " + root;
                    }
                })
                .should()
                .beFreeOfCycles();
    }

    /** What an author of a store can call or must override names nothing that is not offered to him. */
    ArchRule offeredNamesOfferedOnly() {
        return classes()
                .that(describe("are offered", this::isOffered))
                .should(new NamesOnly(
                        "name offered classes of the kit only",
                        seen -> !resideInAnyPackage(root, root + "..").test(seen) || isOffered(seen)));
    }

    private boolean isOffered(JavaClass one) {
        JavaClass file = outermost(one);
        return OFFERED.entrySet().stream()
                .anyMatch(offered -> file.getPackageName().equals(packageOf(offered.getKey()))
                        && offered.getValue().contains(file.getSimpleName()));
    }

    private static JavaClass outermost(JavaClass one) {
        return one.getEnclosingClass().map(KitRules::outermost).orElse(one);
    }

    /** The public classes of a package that are neither offered nor shown. */
    Set<String> unlisted(String name, JavaClasses all) {
        Set<String> unlisted = publicOnes(name, all);
        unlisted.removeAll(OFFERED.getOrDefault(name, Set.of()));
        unlisted.removeAll(SHOWN.getOrDefault(name, Set.of()));
        return unlisted;
    }

    Set<String> publicOnes(String name, JavaClasses all) {
        return all.stream()
                .filter(one -> one.getPackageName().equals(packageOf(name))
                        && one.getEnclosingClass().isEmpty()
                        && one.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
