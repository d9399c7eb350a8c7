package dev.posse.browser;

import java.util.Locale;

/** Which colours the browser's user likes. */
public enum Scheme {
    /** Dark letters on a light ground. */
    LIGHT,
    /** Light letters on a dark ground. */
    DARK;

    /** {@return the value of {@code prefers-color-scheme}} */
    public String value() {
        return name().toLowerCase(Locale.ROOT);
    }
}
