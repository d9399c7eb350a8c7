package dev.posse.benchmarks.shop;

/**
 * One purchase, which is asked for until it is made.
 *
 * @param account the buyer's
 * @param campaign where
 * @param purchase its idempotency key
 * @param slots how many slots may be tried at once, for shops that know that
 */
public record BuyRequest(String account, String campaign, String purchase, int slots) {}
