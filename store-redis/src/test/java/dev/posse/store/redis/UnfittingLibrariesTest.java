package dev.posse.store.redis;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Versions of Lettuce and Netty that do not fit: opening says which stand there and what to set")
class UnfittingLibrariesTest {

    /** With all classes of the class path but one. */
    private static final class WithoutOne extends URLClassLoader {

        private final String missing;

        WithoutOne(String missing) {
            super(classPath(), ClassLoader.getPlatformClassLoader());
            this.missing = missing;
        }

        private static URL[] classPath() {
            return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                    .map(WithoutOne::url)
                    .toArray(URL[]::new);
        }

        private static URL url(String entry) {
            try {
                return Path.of(entry).toUri().toURL();
            } catch (java.net.MalformedURLException e) {
                throw new IllegalArgumentException(e);
            }
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.equals(missing)) {
                throw new ClassNotFoundException(name);
            }
            return super.findClass(name);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.lettuce.core.RedisURI$Builder",
                "io.lettuce.core.RedisCredentials",
                "io.lettuce.core.resource.DefaultClientResources",
                "io.netty.resolver.dns.DnsNameResolverBuilder",
                "io.netty.channel.nio.NioEventLoopGroup"
            })
    void oneClassIsMissing(String missing) throws Exception {
        try (WithoutOne classes = new WithoutOne(missing)) {
            Method open = classes.loadClass(RedisStore.class.getName()).getMethod("open", String.class);

            Throwable heard = assertThrows(
                            InvocationTargetException.class, () -> open.invoke(null, "redis://a:b@127.0.0.1:1"))
                    .getCause();

            assertInstanceOf(IllegalStateException.class, heard);
            String said = String.valueOf(heard.getMessage());
            for (String told : new String[] {"Lettuce", "Netty", "lettuce.version", "netty.version"}) {
                assertTrue(said.contains(told), said);
            }
        }
    }
}
