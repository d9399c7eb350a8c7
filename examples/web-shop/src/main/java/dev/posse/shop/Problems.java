package dev.posse.shop;

import dev.posse.NotInitializedException;
import dev.posse.UnreadableDocumentException;
import dev.posse.store.DataLossException;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** The status of each exception: the table of {@code docs/http.md}. Spring takes the handler of the nearest class. */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {

    private static final Logger LOGGER = LoggerFactory.getLogger(Problems.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> cannotBe(IllegalArgumentException why) {
        return problem(400, 0, String.valueOf(why.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> reused(Terms.KeyReusedException why) {
        return problem(422, 0, String.valueOf(why.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> lost(DataLossException why) {
        return unavailable(60, why);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> failed(StoreException why) {
        return unavailable(1, why);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unknown(OutcomeUnknownException why) {
        LOGGER.warn("nobody knows: {}", why.getMessage());
        return problem(504, 1, "Nobody knows whether it was done; ask again");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadable(UnreadableDocumentException why) {
        return bug(why);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notInitialized(NotInitializedException why) {
        return unavailable(60, why);
    }

    /** The node is closed: its process ends. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> closed(IllegalStateException why) {
        return unavailable(1, why);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> busy(Room.BusyException why) {
        return problem(503, 1, "Many others are buying; ask again with the same key");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> bug(RuntimeException why) {
        LOGGER.error("a request has failed", why);
        return problem(500, 0, "Something is wrong here; ask again later, with the same key");
    }

    private static ResponseEntity<ProblemDetail> unavailable(int retryAfter, RuntimeException why) {
        LOGGER.warn("not served: {}", why.getMessage());
        return problem(503, retryAfter, "Nothing was changed; ask again with the same key");
    }

    private static ResponseEntity<ProblemDetail> problem(int status, int retryAfter, String detail) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(status);
        if (retryAfter > 0) {
            answer.header(HttpHeaders.RETRY_AFTER, String.valueOf(retryAfter));
        }
        return answer.body(ProblemDetail.forStatusAndDetail(HttpStatusCode.valueOf(status), detail));
    }
}
