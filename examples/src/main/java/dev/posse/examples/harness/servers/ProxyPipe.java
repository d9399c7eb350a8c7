package dev.posse.examples.harness.servers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * One direction of one connection: what comes in goes out, as the fault at work allows.
 *
 * <p>It reads on while it holds, so that what the sender had sent is here and not lost with the sender.
 */
final class ProxyPipe {

    /** The most that is held; then it reads no more, and the sender has to wait as on any full connection. */
    private static final int MOST_HELD = 1 << 18;

    private static final int PIECE = 1 << 14;

    private final ActiveFault active;
    private final NetworkFault holding;
    private final InputStream in;
    private final OutputStream out;
    private final Runnable atEnd;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream(0);
    private boolean ended;
    private boolean lost;
    private boolean unheard;

    /**
     * Makes a flow.
     *
     * @param holding the fault that holds what flows here, which tells the direction too
     * @param atEnd what to do when the sender has ended and all has gone on its way
     */
    ProxyPipe(ActiveFault active, NetworkFault holding, InputStream in, OutputStream out, Runnable atEnd) {
        this.active = active;
        this.holding = holding;
        this.in = in;
        this.out = out;
        this.atEnd = atEnd;
    }

    /** Passes on until the sender ends. */
    void run() {
        byte[] piece = new byte[PIECE];
        try {
            int length;
            while ((length = in.read(piece)) >= 0) {
                active.delay();
                pass(piece, length);
            }
        } catch (IOException e) {
            // Reset by the sender, or by us in a cut: the end as well.
        } finally {
            end();
        }
    }

    /** Lets go of what was held, unless the next fault holds it again. */
    synchronized void release() {
        if (active.is(holding)) {
            return;
        }
        letGo();
        notifyAll();
        if (ended) {
            atEnd.run();
        }
    }

    /** Whether anything vanished here, after which nothing may pass any more. */
    synchronized boolean hasLost() {
        return lost;
    }

    private synchronized void pass(byte[] piece, int length) {
        if (active.is(holding)) {
            held.write(piece, 0, length);
            awaitRoom();
            return;
        }
        lost |= holding == NetworkFault.HOLD_ANSWERS && active.is(NetworkFault.SWALLOW_ANSWERS);
        if (!lost) {
            letGo();
            write(piece, length);
        }
    }

    private void awaitRoom() {
        try {
            while (held.size() > MOST_HELD) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void letGo() {
        if (held.size() > 0) {
            byte[] all = held.toByteArray();
            held.reset();
            write(all, all.length);
        }
    }

    private void write(byte[] bytes, int length) {
        if (unheard) {
            return;
        }
        try {
            out.write(bytes, 0, length);
        } catch (IOException e) {
            // The receiver has left. The sender is heard to its end all the
            // same: its other direction may hold something.
            unheard = true;
        }
    }

    private synchronized void end() {
        ended = true;
        if (held.size() == 0) {
            atEnd.run();
        }
    }
}
