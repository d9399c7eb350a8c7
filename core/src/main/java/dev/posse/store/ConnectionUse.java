package dev.posse.store;

/**
 * How many connections a store has, as far as it knows.
 *
 * @param inUse connections that a call has for itself just now
 * @param most how many calls may have one at the same time; more wait, and are refused if that takes too long
 */
public record ConnectionUse(int inUse, int most) {

    /** {@return whether the next call that needs a connection of its own has to wait for one} */
    public boolean isExhausted() {
        return inUse >= most;
    }
}
