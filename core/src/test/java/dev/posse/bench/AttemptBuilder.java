package dev.posse.bench;

import dev.posse.purchase.Attempt;
import dev.posse.purchase.LastSeen;
import dev.posse.purchase.LockPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** An attempt in the making, with what most tests want of it. */
public record AttemptBuilder(
        String account,
        String campaign,
        String purchaseId,
        Optional<String> payload,
        OptionalLong maxPrice,
        long lastSeen,
        int slots,
        Attempt.Mode mode,
        Instant now,
        LockPolicy loginPolicy) {

    /** How old a lock is when it counts as old. */
    public static final Duration PATIENCE = Duration.ofSeconds(5);

    static AttemptBuilder of(String account, String campaign) {
        return new AttemptBuilder(
                account,
                campaign,
                "order-of-" + account,
                Optional.empty(),
                OptionalLong.empty(),
                0,
                1,
                Attempt.Mode.FIRST,
                Bench.NOON,
                LockPolicy.COMPLETE);
    }

    /** With this purchase id. */
    public AttemptBuilder id(String id) {
        return new AttemptBuilder(account, campaign, id, payload, maxPrice, lastSeen, slots, mode, now, loginPolicy);
    }

    /** In this campaign. */
    public AttemptBuilder in(String other) {
        return new AttemptBuilder(
                account, other, purchaseId, payload, maxPrice, lastSeen, slots, mode, now, loginPolicy);
    }

    /** With this payload. */
    public AttemptBuilder saying(String text) {
        return new AttemptBuilder(
                account, campaign, purchaseId, Optional.of(text), maxPrice, lastSeen, slots, mode, now, loginPolicy);
    }

    /** At this price at the most. */
    public AttemptBuilder atMost(long price) {
        return new AttemptBuilder(
                account,
                campaign,
                purchaseId,
                payload,
                OptionalLong.of(price),
                lastSeen,
                slots,
                mode,
                now,
                loginPolicy);
    }

    /** Trying so many slots. */
    public AttemptBuilder slots(int tries) {
        return new AttemptBuilder(
                account, campaign, purchaseId, payload, maxPrice, lastSeen, tries, mode, now, loginPolicy);
    }

    /** Asked again. */
    public AttemptBuilder again() {
        return new AttemptBuilder(
                account,
                campaign,
                purchaseId,
                payload,
                maxPrice,
                lastSeen,
                slots,
                Attempt.Mode.AGAIN,
                now,
                loginPolicy);
    }

    /** On a node that has seen the campaign at this slot. */
    public AttemptBuilder seen(long last) {
        return new AttemptBuilder(
                account, campaign, purchaseId, payload, maxPrice, last, slots, mode, now, loginPolicy);
    }

    /** So much after noon. */
    public AttemptBuilder after(Duration time) {
        return new AttemptBuilder(
                account,
                campaign,
                purchaseId,
                payload,
                maxPrice,
                lastSeen,
                slots,
                mode,
                Bench.NOON.plus(time),
                loginPolicy);
    }

    /** On a node where logins cancel. */
    public AttemptBuilder cancellingAtLogin() {
        return new AttemptBuilder(
                account, campaign, purchaseId, payload, maxPrice, lastSeen, slots, mode, now, LockPolicy.CANCEL);
    }

    public Attempt attempt(String attemptId, String node) {
        return new Attempt(
                account,
                campaign,
                purchaseId,
                payload,
                maxPrice,
                lastSeen,
                slots,
                mode,
                attemptId,
                node,
                now,
                PATIENCE,
                loginPolicy,
                LastSeen.NOTHING);
    }
}
