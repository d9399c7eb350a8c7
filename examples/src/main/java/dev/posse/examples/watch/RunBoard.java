package dev.posse.examples.watch;

import dev.posse.cli.web.PageAnswer;
import dev.posse.cli.web.PageEvent;
import dev.posse.cli.web.PageRequest;
import dev.posse.cli.web.PageServer;
import dev.posse.cli.web.PageSettings;
import dev.posse.examples.harness.events.NodeControls;
import dev.posse.examples.harness.events.RunEvent;
import dev.posse.examples.harness.events.RunListener;
import dev.posse.examples.harness.events.StepTraces;
import java.net.BindException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A run as a page in a browser: hears what happens, serves the page, and tells it five times per second what is new.
 *
 * <p>What it remembers is bounded, however long the run is. Safe for use by many threads.
 */
public final class RunBoard implements RunListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunBoard.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String NEWS = "/api/news";
    private static final int MOST_PAGES = 16;
    private static final long EVERY_MILLIS = 200;
    private static final String OWN = "dev/posse/examples/watch/";
    private static final String CHARTS = "META-INF/resources/webjars/uplot/1.6.30/dist/";

    private final String title;
    private final String hint;
    private final RunView view = new RunView();
    private final StepTraces traces = new StepTraces();
    private final List<RunListener> listeners = List.of(view, traces);
    private final PageServer server;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "run-board");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Optional<NodeControls> controls = Optional.empty();

    private RunBoard(String title, String hint, int port) throws BindException {
        this.title = title;
        this.hint = hint;
        this.server = PageServer.start(new PageSettings()
                .port(port)
                .file("/index.html", RunBoard.class, OWN + "index.html")
                .file("/run.js", RunBoard.class, OWN + "run.js")
                .file("/text.js", RunBoard.class, OWN + "text.js")
                .file("/nodes.js", RunBoard.class, OWN + "nodes.js")
                .file("/campaigns.js", RunBoard.class, OWN + "campaigns.js")
                .file("/purchase.js", RunBoard.class, OWN + "purchase.js")
                .file("/curve.js", RunBoard.class, OWN + "curve.js")
                .file("/icon.svg", RunBoard.class, OWN + "icon.svg")
                .file("/run.css", RunBoard.class, OWN + "run.css")
                .file("/uPlot.esm.js", RunBoard.class, CHARTS + "uPlot.esm.js")
                .file("/uPlot.min.css", RunBoard.class, CHARTS + "uPlot.min.css")
                .get("/api/campaign", this::campaign)
                .get("/api/slot", this::slot)
                .get("/api/newest", this::newest)
                .get("/api/purchase", this::purchase)
                .post("/api/act", this::act)
                .events(NEWS, MOST_PAGES, () -> List.of(new PageEvent("all", JSON.writeValueAsString(all())))));
        ScheduledFuture<?> unused =
                ticker.scheduleWithFixedDelay(this::tick, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Opens the page.
     *
     * @param title what is run, in a line
     * @param hint for who has seen the end, or empty
     * @param port to serve on, or 0 for one that is free
     * @return the board; to be closed
     * @throws BindException if the port cannot be had
     */
    public static RunBoard open(String title, String hint, int port) throws BindException {
        return new RunBoard(title, hint, port);
    }

    /** {@return the address to be opened in a browser; whoever has it can kill the nodes of this run} */
    public URI url() {
        return server.url();
    }

    @Override
    public void on(RunEvent event) {
        listeners.forEach(listener -> listener.on(event));
    }

    @Override
    public void controls(NodeControls nodes) {
        controls = Optional.of(nodes);
    }

    /**
     * Shows the verdict, and waits until every page has been told of it, a second at the most.
     *
     * @param balanced whether the books balance
     * @param summary as the command prints it
     */
    public void end(boolean balanced, String summary) {
        on(new RunEvent.RunEnded(view.elapsedMicros(), balanced, summary));
        tick();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        while (server.listeners(NEWS) > 0 && System.nanoTime() < end) {
            try {
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        server.close();
    }

    /** Everything, for a page that has just come. */
    record All(String title, String hint, RunView.State state) {}

    private All all() {
        return new All(title, hint, view.everything());
    }

    private void tick() {
        try {
            server.send(NEWS, new PageEvent("news", JSON.writeValueAsString(view.news())));
        } catch (RuntimeException e) {
            // The next one is as good; without this the ticker would never come again.
            LOG.warn("The page was not told what is new", e);
        }
    }

    private PageAnswer campaign(PageRequest request) {
        return view.campaigns()
                .slots(number(request, "index"))
                .map(slots -> PageAnswer.json(JSON.writeValueAsString(slots)))
                .orElseGet(() -> PageAnswer.refused(404, "There is no such campaign in this run."));
    }

    private PageAnswer slot(PageRequest request) {
        return view.campaigns()
                .purchase(number(request, "index"), number(request, "slot"))
                .map(purchase -> PageAnswer.json(JSON.writeValueAsString(purchase)))
                .orElseGet(() -> PageAnswer.refused(404, "It is not known whose this slot is."));
    }

    private PageAnswer newest(PageRequest request) {
        return traces.newest()
                .map(purchase -> PageAnswer.json(JSON.writeValueAsString(purchase)))
                .orElseGet(() -> PageAnswer.refused(404, "Nobody has asked for anything yet."));
    }

    private PageAnswer purchase(PageRequest request) {
        return PageAnswer.json(JSON.writeValueAsString(
                TraceLines.of(traces.of(request.parameter("id").orElse("")))));
    }

    private PageAnswer act(PageRequest request) {
        Act wanted;
        try {
            wanted = JSON.readValue(request.body(), Act.class);
        } catch (JacksonException e) {
            return PageAnswer.refused(400, "Nobody knows what is to be done to which node: " + e.getOriginalMessage());
        }
        Optional<NodeControls> present = controls;
        if (present.isEmpty()) {
            return PageAnswer.refused(409, "The nodes are being started; they can be killed when they sell.");
        } else if (!view.hasPlace(wanted.place())) {
            return PageAnswer.refused(404, "There is no node at place " + wanted.place() + ".");
        }
        NodeControls.Result result = present.get().act(wanted.action(), wanted.place());
        return result.isDone()
                ? PageAnswer.json(JSON.writeValueAsString(result.sentence()))
                : PageAnswer.refused(409, result.sentence());
    }

    /** What is to be done, as the page sends it. */
    record Act(NodeControls.Action action, int place) {}

    private static int number(PageRequest request, String name) {
        String text = request.parameter(name).orElse("");
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
    }
}
