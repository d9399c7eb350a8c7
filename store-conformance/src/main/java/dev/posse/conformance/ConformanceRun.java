package dev.posse.conformance;

import dev.posse.conformance.Result.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/** One run of the kit on one store. */
final class ConformanceRun {

    private final StoreConformance subject;
    private final OpenStores stores;
    private final Ledger ledger = new Ledger();
    private final Size size;
    private final long seed;
    private final String keyPrefix;
    private final List<Result> results = new ArrayList<>();

    ConformanceRun(StoreConformance subject) {
        this(subject, Size.named(System.getProperty("posse.conformance.size", "normal")));
    }

    ConformanceRun(StoreConformance subject, Size size) {
        this.subject = subject;
        this.stores = new OpenStores(subject);
        this.size = size;
        this.seed = Long.getLong("posse.conformance.seed", System.nanoTime() & 0xffff_ffffL);
        // The time keeps runs on one database apart; two runs never begin in one nanosecond of one machine's clock.
        this.keyPrefix = "kit/" + Long.toString(System.currentTimeMillis(), 36)
                + Long.toString(System.nanoTime() & 0xfffffL, 36);
    }

    /** The chapter as JUnit runs it. */
    Stream<DynamicNode> chapter(Chapter chapter) {
        requireGapsOptional();
        return chapter.checks().stream().map(check ->
                (DynamicNode) DynamicTest.dynamicTest(check.displayName(), () -> toJUnit(execute(chapter, check))));
    }

    private void requireGapsOptional() {
        for (Clause clause : subject.declaredGaps().keySet()) {
            boolean optional = Stream.of(Chapter.values())
                    .flatMap(chapter -> chapter.checks().stream())
                    .anyMatch(check -> check.clause() == clause && check.label() == Check.Label.OPTIONAL);
            if (!optional) {
                throw new IllegalStateException(clause + " " + clause.title()
                        + " has no optional check: a store that lacks it does not conform");
            }
        }
    }

    /** Makes one check. */
    Result execute(Chapter chapter, Check check) {
        Bench bench = new Bench(subject, stores, ledger, size, keyPrefix + "/" + results.size(), seed + results.size());
        long started = System.nanoTime();
        Calls.End end = Calls.within(() -> check.body().run(bench), size.checkLimit());
        Duration took = Duration.ofNanos(System.nanoTime() - started);
        Result result = judge(chapter, check, end, bench.figures(), took);
        results.add(result);
        if (end.stuckAt() != null) {
            // What hangs in the old store must not hang in the next check.
            closeStores();
        }
        return result;
    }

    private Result judge(Chapter chapter, Check check, Calls.End end, Map<String, String> figures, Duration took) {
        List<StackTraceElement> stuckAt = end.stuckAt();
        Throwable thrown = end.thrown();
        if (stuckAt != null) {
            return new Result(
                    chapter,
                    check,
                    failed(check),
                    Optional.of(Clause.S15),
                    Failures.hanging(stuckAt, size),
                    figures,
                    took);
        }
        if (thrown == null) {
            return new Result(chapter, check, Status.PASSED, Optional.empty(), "", figures, took);
        }
        if (thrown instanceof NotApplicable) {
            String reason = String.valueOf(thrown.getMessage());
            return new Result(chapter, check, Status.NOT_APPLICABLE, Optional.empty(), reason, figures, took);
        }
        Clause broken = thrown instanceof ClauseBroken failure ? failure.clause() : check.clause();
        String gap = subject.declaredGaps().getOrDefault(check.clause(), "");
        String detail = (failed(check) == Status.DECLARED_GAP ? gap + ". " : "") + Failures.described(check, thrown);
        return new Result(chapter, check, failed(check), Optional.of(broken), detail, figures, took);
    }

    private Status failed(Check check) {
        boolean declared =
                check.label() == Check.Label.OPTIONAL && subject.declaredGaps().containsKey(check.clause());
        return declared ? Status.DECLARED_GAP : Status.FAILED;
    }

    private static void toJUnit(Result result) {
        switch (result.status()) {
            case PASSED -> {}
            case FAILED -> throw new AssertionError(result.detail());
            case DECLARED_GAP -> Assumptions.abort("declared gap: " + result.detail());
            case NOT_APPLICABLE -> Assumptions.abort("not applicable: " + result.detail());
        }
    }

    List<Result> results() {
        return List.copyOf(results);
    }

    /** Closes what is open. What is opened later may be on another database. */
    void closeStores() {
        stores.close();
        ledger.clear();
    }

    Report result() {
        return new Report(subject.getClass().getName(), size, seed, ledger.fitness(), results());
    }

    /** Prints and writes what was found out. */
    void report() throws IOException {
        closeStores();
        if (results.isEmpty()) {
            return;
        }
        Report report = result();
        Path directory = Path.of(System.getProperty("posse.conformance.reports", "target/posse-conformance"));
        System.out.println(report.text() + "  " + HtmlReport.write(report, directory));
    }
}
