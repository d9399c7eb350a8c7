package dev.posse.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.conformance.check.ConformanceRun;
import dev.posse.conformance.check.RunSize;
import dev.posse.conformance.report.CheckGroup;
import dev.posse.conformance.report.CheckResult;
import dev.posse.conformance.report.CheckResult.Status;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The kinds of stores that once got away are rejected, each under the clause that it breaks.
 *
 * <p>Twenty times each, without a second try: {@code -Dposse.kit.repeat=20}. Some are broken for nanoseconds only, and the machine of a build
 * may be busy; so there each has three tries, and it is counted here that the kit can see it, not how often it does.
 */
@DisplayName("What once got away is rejected")
class BrokenStoresTest {

    private static final RunSize NORMAL = RunSize.named("normal");
    private static final int REPEAT = Integer.getInteger("posse.kit.repeat", 1);

    private static final int TRIES = REPEAT == 1 ? 3 : 1;

    static List<BrokenStore> all() {
        return Stream.of(
                        BrokenEndings.all(),
                        BrokenDoubt.all(),
                        BrokenByTime.all(),
                        BrokenByStatics.all(),
                        BrokenSizes.all(),
                        BrokenNumbers.all(),
                        BrokenVersions.all(),
                        BrokenEmbedded.all())
                .flatMap(List::stream)
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> rejected() {
        return all().stream()
                .map(store -> DynamicTest.dynamicTest(
                        store.kind() + ": " + store.clause() + " " + store.defect(), () -> rejected(store)));
    }

    private static void rejected(BrokenStore store) {
        long started = System.nanoTime();
        int rejected = 0;
        List<String> otherwise = new ArrayList<>();
        for (int run = 0; run < REPEAT; run++) {
            List<String> found = new ArrayList<>();
            boolean isRejected = false;
            for (int attempt = 0; attempt < TRIES && !isRejected; attempt++) {
                isRejected = isRejected(store, found);
            }
            rejected += isRejected ? 1 : 0;
            otherwise.addAll(found);
        }
        System.out.printf(
                "rejected %d of %d in %d ms: %s, %s, %s%n",
                rejected,
                REPEAT,
                (System.nanoTime() - started) / 1_000_000,
                store.kind(),
                store.clause(),
                store.defect());
        assertEquals(REPEAT, rejected, store.defect() + "; otherwise found: " + otherwise);
    }

    private static boolean isRejected(BrokenStore store, List<String> otherwise) {
        ConformanceRun run = new ConformanceRun(store.subject().get().subject(), NORMAL);
        try {
            Iterator<CheckResult> results = Stream.of(CheckGroup.values())
                    .flatMap(group -> run.results(group, check -> check.title().contains(store.check())))
                    .iterator();
            assertTrue(results.hasNext(), store.check());
            while (results.hasNext()) {
                CheckResult result = results.next();
                if (result.status() == Status.FAILED && result.broken().isPresent()) {
                    if (result.broken().get() == store.clause()) {
                        assertTrue(result.detail().startsWith(store.clause() + " "), result.detail());
                        return true;
                    }
                    otherwise.add(result.check().title() + ": " + result.detail());
                }
            }
            return false;
        } finally {
            run.closeStores();
        }
    }

    @Test
    @DisplayName("each kind with two stores at least")
    void twoOfEachKind() {
        Map<String, Long> kinds =
                all().stream().collect(Collectors.groupingBy(BrokenStore::kind, TreeMap::new, Collectors.counting()));
        kinds.forEach((kind, count) -> assertTrue(count >= 2, kind + ": " + count));
    }
}
