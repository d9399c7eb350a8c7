package dev.posse.shop;

import dev.posse.outcome.PurchaseOutcome;
import org.springframework.http.HttpMethod;

/** The status of each outcome of a purchase: the table of {@code docs/http.md}. Zero is what this method does not hear. */
enum PurchaseStatus {
    PURCHASED(201, 200, 409, 0),
    BEATEN(409, 0, 0, 1),
    ACCOUNT_IN_USE(409, 0, 0, 1),
    IN_DOUBT(504, 504, 504, 1),
    SOLD_OUT(410, 0, 0, 0),
    CLOSED(403, 0, 0, 0),
    STOPPED(503, 0, 0, 60),
    UNKNOWN_CAMPAIGN(404, 0, 0, 0),
    UNKNOWN_ACCOUNT(404, 404, 404, 0),
    PRICE_ABOVE_LIMIT(422, 0, 0, 0),
    INSUFFICIENT_FUNDS(402, 0, 0, 0),
    CANCELLED(410, 410, 200, 0),
    NOT_PURCHASED(0, 404, 0, 0);

    private final int post;
    private final int get;
    private final int delete;
    private final int retryAfter;

    PurchaseStatus(int post, int get, int delete, int retryAfter) {
        this.post = post;
        this.get = get;
        this.delete = delete;
        this.retryAfter = retryAfter;
    }

    static PurchaseStatus of(PurchaseOutcome outcome) {
        return valueOf(outcome.word());
    }

    int status(HttpMethod method) {
        if (method.equals(HttpMethod.POST)) {
            return post;
        }
        return method.equals(HttpMethod.GET) ? get : delete;
    }

    /** In seconds; zero if asking again is no use. */
    int retryAfter() {
        return retryAfter;
    }
}
