package dev.posse.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that a test moves. */
public final class FakeClock implements InstantSource {

    private volatile Instant now = Bench.NOON;

    @Override
    public Instant instant() {
        return now;
    }

    /** Moves it to a moment, also backwards. */
    public void set(Instant moment) {
        now = moment;
    }

    /** Moves it on. */
    public void pass(Duration time) {
        now = now.plus(time);
    }
}
