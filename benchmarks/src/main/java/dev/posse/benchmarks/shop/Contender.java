package dev.posse.benchmarks.shop;

import dev.posse.store.CasKeyValueStore;
import dev.posse.store.memory.InMemoryStore;
import java.util.function.BiFunction;

/** Everybody who sells in the benchmark. */
public enum Contender {
    /** The whole purchase as one script of Redis. */
    LUA("Redis, one Lua script (the floor)", Server.REDIS, (port, nodes) -> LuaShop.open(port)),
    /** One transaction, statement by statement. */
    POSTGRES_FOR_UPDATE(
            "PostgreSQL, FOR UPDATE, synchronous",
            Server.POSTGRES,
            (port, nodes) -> PostgresShop.open(port, PostgresShop.Way.FOR_UPDATE)),
    /** One function in the database. */
    POSTGRES_FUNCTION(
            "PostgreSQL, PL/pgSQL, asynchronous",
            Server.POSTGRES,
            (port, nodes) -> PostgresShop.open(port, PostgresShop.Way.FUNCTION)),
    /** A lock in Redis around the purchase. */
    REDISSON("Redisson, lock of the campaign", Server.REDIS, (port, nodes) -> RedissonShop.open(port)),
    /** Transactions above a database. */
    SCALARDB("ScalarDB over PostgreSQL", Server.POSTGRES, (port, nodes) -> ScalarDbShop.open(port)),
    /** Posse in the memory of its process. */
    MEMORY("Posse, in memory", Server.NONE, (port, nodes) -> PosseShop.open(new InMemoryStore(), nodes)),
    /** Posse on Redis by scripts. */
    REDIS_SCRIPT("Posse, Redis by script", Server.REDIS, (port, nodes) -> posse("redis://%s?swap=script", port, nodes)),
    /** Posse on Redis without scripts. */
    REDIS_WATCH("Posse, Redis by WATCH", Server.REDIS, (port, nodes) -> posse("redis://%s?swap=watch", port, nodes)),
    /** Posse on memcached. */
    MEMCACHED("Posse, memcached", Server.MEMCACHED, (port, nodes) -> posse("memcached://%s", port, nodes));

    /** What a contender needs to be running. */
    public enum Server {
        /** Nothing. */
        NONE,
        /** A Redis of its own. */
        REDIS,
        /** A memcached of its own. */
        MEMCACHED,
        /** The PostgreSQL of all who need one. */
        POSTGRES
    }

    private final String label;
    private final Server server;
    private final BiFunction<Integer, Integer, Shop> opening;

    Contender(String label, Server server, BiFunction<Integer, Integer, Shop> opening) {
        this.label = label;
        this.server = server;
        this.opening = opening;
    }

    /** {@return its name in tables} */
    public String label() {
        return label;
    }

    /** {@return what must be running} */
    public Server server() {
        return server;
    }

    /** {@return whether it is Posse, which tries several slots at once if asked to, and counts its store's operations} */
    public boolean isPosse() {
        return compareTo(MEMORY) >= 0;
    }

    /**
     * Opens it in this process.
     *
     * @param port where its server listens on the loopback interface; 0 if it needs none
     * @param nodes how many processes sell
     * @return the open shop; the caller closes it
     */
    public Shop open(int port, int nodes) {
        return opening.apply(port, nodes);
    }

    private static Shop posse(String uri, int port, int nodes) {
        return PosseShop.open(CasKeyValueStore.open(uri.formatted("127.0.0.1:" + port)), nodes);
    }
}
