package dev.posse.bench;

import dev.posse.purchase.Verdict;
import java.util.Optional;

/** What somebody was told of a purchase; it must stay true for ever. */
public record ReportedOutcome(String account, String purchaseId, Optional<String> attemptId, Verdict verdict) {}
