package dev.posse.compatibility;

import dev.posse.Posse;
import dev.posse.PurchaseRequest;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The smallest application that sells: what it needs of Boot, all lines have. */
@SpringBootApplication
@RestController
public class Shop {

    private final Posse posse;

    /**
     * Made by Spring.
     *
     * @param posse the starter's
     */
    public Shop(Posse posse) {
        this.posse = posse;
    }

    /**
     * Starts the application.
     *
     * @param arguments properties
     */
    public static void main(String... arguments) {
        SpringApplication.run(Shop.class, arguments);
    }

    /**
     * Buys.
     *
     * @param account of the buyer
     * @param campaign to buy in
     * @param id of the purchase
     * @return what became of it
     */
    @PostMapping("/purchases")
    public String buy(
            @RequestParam("account") String account,
            @RequestParam("campaign") String campaign,
            @RequestParam("id") String id) {
        return posse.purchase(PurchaseRequest.of(account, campaign).withPurchaseId(id)).toString();
    }
}
