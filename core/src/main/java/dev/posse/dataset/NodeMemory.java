package dev.posse.dataset;

/**
 * What one node remembers of the data set, to notice when it falls back: what it has told its callers, and how far it has
 * seen the campaigns come.
 *
 * @param highest how far the campaigns have come
 * @param sales what buyers were told
 * @param bookings what holders of accounts were told
 */
public record NodeMemory(HighestSeen highest, ReportedSales sales, ReportedBookings bookings) {

    /** Makes an empty memory. */
    public NodeMemory() {
        this(new HighestSeen(), new ReportedSales(), new ReportedBookings());
    }

    /** Begins anew: a person has confirmed the data set as it is. */
    public void forget() {
        highest.forget();
        sales.forget();
        bookings.forget();
    }
}
