package dev.posse.cli.web;

import dev.posse.cli.web.PageFiles.Content;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HandlerType;
import io.javalin.http.SameSite;
import io.javalin.http.sse.SseHandler;
import io.javalin.util.JavalinException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves pages of our own to one person's browser: files of the class path, answers in JSON, actions, and events.
 *
 * <p>It listens on this machine alone unless told otherwise, and serves only who has the token of {@link #url}: the browser is
 * given it as a cookie with the first page. Every answer forbids the browser to run anything that is not a file of this server, to
 * keep it, and to show it inside of another page. What it serves is not encrypted: to reach it from elsewhere take an SSH tunnel.
 *
 * <p>For threads: all methods may be called by any.
 */
public final class PageServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PageServer.class);

    private static final int MOST_THREADS = 64;
    private static final int LONGEST_BODY = 64 * 1024;

    /** Only our own files are loaded, run and asked; nothing is run that stands in a page, or was put there by a name. */
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Cache-Control",
            "no-store",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Cross-Origin-Opener-Policy",
            "same-origin");

    private final PageSettings settings;
    private final Gatekeeper gatekeeper;
    private final Map<String, EventListeners> streams = new LinkedHashMap<>();
    private final Javalin server;

    private PageServer(PageSettings settings) {
        this.settings = settings;
        this.gatekeeper = new Gatekeeper(settings.host);
        settings.streams.forEach(
                (path, stream) -> streams.put(path, new EventListeners(stream.most(), stream.first())));
        this.server = Javalin.create(this::configure);
    }

    /**
     * Starts to serve.
     *
     * @param settings that are not changed any more
     * @return the server, to be closed
     * @throws BindException if the address cannot be had: it is taken, of another machine, or not allowed; the message says which
     */
    public static PageServer start(PageSettings settings) throws BindException {
        // Tried first: the library would print its stack, beside the sentence that a person needs.
        try (ServerSocket trial = new ServerSocket()) {
            trial.setReuseAddress(true);
            trial.bind(new InetSocketAddress(settings.host, settings.port));
        } catch (IOException e) {
            throw taken(settings, e);
        }
        PageServer made = new PageServer(settings);
        try {
            made.server.start(settings.host, settings.port);
            return made;
        } catch (JavalinException e) {
            made.close();
            throw taken(settings, e);
        }
    }

    private static BindException taken(PageSettings settings, Exception why) {
        BindException told = new BindException("Port " + settings.port + " of " + settings.host + " cannot be had: "
                + reason(why) + ". Take another port, or 0 for one that is free");
        told.initCause(why);
        return told;
    }

    private static String reason(Throwable thrown) {
        Throwable deepest = thrown;
        // Jetty wraps it three times; a circle of causes would be somebody's bug.
        for (int depth = 0; depth < 10 && deepest.getCause() != null; depth++) {
            deepest = Objects.requireNonNull(deepest.getCause());
        }
        return String.valueOf(deepest.getMessage());
    }

    /** {@return the address to be opened in a browser, with the token; whoever has it sees all that the page shows} */
    public URI url() {
        boolean isEverywhere = settings.host.equals("0.0.0.0") || settings.host.equals("::");
        String name = isEverywhere ? PageSettings.LOOPBACK : settings.host;
        String host = name.contains(":") && !name.startsWith("[") ? "[" + name + "]" : name;
        return URI.create("http://" + host + ":" + server.port() + "/?token=" + gatekeeper.token());
    }

    /**
     * Tells all pages that listen to a stream. Waits for none of them.
     *
     * @param path of the stream
     * @param event to be told
     */
    public void send(String path, PageEvent event) {
        stream(path).send(event);
    }

    /**
     * Counts the pages that listen to a stream.
     *
     * @param path of the stream
     * @return how many; a page that has gone is counted for some seconds more
     */
    public int listeners(String path) {
        return stream(path).count();
    }

    private EventListeners stream(String path) {
        return Objects.requireNonNull(streams.get(path), () -> "There is no stream " + path);
    }

    /** Ends every connection, within about a second, and gives the port back. */
    @Override
    public void close() {
        streams.values().forEach(EventListeners::close);
        server.stop();
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.maxRequestSize = LONGEST_BODY;
        // What a page holds is the store's, mixed with what others can choose: not to be measured by its length.
        config.http.compressionStrategy = CompressionStrategy.NONE;
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 2);
        threads.setName("page-server");
        threads.setDaemon(true);
        config.jetty.threadPool = threads;
        // Who closes it wants to leave: no answer under way is waited for.
        threads.setStopTimeout(0);
        config.jetty.modifyServer(jetty -> jetty.setStopTimeout(0));
        config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
        RoutesConfig routes = config.routes;
        routes.before(this::admit);
        routes.exception(Exception.class, PageServer::fail);
        routes.error(
                404,
                context -> context.contentType("text/plain; charset=utf-8").result("There is no such page here.\n"));
        for (String path : settings.files.paths()) {
            routes.get(path, context -> serve(context, path));
            if (path.equals("/index.html")) {
                routes.get("/", context -> serve(context, path));
            }
        }
        settings.gets.forEach((path, route) -> routes.get(path, context -> answer(context, route)));
        settings.posts.forEach((path, route) -> routes.post(path, context -> answer(context, route)));
        streams.forEach((path, listeners) -> routes.get(path, context -> stream(context, listeners)));
    }

    private void admit(Context context) {
        HEADERS.forEach(context::header);
        Optional<String> token = Optional.ofNullable(context.queryParam("token"));
        Optional<Gatekeeper.Refusal> refusal = gatekeeper.refuses(new Gatekeeper.Visitor(
                !Set.of(HandlerType.GET, HandlerType.HEAD).contains(context.method()),
                "navigate".equals(context.header("Sec-Fetch-Mode"))
                        && context.path().equals("/"),
                token,
                Optional.ofNullable(context.cookie(gatekeeper.cookieName())),
                name -> Objects.requireNonNullElse(context.header(name), "")));
        if (refusal.isPresent()) {
            context.status(refusal.get().status())
                    .contentType("text/plain; charset=utf-8")
                    .result(refusal.get().sentence() + "\n")
                    .skipRemainingHandlers();
        } else if (token.isPresent()) {
            // With the page itself and not with a redirection: followed from another site's link, that would come
            // without it.
            context.cookie(new Cookie(
                    gatekeeper.cookieName(), gatekeeper.token(), "/", -1, false, true, null, SameSite.STRICT));
        }
    }

    private void serve(Context context, String path) {
        Content content = settings.files.at(path).orElseThrow();
        context.contentType(content.type()).result(content.bytes().get());
    }

    private static void answer(Context context, PageRoute route) {
        Map<String, String> parameters = context.queryParamMap().entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty() && !entry.getKey().equals("token"))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().get(0)));
        boolean hasBody = context.method().equals(HandlerType.POST);
        PageAnswer answer = route.answer(new PageRequest(parameters, hasBody ? context.body() : ""));
        context.status(answer.status()).contentType(answer.type()).result(answer.text());
    }

    private static void stream(Context context, EventListeners listeners) {
        if (!listeners.reserve()) {
            context.status(503)
                    .contentType("text/plain; charset=utf-8")
                    .result("As many pages listen as may. Close one of them, and load this one again.\n");
            return;
        }
        if (!String.valueOf(context.header("Accept")).contains("text/event-stream")) {
            listeners.giveBack();
            context.status(406).contentType("text/plain; charset=utf-8").result("This is a stream of events.\n");
            return;
        }
        boolean isBegun = false;
        try {
            new SseHandler(listeners::listen).handle(context);
            isBegun = true;
        } finally {
            // A page that has gone before the first line was written to it never listens.
            if (!isBegun) {
                listeners.giveBack();
            }
        }
    }

    private static void fail(Exception thrown, Context context) {
        if (thrown instanceof io.javalin.http.HttpResponseException told) {
            context.status(told.getStatus())
                    .contentType("text/plain; charset=utf-8")
                    .result(told.getMessage() + "\n");
            return;
        }
        LOG.error("{} {} ended in an error that nobody has foreseen", context.method(), context.path(), thrown);
        context.status(500)
                .contentType("text/plain; charset=utf-8")
                .result("An error that nobody has foreseen; what the program has printed says more.\n");
    }
}
