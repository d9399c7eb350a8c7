package dev.posse.examples.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The rules, for whatever package is the root: {@code dev.posse} in earnest, and the package of the violators to see each
 * rule fail.
 */
final class HouseRules {

    /** What each package may see, besides itself. Nobody may see the front door. */
    static final Map<String, List<String>> MAY_SEE = new TreeMap<>(Map.ofEntries(
            Map.entry("store", List.of()),
            // A leaf: the one spelling of an answer, from the steps to the log line.
            Map.entry("outcome", List.of()),
            // Pages know nothing of what they are about.
            Map.entry("report", List.of()),
            Map.entry("observe", List.of("outcome", "store")),
            Map.entry("document", List.of("store")),
            Map.entry("step", List.of("document", "observe", "store")),
            Map.entry("admin", List.of("step", "document", "observe", "outcome", "store")),
            Map.entry("purchase", List.of("admin", "step", "document", "observe", "outcome", "store")),
            Map.entry("recovery", List.of("purchase", "step", "document", "observe", "store")),
            Map.entry("dataset", List.of("admin", "step", "document", "observe", "store")),
            Map.entry(
                    "patrol",
                    List.of("recovery", "dataset", "purchase", "admin", "step", "document", "observe", "store")),
            Map.entry("audit", List.of("document", "store"))));

    /** Packages that own no clock, sleep, randomness, thread or client, so that one seed replays every schedule. */
    static final List<String> PURE = List.of("purchase", "recovery", "document", "step", "admin");

    /** The packages of the store modules, under {@code store}. */
    static final List<String> STORES = List.of("memory", "redis", "memcached", "couchbase");

    /** Packages of the protocol: their actors ask for operations, and nobody in them holds the store that does them. */
    static final List<String> WITHOUT_STORE = List.of("purchase", "recovery", "admin", "document");

    private static final Pattern BAD_PACKAGE = Pattern.compile(
            ".*\\.(utils?|helpers?|managers?|impls?|commons?|internals?)(\\..*)?", Pattern.CASE_INSENSITIVE);

    /** As a word of its own: Implausible and Commonwealth may live. */
    private static final Pattern BAD_NAME =
            Pattern.compile(".*(Utils?|Helpers?|Managers?|Impl|Common|Internal)(?![a-z]).*");

    private static final Set<String> WAITING_OR_TELLING_TIME = Set.of(
            "java.lang.System.nanoTime",
            "java.lang.System.currentTimeMillis",
            "java.time.Instant.now",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone",
            "java.time.Clock.system",
            "java.time.InstantSource.system",
            "java.time.LocalDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.util.concurrent.TimeUnit.sleep",
            "java.lang.Object.wait",
            "java.util.UUID.randomUUID",
            "java.lang.Math.random",
            "java.util.random.RandomGenerator.of",
            "java.util.random.RandomGenerator.getDefault");

    private static final String[] THREADS_AND_RANDOMNESS = {
        "java.lang.Thread",
        "java.lang.ThreadLocal",
        "java.util.Random",
        "java.util.SplittableRandom",
        "java.util.Timer",
        "java.security.SecureRandom",
        "java.util.concurrent.ThreadLocalRandom",
        "java.util.concurrent.Executor",
        "java.util.concurrent.ExecutorService",
        "java.util.concurrent.Executors",
        "java.util.concurrent.ScheduledExecutorService",
        "java.util.concurrent.CompletableFuture",
        "java.util.concurrent.ForkJoinPool",
        "java.util.concurrent.CountDownLatch",
        "java.util.concurrent.locks.LockSupport"
    };

    private final String root;

    HouseRules(String root) {
        this.root = root;
    }

    /** Package directions: front door, patrol, then dataset, recovery and audit, purchase, admin, step, document, store; outcome is a leaf. */
    ArchRule direction(String name) {
        String[] allowed = Stream.concat(
                        Stream.of(root + "." + name + ".."),
                        MAY_SEE.getOrDefault(name, List.of()).stream().map(seen -> root + "." + seen + ".."))
                .toArray(String[]::new);
        DescribedPredicate<JavaClass> forbidden = describe(
                "are ours and are not in " + String.join(", ", allowed),
                seen -> resideInAnyPackage(root, root + "..").test(seen)
                        && !resideInAnyPackage(allowed).test(seen));
        return noClasses()
                .that()
                .resideInAPackage(root + "." + name + "..")
                .should()
                .dependOnClassesThat(forbidden);
    }

