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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/** One run of the kit on one store. For one thread at a time. */
public final class ConformanceRun {

    private static final int ATTEMPTS = 3;

    private final StoreUnderTest subject;
    private final OpenStores stores;
    private final AcknowledgedWrites acknowledgedWrites = new AcknowledgedWrites();
    private final LeftBehind leftBehind = new LeftBehind();
    private final RunSize size;
    private final long seed;
    private final String keyPrefix;
    private final Instant began = Instant.now();
    private int contexts;
    private boolean illegalVersionTold;
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

    /**
     * {@return the results of some of the group's checks; each check is made when its result is asked for}
     *
     * @param group of checks
     * @param wanted tells which
     */
    public Stream<CheckResult> results(CheckGroup group, Predicate<CheckDescription> wanted) {
        return CheckCatalog.of(group).stream()
                .filter(check -> wanted.test(check.description()))
                .map(check -> execute(group, check));
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
        long started = System.nanoTime();
        CheckContext context = context();
        Troubles.Counts before = stores.troubles().counts();
        BoundedCall.End end = made(check, context);
        for (int again = 1; again < ATTEMPTS && end.thrown() instanceof UnresolvedDoubt; again++) {
            context = context();
            end = made(check, context);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - started);
        Troubles.Counts troubles = stores.troubles().counts().since(before);
        if (troubles.any()) {
            context.figure("refusals met", troubles);
        }
        CheckResult result = environment(end, troubles)
                .map(detail -> new CheckResult(
                        group,
                        check.description(),
                        Status.ENVIRONMENT_FAILED,
                        Optional.empty(),
                        detail,
                        Map.of(),
                        took))
                .orElse(resultOf(group, check.description(), end, context.figures(), took));
        results.add(result);
        fitness = context.fitness().or(() -> fitness);
        if (end.stuckAt() != null) {
            // What hangs in the old store must not hang in the next check.
            closeStores();
        }
        return result;
    }

    private CheckContext context() {
        contexts++;
        return new CheckContext(
                subject, stores, acknowledgedWrites, leftBehind, size, keyPrefix + "/" + contexts, seed + contexts);
    }

    private BoundedCall.End made(Check check, CheckContext context) {
        return BoundedCall.within(
                () -> check.body().run(context), size.checkLimit(), size.longestCheck(), stores.progress()::get);
    }

    /** What is to be said if the environment, and not the store, kept the check from finding anything out. */
    private static Optional<String> environment(BoundedCall.End end, Troubles.Counts troubles) {
        if (end.thrown() instanceof UnresolvedDoubt doubt) {
            return Optional.of(
                    "The environment: " + ATTEMPTS + " attempts at it ended in doubt: " + doubt.getMessage());
        }
        return end.thrown() == null && end.stuckAt() == null && troubles.tooMany()
                ? Optional.of("The environment: " + troubles + "; what passes under that says little")
                : Optional.empty();
    }

    private CheckResult resultOf(
            CheckGroup group, CheckDescription check, BoundedCall.End end, Map<String, String> figures, Duration took) {
        List<StackTraceElement> stuckAt = end.stuckAt();
        Throwable thrown = end.thrown();
        if (stuckAt != null && end.went()) {
            String detail = "Ran out of time: calls went on to the end of "
                    + size.longestCheck().toSeconds() + " s, and the check was not through";
            return new CheckResult(group, check, Status.OUT_OF_TIME, Optional.empty(), detail, figures, took);
        }
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
        if (thrown instanceof WrongExceptionKind wrong && wrong.isOfVersion()) {
            if (illegalVersionTold) {
                String reason = "the store makes versions that are none, as is told once under S5";
                return new CheckResult(group, check, Status.NOT_APPLICABLE, Optional.empty(), reason, figures, took);
            }
            illegalVersionTold = true;
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
            case OUT_OF_TIME, ENVIRONMENT_FAILED -> Assumptions.abort(result.detail());
            case NOT_APPLICABLE -> Assumptions.abort("not applicable: " + result.detail());
        }
    }

    /** Closes what is open. What is opened later may be on another database. */
    public void closeStores() {
        stores.close();
        acknowledgedWrites.clear();
        leftBehind.clear();
    }

    /**
     * {@return what was found out so far}
     */
    public ConformanceReport report() {
        return new ConformanceReport(
                subject.name(), KitVersions.of(stores.storeClass()), began, size.name(), seed, fitness, results);
    }
}
