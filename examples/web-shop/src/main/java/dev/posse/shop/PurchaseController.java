package dev.posse.shop;

import dev.posse.Posse;
import dev.posse.PurchaseRequest;
import dev.posse.PurchaseRetry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Buying, finding out, calling off. The key is the caller's own; asked again with it, nobody buys twice. */
@RestController
class PurchaseController {

    /** A customer waits for it. */
    private static final PurchaseRetry RETRY = PurchaseRetry.within(Duration.ofSeconds(3));

    /** Two nodes race each other in a campaign that everybody wants; one call may try so many slots. */
    private static final int SLOTS = 10;

    private final Posse posse;
    private final Room room;

    PurchaseController(Posse posse, Room room) {
        this.posse = posse;
        this.room = room;
    }

    /**
     * What a customer wants.
     *
     * @param campaign where
     * @param payload what the slot is to show, if anything
     * @param maxPrice the highest price, if there is a limit
     */
    record Wish(
            @Nullable String campaign,
            @Nullable String payload,
            @Nullable Long maxPrice) {}

    @PostMapping("/purchases")
    ResponseEntity<Answers.Purchase> buy(
            @RequestHeader(Session.CUSTOMER) String customer,
            @RequestHeader(Keys.HEADER) String key,
            @RequestBody Wish wish) {
        PurchaseRequest request = request(customer, key, wish);
        return room.taken(
                () -> Answers.purchase(HttpMethod.POST, key, Terms.kept(() -> RETRY.purchase(posse, request))));
    }

    @GetMapping("/purchases/{key}")
    ResponseEntity<Answers.Purchase> find(
            @RequestHeader(Session.CUSTOMER) String customer, @PathVariable("key") String key) {
        return findByQuery(customer, key);
    }

    @GetMapping(path = "/purchases", params = "key")
    ResponseEntity<Answers.Purchase> findByQuery(
            @RequestHeader(Session.CUSTOMER) String customer, @RequestParam("key") String key) {
        String account = Session.account(customer);
        String id = Keys.id(key);
        return room.taken(() -> Answers.purchase(HttpMethod.GET, key, posse.outcome(account, id)));
    }

    @DeleteMapping("/purchases/{key}")
    ResponseEntity<Answers.Purchase> callOff(
            @RequestHeader(Session.CUSTOMER) String customer, @PathVariable("key") String key) {
        return callOffByQuery(customer, key);
    }

    @DeleteMapping(path = "/purchases", params = "key")
    ResponseEntity<Answers.Purchase> callOffByQuery(
            @RequestHeader(Session.CUSTOMER) String customer, @RequestParam("key") String key) {
        String account = Session.account(customer);
        String id = Keys.id(key);
        return room.taken(() -> Answers.purchase(HttpMethod.DELETE, key, posse.cancel(account, id)));
    }

    private static PurchaseRequest request(String customer, String key, Wish wish) {
        PurchaseRequest request = PurchaseRequest.of(Session.account(customer), Session.campaign(wish.campaign()))
                .withPurchaseId(Keys.id(key))
                .withSlots(SLOTS);
        if (wish.payload() != null) {
            request = request.withPayload(wish.payload());
        }
        return wish.maxPrice() == null ? request : request.withMaxPrice(wish.maxPrice());
    }
}
