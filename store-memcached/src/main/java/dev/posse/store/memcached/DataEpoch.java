package dev.posse.store.memcached;

/**
 * An epoch of one server's data, from a start to the moment when it forgot everything.
 *
 * <p>Two things tell epochs apart. The start is {@code time - uptime} of {@code stats}: the server derives both from one
 * tick, so that the difference neither wobbles by a second nor follows a clock that is set. The marker is an item with a
 * random value that the first client leaves on the server: it tells apart two starts within one second, or with a clock set
 * back, and it vanishes in a {@code flush_all}, which no start betrays. A warm restart ({@code -e}) keeps both, and the data.
 *
 * @param start in seconds since 1970, as the server's clock was when it started
 * @param marker the random value
 */
record DataEpoch(long start, String marker) {

    @Override
    public String toString() {
        return Long.toString(start, 36) + "." + marker;
    }
}
