package dev.posse.conformance.check;

import dev.posse.conformance.report.CheckDescription;
import dev.posse.conformance.report.CheckDescription.Label;
import dev.posse.conformance.report.CheckGroup;
import dev.posse.conformance.report.CheckResult;
import dev.posse.conformance.report.CheckResult.Status;
import dev.posse.conformance.report.Clause;
import dev.posse.conformance.report.ClauseBroken;
import dev.posse.conformance.report.ConformanceReport;
import dev.posse.store.StoreFitness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/** One run of the kit on one store. For one thread at a time. */
public final class ConformanceRun {

    private final StoreUnderTest subject;
    private final OpenStores stores;
    private final AcknowledgedWrites acknowledgedWrites = new AcknowledgedWrites();
    private final RunSize size;
    private final long seed;
    private final String keyPrefix;
    private final List<CheckResult> results = new ArrayList<>();
    private Optional<StoreFitness> fitness = Optional.empty();

    /**
     * Makes a run of the size that the system property names.
     *
     * @param subject to be checked
     */
    public ConformanceRun(StoreUnderTest subject) {
        this(subject, RunSize.named(System.getProperty("posse.conformance.size", "normal")));
    }

    /**
     * Makes a run.
     *
     * @param subject to be checked
     * @param size of the run
     */
    public ConformanceRun(StoreUnderTest subject, RunSize size) {
        this.subject = subject;
        this.stores = new OpenStores(subject);
        this.size = size;
        this.seed = Long.getLong("posse.conformance.seed", System.nanoTime() & 0xffff_ffffL);
        // The time keeps runs on one database apart; two runs never begin in one nanosecond of one machine's clock.
        this.keyPrefix = "kit/" + Long.toString(System.currentTimeMillis(), 36)
                + Long.toString(System.nanoTime() & 0xfffffL, 36);
    }

    /**
     * {@return the checks of the group as JUnit runs them}
     *
     * @param group of checks
     * @throws IllegalStateException if a gap is declared in a clause that has no optional check
     */
    public Stream<DynamicNode> tests(CheckGroup group) {
        requireGapsOptional();
        return CheckCatalog.of(group).stream().map(check -> (DynamicNode)
                DynamicTest.dynamicTest(check.description().displayName(), () -> toJUnit(execute(group, check))));
    }

    /**
     * {@return the results of the group's checks; each check is made when its result is asked for}
     *
     * @param group of checks
     */
    public Stream<CheckResult> results(CheckGroup group) {
        return CheckCatalog.of(group).stream().map(check -> execute(group, check));
    }

    private void requireGapsOptional() {
        for (Clause clause : subject.declaredGaps().keySet()) {
            boolean optional = CheckCatalog.all()
                    .map(Check::description)
                    .anyMatch(check -> check.clause() == clause && check.label() == Label.OPTIONAL);
            if (!optional) {
                throw new IllegalStateException(clause + " " + clause.title()
                        + " has no optional check: a store that lacks it does not conform");
            }
        }
    }

    private CheckResult execute(CheckGroup group, Check check) {
        CheckContext context = new CheckContext(
                subject, stores, acknowledgedWrites, size, keyPrefix + "/" + results.size(), seed + results.size());
        long started = System.nanoTime();
        BoundedCall.End end = BoundedCall.within(() -> check.body().run(context), size.checkLimit());
        Duration took = Duration.ofNanos(System.nanoTime() - started);
        CheckResult result = resultOf(group, check.description(), end, context.figures(), took);
        results.add(result);
        fitness = context.fitness().or(() -> fitness);
        if (end.stuckAt() != null) {
            // What hangs in the old store must not hang in the next check.
            closeStores();
        }
        return result;
    }

    private CheckResult resultOf(
            CheckGroup group, CheckDescription check, BoundedCall.End end, Map<String, String> figures, Duration took) {
        List<StackTraceElement> stuckAt = end.stuckAt();
        Throwable thrown = end.thrown();
        if (stuckAt != null) {
            String detail = FailureText.hanging(stuckAt, size);
            return new CheckResult(group, check, failed(check), Optional.of(Clause.S15), detail, figures, took);
        }
        if (thrown == null) {
            return new CheckResult(group, check, Status.PASSED, Optional.empty(), "", figures, took);
        }
        if (thrown instanceof NotApplicable) {
            String reason = String.valueOf(thrown.getMessage());
            return new CheckResult(group, check, Status.NOT_APPLICABLE, Optional.empty(), reason, figures, took);
        }
        if (thrown instanceof TestClassFailure) {
            String detail = FailureText.described(check.clause(), thrown);
            return new CheckResult(group, check, Status.FAILED, Optional.empty(), detail, figures, took);
        }
        String gap = subject.declaredGaps().getOrDefault(check.clause(), "");
        String detail = (failed(check) == Status.DECLARED_GAP ? gap + ". " : "")
                + FailureText.described(check.clause(), thrown);
        return new CheckResult(group, check, failed(check), Optional.of(broken(check, thrown)), detail, figures, took);
    }

    private static Clause broken(CheckDescription check, Throwable thrown) {
        if (thrown instanceof ClauseBroken failure) {
            return failure.clause();
        }
        return thrown instanceof WrongExceptionKind wrong ? wrong.clause() : check.clause();
    }

    private Status failed(CheckDescription check) {
        boolean declared =
                check.label() == Label.OPTIONAL && subject.declaredGaps().containsKey(check.clause());
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

    /** Closes what is open. What is opened later may be on another database. */
    public void closeStores() {
        stores.close();
        acknowledgedWrites.clear();
    }

    /**
     * {@return what was found out so far}
     */
    public ConformanceReport report() {
        return new ConformanceReport(subject.name(), size.name(), seed, fitness, results);
    }
}
