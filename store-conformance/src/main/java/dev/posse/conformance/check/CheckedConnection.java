package dev.posse.conformance.check;

import dev.posse.conformance.fault.Fault;
import dev.posse.conformance.fault.FaultyConnection;
import dev.posse.conformance.fault.SentCount;
import java.util.Optional;
import java.util.Set;

/** The connection as the checks see it: what it throws is told from what a store throws. */
final class CheckedConnection implements FaultyConnection {

    private final FaultyConnection connection;

    CheckedConnection(FaultyConnection connection) {
        this.connection = connection;
    }

    @Override
    public Set<Fault> faults() {
        return connection.faults();
    }

    @Override
    public Optional<SentCount> count(byte[] content) {
        return connection.count(content);
    }

    @Override
    public void inject(Fault fault) throws Exception {
        TestClassFailure.inCall("inject(" + fault + ")", () -> connection.inject(fault));
    }

    @Override
    public void inject(Fault fault, int afterAnswers) throws Exception {
        TestClassFailure.inCall("inject(" + fault + ")", () -> connection.inject(fault, afterAnswers));
    }

    @Override
    public void mend() throws Exception {
        TestClassFailure.inCall("mend()", connection::mend);
    }

    @Override
    public void close() {
        connection.close();
    }
}
