package dev.posse.store.redis;

/**
 * Where a server listens.
 *
 * @param host name or address; an IPv6 address without brackets
 * @param port of the server
 */
record ServerAddress(String host, int port) {

    @Override
    public String toString() {
        return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
    }
}
