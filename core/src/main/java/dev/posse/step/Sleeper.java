package dev.posse.step;

import java.time.Duration;

/** How a node waits. */
@FunctionalInterface
public interface Sleeper {

    /**
     * Waits. An interrupted thread returns at once and stays interrupted.
     *
     * @param duration how long
     */
    void pause(Duration duration);
}
