package dev.posse.store.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;

/**
 * Notices of the server's that it will be moved, which Lettuce 7 listens to and Lettuce 6 does not know. A class of its own, and
 * linked only where the client has them: a mention in {@link Options} would keep the store from opening on Lettuce 6.
 */
final class MaintenanceNotices {

    private static final boolean KNOWN = isThere("io.lettuce.core.MaintNotificationsConfig");

    private MaintenanceNotices() {}

    /** Announced maintenance would move the connection under our feet; a cut is something we know how to take. */
    static ClientOptions.Builder ignoredIn(ClientOptions.Builder options) {
        return KNOWN ? Lettuce7.ignoredIn(options) : options;
    }

    static boolean isThere(String type) {
        try {
            Class.forName(type, false, ClientOptions.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static final class Lettuce7 {
        static ClientOptions.Builder ignoredIn(ClientOptions.Builder options) {
            return options.maintNotificationsConfig(MaintNotificationsConfig.disabled());
        }
    }
}
