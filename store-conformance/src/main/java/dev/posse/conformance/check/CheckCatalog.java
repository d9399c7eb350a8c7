package dev.posse.conformance.check;

import dev.posse.conformance.report.CheckGroup;
import java.util.List;
import java.util.stream.Stream;

/** All checks, by group. */
final class CheckCatalog {

    private CheckCatalog() {}

    static List<Check> of(CheckGroup group) {
        return switch (group) {
            case ONE_THREAD -> oneThread();
            case CONCURRENCY -> both(TightRaces.checks(), ConcurrencyChecks.checks());
            case TWO_CLIENTS -> both(TwoClientChecks.checks(), ReplicaChecks.checks());
            case CALLERS -> callers();
            case HONEST_DOUBT -> HonestDoubtChecks.checks();
            case CHAINS -> chains();
            case PROTOCOL -> ProtocolChecks.checks();
            case DURABILITY -> DurabilityChecks.checks();
        };
    }

    private static List<Check> both(List<Check> some, List<Check> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private static List<Check> callers() {
        return Stream.of(CallerChecks.checks(), InterruptionChecks.checks(), ClosingChecks.checks())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Check> oneThread() {
        return Stream.of(
                        AddAndSwapChecks.checks(),
                        VersionChecks.checks(),
                        AnsweredVersionChecks.checks(),
                        KeyChecks.checks(),
                        ManyKeysChecks.checks(),
                        ValueChecks.checks(),
                        GetAllChecks.checks())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Check> chains() {
        return Stream.of(ChainChecks.checks(), ChainLimitChecks.checks(), ChainRaces.checks(), ChainFaults.checks())
                .flatMap(List::stream)
                .toList();
    }

    static Stream<Check> all() {
        return Stream.of(CheckGroup.values()).flatMap(group -> of(group).stream());
    }
}
