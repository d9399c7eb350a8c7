package dev.posse;

import java.util.List;
import java.util.Objects;

/**
 * What {@link Posse#confirm} has overruled.
 *
 * @param overruled what spoke against selling on the data set, in sentences; none if there was nothing to confirm, and then
 *     nothing was written
 */
public record Confirmation(List<String> overruled) {

    /**
     * Makes the value.
     *
     * @param overruled in sentences
     */
    public Confirmation {
        Objects.requireNonNull(overruled, "overruled");
        overruled.forEach(each -> Objects.requireNonNull(each, "overruled holds null"));
        overruled = List.copyOf(overruled);
    }

    /** {@return whether there was nothing to confirm} */
    public boolean isNothing() {
        return overruled.isEmpty();
    }
}