    ArchRule noOwnClockNorSleep(String name) {
        return noClasses()
                .that()
                .resideInAPackage(root + "." + name + "..")
                .should()
                .callCodeUnitWhere(describe(
                        "it tells the time, waits, or draws at random of its own",
                        call -> WAITING_OR_TELLING_TIME.contains(nameOf(call.getTarget()))))
                .orShould()
                .accessTargetWhere(describe(
                        "a reference to a method that does so",
                        access -> WAITING_OR_TELLING_TIME.contains(
                                access.getTarget().getOwner().getName() + "."
                                        + access.getTarget().getName())));
    }

    ArchRule noOwnThreadsNorRandomness(String name) {
        return noClasses()
                .that()
                .resideInAPackage(root + "." + name + "..")
                .should()
                .dependOnClassesThat(describe(
                        "are threads or randomness",
                        seen -> List.of(THREADS_AND_RANDOMNESS).contains(seen.getName())));
    }

    ArchRule noStore(String name) {
        return noClasses()
                .that()
                .resideInAPackage(root + "." + name + "..")
                .should()
                .dependOnClassesThat(describe(
                        "are the store itself", seen -> seen.getSimpleName().equals("CasKeyValueStore")));
    }

    ArchRule noClient(String name) {
        return noClasses()
                .that()
                .resideInAPackage(root + "." + name + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.net..", "java.nio.channels..", "io.lettuce..", "net.spy..", "com.couchbase..");
    }

    /** A store module sees the SPI and itself. */
    ArchRule storeSeesSpiOnly(String module) {
        String own = root + ".store." + module;
        return noClasses()
                .that()
                .resideInAPackage(own + "..")
                .should()
                .dependOnClassesThat(describe(
                        "are ours and neither the SPI nor this module",
                        seen -> resideInAnyPackage(root, root + "..").test(seen)
                                && !resideInAnyPackage(root + ".store", own + "..")
                                        .test(seen)));
    }

    /** What runs in an emergency brings nothing along that is for trying out. */
    ArchRule cliSeesNoExample() {
        return noClasses()
                .that()
                .resideInAPackage(root + ".cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(root + ".examples..", root + ".conformance..");
    }

    ArchRule harnessSeesNoDemo() {
        return noClasses()
                .that()
                .resideInAPackage(root + ".examples.harness..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(root + ".examples", root + ".examples.demo..", root + ".examples.couchbase..");
    }

    ArchRule workloadIsAlone() {
        return noClasses()
                .that()
                .resideInAPackage(root + ".examples.harness.workload..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(root + ".examples.harness.servers..", root + ".examples.harness.processes..");
    }

    /** A library is seen by its homes only, with what is under them. */
    ArchRule library(String library, List<String> homes) {
        return noClasses()
                .that()
                .resideInAnyPackage(root, root + "..")
                .and()
                .resideOutsideOfPackages(
                        homes.stream().map(home -> root + "." + home + "..").toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }

    ArchRule noCycles() {
        return SlicesRuleDefinition.slices().matching(root + ".(**)").should().beFreeOfCycles();
    }

    /** How often something is tried is said once, below all who try. */
    ArchRule boundsInStep() {
        return classes()
                .that()
                .resideInAnyPackage(root, root + "..")
                .and()
                .haveSimpleName("Bounds")
                .should()
                .resideInAPackage(root + ".step");
    }

    ArchRule goodNames() {
        return classes().that().resideInAnyPackage(root, root + "..").should(new GoodName(BAD_PACKAGE, BAD_NAME));
    }

    private static String nameOf(AccessTarget.CodeUnitCallTarget target) {
        return target.resolveMember()
                        .map(JavaCodeUnit::getOwner)
                        .map(JavaClass::getName)
                        .orElse(target.getOwner().getName())
                + "." + target.getName();
    }
}
