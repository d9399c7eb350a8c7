package dev.posse.examples.servers;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The strike that is on, if any: one at a time. */
final class Struck {

    private final Set<Strike> possible;
    private @Nullable Strike strike;
    private @Nullable ServerProcess victim;

    Struck(Set<Strike> possible) {
        // In the order of the enum, so that a seed chooses the same in every JVM.
        this.possible = Collections.unmodifiableSet(EnumSet.copyOf(possible));
    }

    Set<Strike> possible() {
        return possible;
    }

    void require(Strike next) {
        if (!possible.contains(next)) {
            throw new IllegalArgumentException("This database does not take " + next + ", only " + possible);
        }
        if (strike != null) {
            throw new IllegalStateException(strike + " is on and to be mended before " + next);
        }
    }

    /** Stops or kills the victim, and says so. */
    String begin(Strike next, ServerProcess server) {
        String said = server.toString();
        strike = next;
        victim = server;
        if (next == Strike.STOP) {
            server.stop();
            return "SIGSTOP of " + said;
        }
        server.kill();
        return "SIGKILL of " + said;
    }

    /** What to do with the victim of a strike. */
    @FunctionalInterface
    interface Mending {
        void mend(Strike strike, ServerProcess victim);
    }

    /** Mends if there is something to mend; it stays to be mended if that fails. */
    void end(Mending mending) {
        Strike last = strike;
        ServerProcess server = victim;
        if (last != null && server != null) {
            mending.mend(last, server);
            strike = null;
            victim = null;
        }
    }
}
