package dev.posse.conformance;

import dev.posse.conformance.CheckResult.Status;
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
    private final AcknowledgedWrites acknowledgedWrites = new AcknowledgedWrites();
    private final RunSize size;
    private final long seed;
    private final String keyPrefix;
    private final List<CheckResult> results = new ArrayList<>();

    ConformanceRun(StoreConformance subject) {
        this(subject, RunSize.named(System.getProperty("posse.conformance.size", "normal")));
    }

    ConformanceRun(StoreConformance subject, RunSize size) {
        this.subject = subject;
        this.stores = new OpenStores(subject);
        this.size = size;
        this.seed = Long.getLong("posse.conformance.seed", System.nanoTime() & 0xffff_ffffL);
        // The time keeps runs on one database apart; two runs never begin in one nanosecond of one machine's clock.
        this.keyPrefix = "kit/" + Long.toString(System.currentTimeMillis(), 36)
                + Long.toString(System.nanoTime() & 0xfffffL, 36);
    }

    /** The group as JUnit runs it. */
    Stream<DynamicNode> tests(CheckGroup group) {
        requireGapsOptional();
        return group.checks().stream().map(check ->
                (DynamicNode) DynamicTest.dynamicTest(check.displayName(), () -> toJUnit(execute(group, check))));
    }

    private void requireGapsOptional() {
        for (Clause clause : subject.declaredGaps().keySet()) {
            boolean optional = Stream.of(CheckGroup.values())
                    .flatMap(group -> group.checks().stream())
                    .anyMatch(check -> check.clause() == clause && check.label() == Check.Label.OPTIONAL);
            if (!optional) {
                throw new IllegalStateException(clause + " " + clause.title()
                        + " has no optional check: a store that lacks it does not conform");
            }
        }
    }

    /** Makes one check. */
    CheckResult execute(CheckGroup group, Check check) {
        CheckContext context = new CheckContext(
                subject, stores, acknowledgedWrites, size, keyPrefix + "/" + results.size(), seed + results.size());
        long started = System.nanoTime();
        BoundedCall.End end = BoundedCall.within(() -> check.body().run(context), size.checkLimit());
        Duration took = Duration.ofNanos(System.nanoTime() - started);
        CheckResult result = resultOf(group, check, end, context.figures(), took);
        results.add(result);
        if (end.stuckAt() != null) {
            // What hangs in the old store must not hang in the next check.
            closeStores();
        }
        return result;
    }

    private CheckResult resultOf(
            CheckGroup group, Check check, BoundedCall.End end, Map<String, String> figures, Duration took) {
        List<StackTraceElement> stuckAt = end.stuckAt();
        Throwable thrown = end.thrown();
        if (stuckAt != null) {
            return new CheckResult(
                    group,
                    check,
                    failed(check),
                    Optional.of(Clause.S15),
                    FailureText.hanging(stuckAt, size),
                    figures,
                    took);
        }
        if (thrown == null) {
            return new CheckResult(group, check, Status.PASSED, Optional.empty(), "", figures, took);
        }
        if (thrown instanceof NotApplicable) {
            String reason = String.valueOf(thrown.getMessage());
            return new CheckResult(group, check, Status.NOT_APPLICABLE, Optional.empty(), reason, figures, took);
        }
        Clause broken = thrown instanceof ClauseBroken failure ? failure.clause() : check.clause();
        String gap = subject.declaredGaps().getOrDefault(check.clause(), "");
        String detail = (failed(check) == Status.DECLARED_GAP ? gap + ". " : "") + FailureText.described(check, thrown);
        return new CheckResult(group, check, failed(check), Optional.of(broken), detail, figures, took);
    }

    private Status failed(Check check) {
        boolean declared =
                check.label() == Check.Label.OPTIONAL && subject.declaredGaps().containsKey(check.clause());
        return declared ? Status.DECLARED_GAP : Status.FAILED;
    }

    private static void toJUnit(CheckResult result) {
        switch (result.status()) {
            case PASSED -> {}
            case FAILED -> throw new AssertionError(result.detail());
            case DECLARED_GAP -> Assumptions.abort("declared gap: " + result.detail());
            case NOT_APPLICABLE -> Assumptions.abort("not applicable: " + result.detail());
        }
    }

    List<CheckResult> results() {
        return List.copyOf(results);
    }

    /** Closes what is open. What is opened later may be on another database. */
    void closeStores() {
        stores.close();
        acknowledgedWrites.clear();
    }

    ConformanceReport result() {
        return new ConformanceReport(subject.getClass().getName(), size, seed, acknowledgedWrites.fitness(), results());
    }

    /** Prints and writes what was found out. */
    void report() throws IOException {
        closeStores();
        if (results.isEmpty()) {
            return;
        }
        ConformanceReport report = result();
        Path directory = Path.of(System.getProperty("posse.conformance.reports", "target/posse-conformance"));
        System.out.println(report.text() + "  " + HtmlReport.write(report, directory));
    }
}
