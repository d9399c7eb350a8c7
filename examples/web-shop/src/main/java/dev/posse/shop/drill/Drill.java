package dev.posse.shop.drill;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Two shops over one Redis, all processes of their own. Buyers buy out a campaign through both; one shop is killed by SIGKILL
 * meanwhile, and started again. In the end the books balance, and every buyer was told the truth: or the exit code is 1.
 */
public final class Drill {

    private final Plan plan;
    private final ShopClient client = new ShopClient();
    private final Progress progress = new Progress();

    private Drill(Plan plan) {
        this.plan = plan;
    }

    /**
     * How large it is.
     *
     * @param campaign which is bought out
     * @param price of a slot
     * @param slots how many there are
     * @param buyers how many buy at the same time
     */
    record Plan(String campaign, long price, long slots, int buyers) {

        /** Each could buy all. */
        long deposit() {
            return price * slots;
        }
    }

    /**
     * What has happened.
     *
     * @param lines for a person
     * @param repeated how many calls were repeated with their key
     * @param lostAnswers how many calls got no answer
     * @param wrong what is wrong; nothing, if all is well
     */
    record Result(List<String> lines, long repeated, long lostAnswers, List<String> wrong) {}

    /**
     * Runs it.
     *
     * @param arguments how many slots, how many buyers: 2000 and 40 by default
     * @throws Exception if something does not start or does not end
     */
    public static void main(String[] arguments) throws Exception {
        long slots = arguments.length > 0 ? Long.parseLong(arguments[0]) : 2_000;
        int buyers = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 40;
        Result result = run(new Plan("drop", 2_50, slots, buyers));
        result.lines().forEach(System.out::println);
        result.wrong().forEach(wrong -> System.out.println("WRONG: " + wrong));
        System.out.println(result.wrong().isEmpty() ? "PASSED" : "FAILED");
        System.exit(result.wrong().isEmpty() ? 0 : 1);
    }

    static Result run(Plan plan) throws IOException, InterruptedException, ExecutionException {
        return new Drill(plan).run();
    }

    private Result run() throws IOException, InterruptedException, ExecutionException {
        Path folder = Files.createTempDirectory("posse-drill-");
        Result result;
        try (RedisServer redis = RedisServer.start(folder);
                Shop first = Shop.launch("shop-1", redis.uri(), folder);
                Shop second = Shop.launch("shop-2", redis.uri(), folder)) {
            first.await(client);
            second.await(client);
            result = boughtOut(redis, first, second);
        }
        if (result.wrong().isEmpty()) {
            delete(folder);
            return result;
        }
        List<String> lines = new ArrayList<>(result.lines());
        lines.add("database and logs are in " + folder);
        return new Result(lines, result.repeated(), result.lostAnswers(), result.wrong());
    }

    private Result boughtOut(RedisServer redis, Shop first, Shop second)
            throws InterruptedException, ExecutionException {
        List<URI> shops = List.of(first.address(), second.address());
        setUp(shops);
        long began = System.nanoTime();
        ExecutorService threads = Executors.newFixedThreadPool(plan.buyers());
        List<BuyerRecord> records = new ArrayList<>();
        String killed;
        try {
            List<Future<BuyerRecord>> buying = new ArrayList<>();
            for (int buyer = 0; buyer < plan.buyers(); buyer++) {
                buying.add(threads.submit(new Buyer(name(buyer), plan.campaign(), shops, client, progress)));
            }
            killed = killUnderLoad(first);
            for (Future<BuyerRecord> each : buying) {
                records.add(each.get());
            }
        } finally {
            threads.shutdownNow();
        }
        String summary = String.format(
                Locale.ROOT,
                "%d slots sold to %d buyers in %.1f s; %d calls were repeated with their key, of which %d had got no answer",
                progress.soldSoFar(),
                plan.buyers(),
                (System.nanoTime() - began) / 1e9,
                progress.repeated(),
                progress.lostAnswers());
        return new Result(
                List.of(killed, summary),
                progress.repeated(),
                progress.lostAnswers(),
                Judgement.of(plan, records, redis.uri(), shops, client));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    /** A third is sold when it dies; it is started again at once, and takes part in the rest. */
    private String killUnderLoad(Shop shop) throws InterruptedException {
        while (progress.soldSoFar() < plan.slots() / 3) {
            TimeUnit.MILLISECONDS.sleep(5);
            if (!shop.isRunning()) {
                throw new IllegalStateException(shop.name() + " has ended by itself");
            }
        }
        long pid = shop.pid();
        shop.kill();
        long sold = progress.soldSoFar();
        shop.startAgain(client);
        return shop.name() + " (process " + pid + ") was killed when " + sold + " slots were sold, and started again";
    }

    private void setUp(List<URI> shops) {
        accepted(
                "POST /campaigns",
                client.post(
                        shops.get(0),
                        "/campaigns",
                        "drill",
                        Optional.empty(),
                        Map.of("id", plan.campaign(), "price", plan.price(), "slots", plan.slots())));
        for (int buyer = 0; buyer < plan.buyers(); buyer++) {
            URI shop = shops.get(buyer % shops.size());
            String customer = name(buyer);
            accepted("POST /accounts", client.post(shop, "/accounts", customer, Optional.empty(), Map.of()));
            accepted(
                    "POST /deposits",
                    client.post(
                            shop,
                            "/deposits",
                            customer,
                            Optional.empty(),
                            Map.of("customer", customer, "payment", "p-" + buyer, "amount", plan.deposit())));
        }
    }

    private static void accepted(String what, Optional<ShopClient.Answer> answer) {
        if (answer.filter(heard -> heard.status() / 100 == 2).isEmpty()) {
            throw new IllegalStateException(what + " was answered " + answer);
        }
    }

    private static String name(int buyer) {
        return "buyer-" + buyer;
    }
}
