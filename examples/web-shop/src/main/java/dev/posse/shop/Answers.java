package dev.posse.shop;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.posse.outcome.PurchaseOutcome;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.UriComponentsBuilder;

/** Answers about purchases. */
final class Answers {

    private Answers() {}

    /**
     * The body of an answer about a purchase.
     *
     * @param outcome in a word
     * @param key the caller's own
     * @param campaign where it was bought, if it was
     * @param slot which was bought, if one was
     * @param price in minor units, if one was bought
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Purchase(
            String outcome,
            String key,
            @Nullable String campaign,
            @Nullable Long slot,
            @Nullable Long price) {}

    static ResponseEntity<Purchase> purchase(HttpMethod method, String key, PurchaseOutcome outcome) {
        PurchaseStatus status = PurchaseStatus.of(outcome);
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(status.status(method));
        if (status.retryAfter() > 0) {
            answer.header(HttpHeaders.RETRY_AFTER, String.valueOf(status.retryAfter()));
        }
        if (status == PurchaseStatus.PURCHASED || status == PurchaseStatus.IN_DOUBT) {
            answer.location(location(key));
        }
        return answer.body(body(key, outcome));
    }

    /**
     * Servers refuse paths in which a slash or a backslash is escaped, cut them at a semicolon, and leave {@code ..} out: such a key is asked
     * for by the query.
     */
    private static URI location(String key) {
        boolean fitsPath = key.chars().noneMatch(each -> "/\\.;".indexOf(each) >= 0);
        return UriComponentsBuilder.fromUriString(fitsPath ? "/purchases/{key}" : "/purchases?key={key}")
                .encode()
                .buildAndExpand(key)
                .toUri();
    }

    private static Purchase body(String key, PurchaseOutcome outcome) {
        if (outcome instanceof PurchaseOutcome.Purchased sold) {
            return new Purchase(sold.word(), key, sold.campaign(), sold.slot(), sold.price());
        }
        return new Purchase(outcome.word(), key, null, null, null);
    }
}
