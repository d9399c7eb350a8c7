package dev.posse;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Those of one node who have settled their sales move the campaign one after the other: whoever races is refused, and has to read
 * and write again. It is a courtesy and no law. Where the store is slow to answer nobody waits for another one's time-out: after
 * {@value #PATIENCE_MILLIS} ms each goes on without a turn.
 */
final class CampaignTurns {

    static final long PATIENCE_MILLIS = 50;

    /** Campaigns that share a turn wait for each other now and then, and that is all. */
    private static final int TURNS = 1_024;

    private final Lock[] turns = new Lock[TURNS];

    CampaignTurns() {
        Arrays.setAll(turns, turn -> new ReentrantLock(true));
    }

    <R> R taken(String campaign, Supplier<R> move) {
        Lock turn = turns[Math.floorMod(campaign.hashCode(), TURNS)];
        boolean isMine = isTaken(turn);
        try {
            return move.get();
        } finally {
            if (isMine) {
                turn.unlock();
            }
        }
    }

    private static boolean isTaken(Lock turn) {
        try {
            return turn.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            // Its sale is decided, and is settled all the same (S16).
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
