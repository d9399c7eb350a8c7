package dev.posse.shop;

import dev.posse.AccountStatement;
import dev.posse.IdEncoding;
import dev.posse.Posse;
import dev.posse.outcome.BalanceOutcome;
import dev.posse.outcome.LoginOutcome;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Signing up, logging in, money in and out. */
@RestController
class AccountController {

    private final Posse posse;
    private final Room room;

    AccountController(Posse posse, Room room) {
        this.posse = posse;
        this.room = room;
    }

    /**
     * What a payment provider tells, as often as it likes.
     *
     * @param customer who has paid
     * @param payment the provider's id of the payment, not of its message
     * @param amount in minor units
     */
    record Payment(@Nullable String customer, @Nullable String payment, long amount) {}

    /**
     * Money back to the customer.
     *
     * @param amount in minor units
     */
    record Payout(long amount) {}

    @PostMapping("/accounts")
    @ResponseStatus(HttpStatus.CREATED)
    Map<String, Object> signUp(@RequestHeader(Session.CUSTOMER) String customer) {
        String account = Session.account(customer);
        room.taken(() -> {
            posse.accounts().open(account);
            return account;
        });
        return Map.of("customer", customer);
    }

    @GetMapping("/accounts/me")
    ResponseEntity<AccountStatement> statement(@RequestHeader(Session.CUSTOMER) String customer) {
        String account = Session.account(customer);
        return ResponseEntity.of(room.taken(() -> posse.accounts().statement(account)));
    }

    /** Once when a session begins: it ends what a dead node has left, and the customer is told. */
    @PostMapping("/logins")
    ResponseEntity<Map<String, Object>> login(@RequestHeader(Session.CUSTOMER) String customer) {
        String account = Session.account(customer);
        LoginOutcome found = room.taken(() -> posse.login(account));
        HttpStatus status = found instanceof LoginOutcome.UnknownAccount ? HttpStatus.NOT_FOUND : HttpStatus.OK;
        return ResponseEntity.status(status)
                .body(Map.of("found", found.getClass().getSimpleName(), "details", found));
    }

    @PostMapping("/deposits")
    ResponseEntity<Map<String, Object>> deposit(@RequestBody Payment paid) {
        String account = Session.account(Optional.ofNullable(paid.customer()).orElse(""));
        // The provider's name before it: another provider counts its payments from one as well.
        String id = IdEncoding.encode("acme:"
                + Optional.ofNullable(paid.payment())
                        .orElseThrow(() -> new IllegalArgumentException("The body names no payment")));
        requirePositive(paid.amount());
        BalanceOutcome outcome =
                room.taken(() -> Terms.kept(() -> posse.accounts().deposit(account, id, paid.amount())));
        MoneyStatus status = MoneyStatus.of(outcome);
        return answer(status.deposit(), status, outcome);
    }

    @PostMapping("/withdrawals")
    ResponseEntity<Map<String, Object>> withdraw(
            @RequestHeader(Session.CUSTOMER) String customer,
            @RequestHeader(Keys.HEADER) String key,
            @RequestBody Payout payout) {
        String account = Session.account(customer);
        String id = Keys.id(key);
        requirePositive(payout.amount());
        BalanceOutcome outcome =
                room.taken(() -> Terms.kept(() -> posse.accounts().withdraw(account, id, payout.amount())));
        MoneyStatus status = MoneyStatus.of(outcome);
        return answer(status.withdrawal(), status, outcome);
    }

    private static ResponseEntity<Map<String, Object>> answer(int code, MoneyStatus status, BalanceOutcome outcome) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("outcome", status.name());
        if (outcome instanceof BalanceOutcome.Moved moved) {
            body.put("balance", moved.balance());
        }
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(code);
        if (status.retryAfter() > 0) {
            answer.header(HttpHeaders.RETRY_AFTER, String.valueOf(status.retryAfter()));
        }
        return answer.body(body);
    }

    private static void requirePositive(long amount) {
        if (amount <= 0) {
            throw new IllegalArgumentException("The amount must be positive (minor units), it is " + amount);
        }
    }
}
