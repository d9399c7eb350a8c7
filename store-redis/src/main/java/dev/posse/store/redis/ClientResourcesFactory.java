package dev.posse.store.redis;

import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.handler.flush.FlushConsolidationHandler;
import java.util.concurrent.TimeUnit;

/** The client's threads and what belongs to them. */
final class ClientResourcesFactory {

    /** Writes that may share a flush before one is forced, the number that Netty recommends. */
    private static final int MOST_WRITES_PER_FLUSH = 256;

    private ClientResourcesFactory() {}

    /** Without the recorder of latencies, on by default: it takes a share of each command, and nobody reads it. */
    static ClientResources own() {
        return DefaultClientResources.builder()
                .commandLatencyRecorder(CommandLatencyRecorder.disabled())
                .nettyCustomizer(coalescing(new NettyCustomizer() {}))
                .build();
    }

    /** The application's own threads, timer and address resolution, with our way to flush. */
    static ClientResources sharedWith(ClientResources application) {
        // Not mutate(): what it makes would end the application's threads when it is shut down itself.
        return DefaultClientResources.builder()
                .eventLoopGroupProvider(application.eventLoopGroupProvider())
                .eventExecutorGroup(application.eventExecutorGroup())
                .timer(application.timer())
                .eventBus(application.eventBus())
                .commandLatencyRecorder(application.commandLatencyRecorder())
                .addressResolverGroup(application.addressResolverGroup())
                .socketAddressResolver(application.socketAddressResolver())
                .tracing(application.tracing())
                .nettyCustomizer(coalescing(application.nettyCustomizer()))
                .build();
    }

    static void release(ClientResources resources) {
        resources.shutdown(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }

    /** Under load the commands of many callers leave in one system call instead of one each. */
    private static NettyCustomizer coalescing(NettyCustomizer before) {
        return new NettyCustomizer() {
            @Override
            public void afterBootstrapInitialized(Bootstrap bootstrap) {
                before.afterBootstrapInitialized(bootstrap);
            }

            @Override
            public void afterChannelInitialized(Channel channel) {
                before.afterChannelInitialized(channel);
                channel.pipeline().addFirst(new FlushConsolidationHandler(MOST_WRITES_PER_FLUSH, true));
            }
        };
    }
}
