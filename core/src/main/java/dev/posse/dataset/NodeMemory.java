package dev.posse.dataset;

/**
 * What one node remembers of the data set: to notice when it falls back, what it has told its callers, and how far it has seen
 * the campaigns come; and to save reads, what it wrote last, and the pages of the directory that do not change any more.
 *
 * <p>Bounded, whatever callers choose: some 60 MB together, and 300 bytes of each campaign that the directory lists.
 *
 * @param highest how far the campaigns have come
 * @param sales what buyers were told
 * @param bookings what holders of accounts were told
 * @param recent what it wrote last
 * @param fullPages of the directory
 * @param slots that could not be read where a campaign sells next
 */
public record NodeMemory(
        HighestSeen highest,
        ReportedSales sales,
        ReportedBookings bookings,
        RecentDocuments recent,
        FullPages fullPages,
        UnreadableSlots slots) {

    /** Makes an empty memory. */
    public NodeMemory() {
        this(
                new HighestSeen(),
                new ReportedSales(),
                new ReportedBookings(),
                new RecentDocuments(),
                new FullPages(),
                new UnreadableSlots());
    }

    /** Begins anew: a person has confirmed the data set as it is. */
    public void forget() {
        highest.forget();
        sales.forget();
        bookings.forget();
        recent.forget();
        fullPages.forget();
        slots.forget();
    }
}
