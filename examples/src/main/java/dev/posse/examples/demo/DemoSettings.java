package dev.posse.examples.demo;

import java.time.Duration;

/**
 * What a run is to be like.
 *
 * @param nodes that work at the same time, from 1
 * @param accounts that buy, from 1
 * @param campaigns that sell, from 1
 * @param capacity slots of each campaign, from 1
 * @param buyers that are at work at the same time, each a thread, from 1
 * @param killRate nodes killed per second, 0 for none
 * @param stopRate nodes per second that stand still for a while, 0 for none
 * @param patrolRate patrols per second of each campaign, over the cluster
 * @param lostAnswers the share of writes whose answer is lost though their node lives, 0 to 0.5
 * @param latency the mean time a message takes to the store
 * @param duration after which nothing more is bought, if the slots last that long
 * @param pace purchases that buyers begin per second, all together; 0 for as many as they can
 * @param seed of all random choices but those of the thread scheduler
 */
record DemoSettings(
        int nodes,
        int accounts,
        int campaigns,
        long capacity,
        int buyers,
        double killRate,
        double stopRate,
        double patrolRate,
        double lostAnswers,
        Duration latency,
        Duration duration,
        double pace,
        long seed) {

    /** Without a pace: as fast as they can. */
    DemoSettings(
            int nodes,
            int accounts,
            int campaigns,
            long capacity,
            int buyers,
            double killRate,
            double stopRate,
            double patrolRate,
            double lostAnswers,
            Duration latency,
            Duration duration,
            long seed) {
        this(
                nodes,
                accounts,
                campaigns,
                capacity,
                buyers,
                killRate,
                stopRate,
                patrolRate,
                lostAnswers,
                latency,
                duration,
                0,
                seed);
    }

    DemoSettings {
        requireFromOne("nodes", nodes);
        requireFromOne("accounts", accounts);
        requireFromOne("campaigns", campaigns);
        requireFromOne("capacity", capacity);
        requireFromOne("buyers", buyers);
        if (!(killRate >= 0 && killRate <= 100)) {
            throw new IllegalArgumentException("--kill-rate is 0 to 100 nodes per second, not " + killRate);
        }
        if (!(stopRate >= 0 && stopRate <= 100)) {
            throw new IllegalArgumentException("--stop-rate is 0 to 100 nodes per second, not " + stopRate);
        }
        if (!(patrolRate > 0 && patrolRate <= 1000)) {
            throw new IllegalArgumentException(
                    "--patrol-rate is above 0 and at most 1000 per second, not " + patrolRate);
        }
        if (!(pace >= 0 && pace <= 100_000)) {
            throw new IllegalArgumentException("--pace is 0 to 100000 purchases per second, not " + pace);
        }
        if (!(lostAnswers >= 0 && lostAnswers <= 0.5)) {
            throw new IllegalArgumentException("--lost-answers is 0 to 0.5, not " + lostAnswers);
        }
    }

    long slots() {
        return campaigns * capacity;
    }

    private static void requireFromOne(String what, long number) {
        if (number < 1) {
            throw new IllegalArgumentException("--" + what + " is at least 1, not " + number);
        }
    }
}
