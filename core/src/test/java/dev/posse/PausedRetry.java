package dev.posse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A retry whose pauses take no time: they are written down, and a test may do something in them. */
abstract class PausedRetry {

    static final PurchaseRequest REQUEST =
            PurchaseRequest.of("alice", "drop").withPurchaseId("order-1").neverAskedBefore();

    final List<Duration> pauses = new ArrayList<>();
    Runnable inThePause = () -> {};
    long now;

    /** Each call takes no time, and each pause as long as it may, unless the jitter says otherwise. */
    PurchaseRetry within(Duration time, double jitter) {
        return new PurchaseRetry(
                time,
                () -> now,
                pause -> {
                    pauses.add(pause);
                    now += pause.toNanos();
                    inThePause.run();
                },
                () -> jitter);
    }
}
