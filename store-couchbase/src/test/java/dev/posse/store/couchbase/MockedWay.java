package dev.posse.store.couchbase;

import com.couchbase.mock.memcached.protocol.CommandCode;
import com.couchbase.mock.memcached.protocol.ErrorCode;
import dev.posse.conformance.fault.Fault;
import dev.posse.conformance.fault.FaultProxy;
import dev.posse.conformance.fault.FaultyConnection;
import dev.posse.conformance.fault.SentCount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;

/** A way from one client to the mock that can be broken, while other clients of the mock stay whole. */
final class MockedWay implements FaultyConnection {

    private final MockCluster mock;
    private final PortRewriter rewriter;
    private final FaultProxy proxy;

    private MockedWay(MockCluster mock, PortRewriter rewriter, FaultProxy proxy) {
        this.mock = mock;
        this.rewriter = rewriter;
        this.proxy = proxy;
    }

    static MockedWay to(MockCluster mock) {
        try {
            PortRewriter rewriter = new PortRewriter(mock.port(), mock.managerPort());
            FaultProxy proxy = FaultProxy.to("127.0.0.1", rewriter.port());
            rewriter.show(proxy.port());
            return new MockedWay(mock, rewriter, proxy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String uri(String settings) {
        // Port 1 for the manager: when the key-value port is slow the client asks the manager for the cluster map, and
        // would get the ports that lead past the proxy.
        return mock.uri(proxy.port(), 1, settings);
    }

    /** Refuses requests of one kind with a status that the mock does not know; nothing is done. */
    void refuse(CommandCode command, int status, int times) {
        rewriter.reword((byte) command.cc(), status);
        mock.refuse(command, ErrorCode.EINVAL, times);
    }

    /** Lets the cluster map name a manager, which listens on the loopback interface. */
    void showManager(int port) {
        rewriter.showManager(port);
    }

    @Override
    public Set<Fault> faults() {
        return proxy.faults();
    }

    @Override
    public Optional<SentCount> count(byte[] content) {
        return proxy.count(content);
    }

    @Override
    public void inject(Fault fault) {
        proxy.inject(fault);
    }

    @Override
    public void mend() {
        rewriter.rewordNothing();
        mock.refuseNothing();
        proxy.mend();
    }

    @Override
    public void close() {
        proxy.close();
        try {
            rewriter.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
