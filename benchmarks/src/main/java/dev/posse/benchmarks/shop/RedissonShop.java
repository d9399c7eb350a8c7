package dev.posse.benchmarks.shop;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.redisson.Redisson;
import org.redisson.api.RBatch;
import org.redisson.api.RFuture;
import org.redisson.api.RLock;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

/**
 * The same books under Redisson's lock of the campaign: what many shops do today. The debit is one atomic operation, so the
 * account needs no lock. Whoever dies between two writes leaves the books torn.
 */
final class RedissonShop implements Shop {

    private final int port;
    private final RedissonClient redisson;
    private volatile Stock filled = new Stock(0, 0, Stock.Windows.EMPTY);

    private RedissonShop(int port, RedissonClient redisson) {
        this.port = port;
        this.redisson = redisson;
    }

    static RedissonShop open(int port) {
        Config config = new Config();
        config.setCodec(StringCodec.INSTANCE);
        config.useSingleServer().setAddress("redis://127.0.0.1:" + port);
        return new RedissonShop(port, Redisson.create(config));
    }

    @Override
    public void prepare(Stock stock) {
        filled = stock;
        RedisClient client = RedisClient.create(RedisURI.create("127.0.0.1", port));
        try {
            RedisSchema.prepare(client.connect().sync(), stock);
        } finally {
            client.shutdown(0, 2, TimeUnit.SECONDS);
        }
    }

    @Override
    public Answer buy(BuyRequest request) {
        RLock lock = redisson.getLock("lock:" + request.campaign());
        lock.lock(10, TimeUnit.SECONDS);
        try {
            return sell(request);
        } finally {
            lock.unlock();
        }
    }

    private Answer sell(BuyRequest request) {
        String campaign = RedisSchema.campaign(request.campaign());
        RBatch reads = redisson.createBatch();
        var done = reads.getBucket(RedisSchema.purchase(request)).isExistsAsync();
        var terms = reads.<String, String>getMap(campaign).getAllAsync(Set.of("price", "capacity", RedisSchema.LAST));
        reads.execute();
        if (done.toCompletableFuture().join()) {
            return Answer.SOLD;
        }
        Map<String, String> read = terms.toCompletableFuture().join();
        long price = Long.parseLong(read.getOrDefault("price", "0"));
        long slot = Long.parseLong(read.getOrDefault(RedisSchema.LAST, "0")) + 1;
        if (slot > Long.parseLong(read.getOrDefault("capacity", "0"))) {
            throw new IllegalStateException(request + " is sold out");
        }
        if (redisson.getAtomicLong(RedisSchema.account(request.account())).addAndGet(-price) < 0) {
            redisson.getAtomicLong(RedisSchema.account(request.account())).addAndGet(price);
            throw new IllegalStateException(request + " costs too much");
        }
        String sale = request.account() + ":" + request.purchase();
        RBatch writes = redisson.createBatch();
        List<RFuture<?>> sent = List.of(
                writes.getBucket(RedisSchema.purchase(request)).setAsync(String.valueOf(slot)),
                writes.getBucket(RedisSchema.slots(request.campaign()) + slot).setAsync(sale),
                writes.getBucket(RedisSchema.transactions(request.campaign()) + slot)
                        .setAsync(sale + ":" + price),
                writes.<String, String>getMap(campaign).fastPutAsync(RedisSchema.LAST, String.valueOf(slot)));
        writes.execute();
        sent.forEach(write -> write.toCompletableFuture().join());
        return Answer.SOLD;
    }

    @Override
    public void audit(long told) {
        RedisClient client = RedisClient.create(RedisURI.create("127.0.0.1", port));
        try {
            RedisSchema.audit(client.connect().sync(), filled, told);
        } finally {
            client.shutdown(0, 2, TimeUnit.SECONDS);
        }
    }

    @Override
    public void close() {
        redisson.shutdown(0, 2, TimeUnit.SECONDS);
    }
}
