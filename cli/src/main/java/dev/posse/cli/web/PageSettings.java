package dev.posse.cli.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What a {@link PageServer} serves, and where. */
public final class PageSettings {

    /** The address that only this machine reaches. */
    public static final String LOOPBACK = "127.0.0.1";

    /** One stream of events. */
    record Stream(int most, Supplier<List<PageEvent>> first) {}

    String host = LOOPBACK;
    int port;
    final PageFiles files = new PageFiles();
    final Map<String, PageRoute> gets = new LinkedHashMap<>();
    final Map<String, PageRoute> posts = new LinkedHashMap<>();
    final Map<String, Stream> streams = new LinkedHashMap<>();

    /** Serves nothing yet, on a free port of this machine alone. */
    public PageSettings() {}

    /**
     * Sets where to listen.
     *
     * @param address or name of this machine; {@link #LOOPBACK} by default
     * @return this
     */
    public PageSettings host(String address) {
        host = address;
        return this;
    }

    /**
     * Sets the port.
     *
     * @param number from 1 to 65535, or 0, the default, for one that is free
     * @return this
     */
    public PageSettings port(int number) {
        port = number;
        return this;
    }

    /**
     * Serves a file of the class path.
     *
     * @param path in the address, such as {@code /page.css}; {@code /index.html} is served at {@code /} as well
     * @param beside a class, whose class loader has the file
     * @param resource its name from the root of the class path, without a slash before it
     * @return this
     * @throws IllegalArgumentException if the class path does not have it, or it is of no kind that pages have
     */
    public PageSettings file(String path, Class<?> beside, String resource) {
        files.add(path, loader(beside), resource);
        return this;
    }

    /**
     * Answers GET, which changes nothing.
     *
     * @param path in the address, such as {@code /api/board}
     * @param route that answers
     * @return this
     */
    public PageSettings get(String path, PageRoute route) {
        gets.put(path, route);
        return this;
    }

    /**
     * Answers POST, which does something; pages of others are refused.
     *
     * @param path in the address, such as {@code /api/kill}
     * @param route that answers
     * @return this
     */
    public PageSettings post(String path, PageRoute route) {
        posts.put(path, route);
        return this;
    }

    /**
     * Opens a stream of events (server-sent events).
     *
     * @param path in the address, such as {@code /api/events}
     * @param most pages that may listen at a time; one more gets status 503
     * @param first what a page hears before anything else, when it comes and when it comes back. Events of that moment may be heard
     *     once more afterwards
     * @return this
     */
    public PageSettings events(String path, int most, Supplier<List<PageEvent>> first) {
        streams.put(path, new Stream(most, first));
        return this;
    }

    private static ClassLoader loader(Class<?> beside) {
        ClassLoader own = beside.getClassLoader();
        return own == null ? ClassLoader.getSystemClassLoader() : own;
    }
}
