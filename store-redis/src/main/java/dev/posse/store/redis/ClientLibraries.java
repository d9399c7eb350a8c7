package dev.posse.store.redis;

import io.lettuce.core.RedisClient;
import io.netty.buffer.ByteBuf;
import java.util.function.Supplier;

/**
 * The versions of Lettuce and Netty with which the store was put together. They are the application's to choose, and often those that
 * its framework has chosen: Lettuce 6.6 to 7 on the Netty that each of them was made for.
 */
final class ClientLibraries {

    private ClientLibraries() {}

    /**
     * Opens something, and says what to set where the two do not fit: what is missing shows only when the first connection is made.
     *
     * @throws IllegalStateException if a class or a method is missing
     */
    static <T> T fitting(Supplier<T> opening) {
        try {
            return opening.get();
        } catch (LinkageError e) {
            throw new IllegalStateException(
                    "The Redis store cannot work with Lettuce " + versionOf(RedisClient.class) + " and Netty "
                            + versionOf(ByteBuf.class) + ", which stand on the class path (" + e
                            + "). Lettuce 6.6 to 6.8 goes"
                            + " with Netty 4.1 or 4.2, Lettuce 7 with Netty 4.2. Where Spring Boot manages the versions, leave"
                            + " the properties lettuce.version and netty.version as it sets them, or set both; elsewhere align"
                            + " io.lettuce:lettuce-core and io.netty:*.",
                    e);
        }
    }

    private static String versionOf(Class<?> type) {
        String version = type.getPackage().getImplementationVersion();
        return version == null ? "of unknown version" : version;
    }
}
