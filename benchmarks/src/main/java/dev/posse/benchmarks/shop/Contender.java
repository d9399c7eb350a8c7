package dev.posse.benchmarks.shop;

import dev.posse.store.CasKeyValueStore;
import dev.posse.store.memory.InMemoryStore;

/** Everybody who sells in the benchmark. */
public enum Contender {
    /** The whole purchase as one script of Redis. */
    LUA("Redis, one Lua script (the floor)", Server.REDIS),
    /** One transaction, statement by statement. */
    POSTGRES_FOR_UPDATE("PostgreSQL, FOR UPDATE, synchronous", Server.POSTGRES),
    /** One function in the database. */
    POSTGRES_FUNCTION("PostgreSQL, PL/pgSQL, asynchronous", Server.POSTGRES),
    /** A lock in Redis around the purchase. */
    REDISSON("Redisson, lock of the campaign", Server.REDIS),
    /** Transactions above a database. */
    SCALARDB("ScalarDB over PostgreSQL", Server.POSTGRES),
    /** Posse in the memory of its process. */
    MEMORY("Posse, in memory", Server.NONE),
    /** Posse on Redis by scripts. */
    REDIS_SCRIPT("Posse, Redis by script", Server.REDIS),
    /** Posse on Redis without scripts. */
    REDIS_WATCH("Posse, Redis by WATCH", Server.REDIS),
    /** Posse on memcached. */
    MEMCACHED("Posse, memcached", Server.MEMCACHED),
    /** Posse on memcached, answering when a sale is decided. */
    MEMCACHED_BEHIND("Posse, memcached, settling behind", Server.MEMCACHED);

    private static final String MEMCACHED_URI = "memcached://%s";

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

    Contender(String label, Server server) {
        this.label = label;
        this.server = server;
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
        return switch (this) {
            case LUA -> LuaShop.open(port);
            case POSTGRES_FOR_UPDATE -> PostgresShop.open(port, PostgresShop.Way.FOR_UPDATE);
            case POSTGRES_FUNCTION -> PostgresShop.open(port, PostgresShop.Way.FUNCTION);
            case REDISSON -> RedissonShop.open(port);
            case SCALARDB -> ScalarDbShop.open(port);
            case MEMORY -> PosseShop.open(new InMemoryStore(), nodes);
            case REDIS_SCRIPT -> posse("redis://%s?swap=script", port, nodes);
            case REDIS_WATCH -> posse("redis://%s?swap=watch", port, nodes);
            case MEMCACHED -> posse(MEMCACHED_URI, port, nodes);
            case MEMCACHED_BEHIND -> PosseShop.openSettlingBehind(store(MEMCACHED_URI, port), nodes);
        };
    }

    private static Shop posse(String uri, int port, int nodes) {
        return PosseShop.open(store(uri, port), nodes);
    }

    private static CasKeyValueStore store(String uri, int port) {
        return CasKeyValueStore.open(uri.formatted("127.0.0.1:" + port));
    }
}
