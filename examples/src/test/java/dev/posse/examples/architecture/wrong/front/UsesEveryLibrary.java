package dev.posse.examples.architecture.wrong.front;

import com.couchbase.client.java.Cluster;
import com.couchbase.mock.CouchbaseMock;
import io.javalin.Javalin;
import io.lettuce.core.RedisClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import me.tongfei.progressbar.ProgressBar;
import net.spy.memcached.MemcachedClient;
import org.HdrHistogram.Histogram;
import org.commonmark.parser.Parser;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.Assertions;
import org.openqa.selenium.WebDriver;
import org.springframework.core.Ordered;
import picocli.CommandLine;
import tools.jackson.databind.ObjectMapper;

/** Sees each library from where none of them belongs. */
final class UsesEveryLibrary {
    List<Class<?>> all() {
        return List.of(
                Cluster.class,
                CouchbaseMock.class,
                RedisClient.class,
                MeterRegistry.class,
                ProgressBar.class,
                MemcachedClient.class,
                Histogram.class,
                Assertions.class,
                Javalin.class,
                Parser.class,
                QueuedThreadPool.class,
                WebDriver.class,
                Ordered.class,
                CommandLine.class,
                ObjectMapper.class);
    }
}
