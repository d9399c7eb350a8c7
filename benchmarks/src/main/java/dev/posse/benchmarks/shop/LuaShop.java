package dev.posse.benchmarks.shop;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import java.util.concurrent.TimeUnit;

/** The floor: the whole purchase as one script, in one round trip, with nothing that could be half done. */
final class LuaShop implements Shop {

    private static final String SCRIPT = """
            if redis.call('EXISTS', KEYS[3]) == 1 then
              return tonumber(redis.call('GET', KEYS[3]))
            end
            local campaign = redis.call('HMGET', KEYS[1], 'price', 'capacity', 'last')
            local price = tonumber(campaign[1])
            local slot = tonumber(campaign[3]) + 1
            if slot > tonumber(campaign[2]) then
              return -1
            end
            if tonumber(redis.call('GET', KEYS[2])) < price then
              return -2
            end
            redis.call('HSET', KEYS[1], 'last', slot)
            redis.call('DECRBY', KEYS[2], price)
            redis.call('SET', KEYS[3], slot)
            redis.call('SET', KEYS[4] .. slot, ARGV[1])
            redis.call('SET', KEYS[5] .. slot, ARGV[1] .. ':' .. price)
            return slot
            """;

    private final ClientResources resources;
    private final RedisClient client;
    private final RedisCommands<String, String> redis;
    private final String sha;
    private volatile Stock filled = new Stock(0, 0, Stock.Windows.EMPTY);

    private LuaShop(ClientResources resources, RedisClient client) {
        this.resources = resources;
        this.client = client;
        this.redis = client.connect().sync();
        this.sha = redis.digest(SCRIPT);
    }

    static LuaShop open(int port) {
        ClientResources resources = ClientResources.builder()
                .commandLatencyRecorder(CommandLatencyRecorder.disabled())
                .build();
        return new LuaShop(resources, RedisClient.create(resources, RedisURI.create("127.0.0.1", port)));
    }

    @Override
    public void prepare(Stock stock) {
        RedisSchema.prepare(redis, stock);
        filled = stock;
        redis.scriptLoad(SCRIPT);
    }

    @Override
    public Answer buy(BuyRequest request) {
        String[] keys = {
            RedisSchema.campaign(request.campaign()),
            RedisSchema.account(request.account()),
            RedisSchema.purchase(request),
            RedisSchema.slots(request.campaign()),
            RedisSchema.transactions(request.campaign())
        };
        String sale = request.account() + ":" + request.purchase();
        long slot = run(keys, sale);
        if (slot < 0) {
            throw new IllegalStateException(request + " ended with " + slot);
        }
        return Answer.SOLD;
    }

    private long run(String[] keys, String sale) {
        try {
            return redis.<Long>evalsha(sha, ScriptOutputType.INTEGER, keys, sale);
        } catch (RedisNoScriptException e) {
            return redis.<Long>eval(SCRIPT, ScriptOutputType.INTEGER, keys, sale);
        }
    }

    @Override
    public void audit(long told) {
        RedisSchema.audit(redis, filled, told);
    }

    @Override
    public void close() {
        client.shutdown(0, 2, TimeUnit.SECONDS);
        resources.shutdown(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
