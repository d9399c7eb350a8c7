package dev.posse.shop.drill;

import dev.posse.shop.drill.ShopClient.Answer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * A customer who buys one slot after the other until all are sold: each purchase with a key of its own, and again with the same key, at
 * the other shop, whenever he does not know what became of it.
 */
final class Buyer implements Callable<BuyerRecord> {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final String customer;
    private final String campaign;
    private final List<URI> shops;
    private final ShopClient client;
    private final Progress progress;
    private final BuyerRecord record;

    Buyer(String customer, String campaign, List<URI> shops, ShopClient client, Progress progress) {
        this.customer = customer;
        this.campaign = campaign;
        this.shops = shops;
        this.client = client;
        this.progress = progress;
        this.record = new BuyerRecord(customer);
    }

    @Override
    public BuyerRecord call() throws InterruptedException {
        int first = Math.floorMod(customer.hashCode(), shops.size());
        for (int purchase = 0; ; purchase++) {
            // Quotes and all, as the header is written in many clients.
            String key = '"' + UUID.randomUUID().toString() + '"';
            Answer answer = insisted(key, first + purchase);
            if (answer.status() == 201) {
                record.bought(key, answer.body().path("slot").asLong());
                progress.sold();
            } else if (answer.status() == 410) {
                record.refused(key);
                return record;
            } else {
                throw new IllegalStateException(customer + " has heard " + answer);
            }
        }
    }

    private Answer insisted(String key, int first) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (int tries = 0; ; tries++) {
            URI shop = shops.get((first + tries) % shops.size());
            Optional<Answer> heard = client.post(
                    shop,
                    "/purchases",
                    customer,
                    Optional.of(key),
                    Map.of("campaign", campaign, "payload", "ad of " + customer));
            if (heard.isPresent() && !heard.get().isToBeAskedAgain()) {
                return heard.get();
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException(customer + " still does not know what became of " + key + ": " + heard);
            }
            progress.askedAgain(heard.isEmpty());
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(10, 300));
        }
    }
}
