package dev.posse.store.couchbase;

import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The database that a test class works on: a mock of its own, or in the build's second run of the same classes a real
 * server, as {@link RealServer} finds it.
 *
 * @param uri of the database, to which settings can be appended with an ampersand
 * @param mock if it is one
 * @param release ends what was started
 */
record Target(String uri, Optional<MockCluster> mock, Runnable release) implements AutoCloseable {

    /** The build sets it in its second run. */
    private static final boolean REAL = Boolean.getBoolean("posse.couchbase.real");

    static Target start() {
        if (REAL) {
            return new Target(RealServer.uri(), Optional.empty(), () -> {});
        }
        MockCluster mock = MockCluster.start();
        return new Target(mock.uri(""), Optional.of(mock), mock::close);
    }

    CouchbaseStore open(String settings) {
        return CouchbaseStore.open(settings.isEmpty() ? uri : uri + "&" + settings);
    }

    @Override
    public void close() {
        release.run();
    }

    /** Marks a test as skipped, loudly, where it is to run on a real server and there is none. */
    static final class Present implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (!REAL) {
                return ConditionEvaluationResult.enabled("on the mock");
            }
            return RealServer.whyNot()
                    .map(ConditionEvaluationResult::disabled)
                    .orElseGet(() -> ConditionEvaluationResult.enabled("on a real server"));
        }
    }
}
