package dev.posse.examples.harness.processes;

import dev.posse.examples.harness.workload.Pause;
import dev.posse.examples.harness.workload.StoreOutage;
import dev.posse.examples.harness.workload.Storefront;
import dev.posse.examples.harness.workload.Storefront.Booking;
import dev.posse.examples.harness.workload.Workload;
import java.time.Duration;

/**
 * A payment provider that tells of the same payment again and again, also hundreds of payments later: each is booked once, as the
 * books show at the end.
 */
final class RepeatedDeposits implements Runnable {

    /** Many times what an account keeps in itself. */
    private static final int MANY = 100;

    private static final Duration BETWEEN = Duration.ofMillis(5);

    private final Workload workload;
    private final Storefront storefront;
    private final RunMetrics metrics;
    private final String account;

    RepeatedDeposits(Workload workload, Storefront storefront, RunMetrics metrics) {
        this.workload = workload;
        this.storefront = storefront;
        this.metrics = metrics;
        this.account = workload.accounts().get(0);
    }

    @Override
    public void run() {
        for (int number = 0; workload.isOpen(); number++) {
            book(number);
            if (number > 0 && number % MANY == 0) {
                // The first of all, and one of a hundred payments ago.
                book(0);
                book(number - MANY);
                metrics.asked.add("a deposit again after hundreds of others");
            }
        }
    }

    /** Told until it is confirmed: the provider does not give up. */
    private void book(int number) {
        String id = workload.run() + "-payment-" + number;
        long end = System.nanoTime() + StoreOutage.LONGEST.toNanos();
        while (storefront.deposit(account, id, 1 + number % 7) != Booking.BOOKED) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException(
                        "The payment " + id + " was not confirmed within " + StoreOutage.LONGEST);
            }
            Pause.of(BETWEEN);
        }
        Pause.of(BETWEEN);
    }
}
