package dev.posse.shop;

import org.jspecify.annotations.Nullable;

/**
 * Who asks. A real shop takes it from the session of somebody who has logged in, and never from the body; this one believes a
 * header, so that it can be tried with curl.
 */
final class Session {

    /** The header that stands for a login. */
    static final String CUSTOMER = "Customer";

    private Session() {}

    static String account(String customer) {
        return Keys.id(customer);
    }

    static String campaign(@Nullable String campaign) {
        if (campaign == null) {
            throw new IllegalArgumentException("The body names no campaign");
        }
        return campaign;
    }
}
