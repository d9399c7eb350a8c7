package dev.posse.bench;

import dev.posse.outcome.PurchaseOutcome;
import java.util.Optional;

/** What somebody was told of a purchase; it must stay true for ever. */
public record AttemptOutcome(String account, String purchaseId, Optional<String> attemptId, PurchaseOutcome verdict) {}
