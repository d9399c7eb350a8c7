package dev.posse.document;

/**
 * Whose a lock or a claim is (law A1). All three count: attempt ids are random, and two of them may be equal by bad luck or a
 * bad source.
 *
 * @param account the buyer's
 * @param purchaseId the buyer's idempotency key
 * @param attemptId the driver's own id for this try
 */
public record AttemptIdentity(String account, String purchaseId, String attemptId) {}
