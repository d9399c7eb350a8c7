package dev.posse.cli.board;

import dev.posse.audit.AuditReport;
import dev.posse.cli.web.PageAnswer;
import dev.posse.cli.web.PageRequest;
import dev.posse.cli.web.PageServer;
import dev.posse.cli.web.PageSettings;
import dev.posse.document.Ids;
import dev.posse.document.Printable;
import dev.posse.store.CasKeyValueStore;
import java.net.BindException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/**
 * A page that shows what a store holds, for the person on call. It reads, within a budget, and writes nothing. What it remembers is
 * bounded, some 50 MB for as many campaigns as it looks at.
 */
public final class Board implements AutoCloseable {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String FILES = "dev/posse/cli/board/";
    private static final String CHART = "META-INF/resources/webjars/uplot/1.6.30/dist/";

    private final BoardSettings settings;
    private final Sightings sightings = new Sightings();
    private final OperationsPage operations = new OperationsPage();
    private final Typed typed;
    private final BoardView view;
    private final BoardAudit audit;
    private final Looker looker;
    private final PageServer server;

    private Board(
            CasKeyValueStore store, BoardSettings settings, Function<CasKeyValueStore, BoardSettings.DataSet> reader)
            throws BindException {
        this.settings = settings;
        this.typed = new Typed(settings.commandOptions());
        ReadBudget budget = new ReadBudget(settings.readsPerSecond());
        this.view = new BoardView(sightings, budget);
        this.audit = new BoardAudit(store, budget);
        this.looker =
                new Looker(new ReadOnlyStore(store, budget), budget, sightings, read -> dataSet(reader.apply(read)));
        PageSettings pages = new PageSettings()
                .host(settings.host())
                .port(settings.port())
                .file("/uPlot.esm.js", Board.class, CHART + "uPlot.esm.js")
                .file("/uPlot.min.css", Board.class, CHART + "uPlot.min.css");
        for (String file :
                List.of("index.html", "board.css", "board.js", "dom.js", "chart.js", "sections.js", "icon.svg")) {
            pages.file("/" + file, Board.class, FILES + file);
        }
        this.server = PageServer.start(pages.get("/api/board", this::board)
                .get("/api/section", this::section)
                .post(
                        "/api/audit/start",
                        request -> audit.start()
                                ? PageAnswer.json("{}")
                                : PageAnswer.refused(409, "An audit is running already."))
                .post(
                        "/api/audit/cancel",
                        request -> audit.cancel()
                                ? PageAnswer.json("{}")
                                : PageAnswer.refused(409, "No audit is running.")));
    }

    private static Sightings.DataSet dataSet(BoardSettings.DataSet read) {
        return new Sightings.DataSet(read.state(), read.sentence(), read.objection(), read.since());
    }

    /**
     * Begins to look, and to serve what it sees.
     *
     * @param store to be read; the caller closes it, after the board
     * @param settings of the board
     * @param dataSet tells how the data set is, from two reads
     * @return the board, to be closed
     * @throws BindException if the port cannot be had; the message says why
     */
    public static Board open(
            CasKeyValueStore store, BoardSettings settings, Function<CasKeyValueStore, BoardSettings.DataSet> dataSet)
            throws BindException {
        Board board = new Board(store, settings, dataSet);
        board.looker.start();
        return board;
    }

    /** {@return the address of the page, with its token} */
    public URI url() {
        return server.url();
    }

    @Override
    public void close() {
        server.close();
        audit.close();
        looker.close();
    }

    private PageAnswer board(PageRequest request) {
        BoardView.Rows rows = view.rows(
                request.parameter("search").orElse(""),
                request.parameter("filter").orElse(""),
                number(request.parameter("page").orElse("1")));
        looker.showsRows(rows.ids());
        request.parameter("campaign").filter(Board::isId).ifPresent(looker::showsCampaign);
        Optional<String> account = request.parameter("account").filter(Board::isId);
        account.ifPresent(looker::showsAccount);
        BoardAudit.View audited = audit.view();
        Optional<AuditReport> report = audited.report();
        Troubles troubles = Troubles.of(sightings, typed, report);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("at", Instant.now().toString());
        answer.put("store", view.store(settings.shownUri()));
        answer.put("reads", view.reads());
        answer.put("totals", view.totals());
        answer.put("campaigns", rows.fields());
        answer.put("troubleCount", troubles.count());
        answer.put(
                "troubles", troubles.listed().stream().map(BoardView::trouble).toList());
        answer.put("unsettled", view.unsettled());
        answer.put("nodes", view.nodes());
        answer.put("audit", BoardView.audit(audited));
        answer.put("auditCommand", typed.command("audit"));
        account.flatMap(id -> BoardView.account(sightings.account(id))).ifPresent(found -> {
            String id = account.get();
            boolean isLocked = found.containsKey("lock");
            found.put("commands", List.of(typed.command(isLocked ? "resolve" : "show account", id)));
            answer.put("account", found);
        });
        request.parameter("account").filter(id -> !isId(id)).ifPresent(id -> answer.put("account", noId(id)));
        request.parameter("campaign").flatMap(this::details).ifPresent(found -> answer.put("campaign", found));
        return PageAnswer.json(MAPPER.writeValueAsString(answer));
    }

    /** Or the page would look for it for ever. */
    private static Map<String, Object> noId(String typed) {
        return Map.of(
                "id",
                Printable.of(typed, 80),
                "state",
                "UNREADABLE",
                "note",
                "No account is called that: an id has 1 to 64 characters out of A-Z a-z 0-9 . _ @ + : ~ -",
                "commands",
                List.of());
    }

    private Optional<Map<String, Object>> details(String id) {
        Instant now = Instant.now();
        synchronized (sightings) {
            return sightings.campaign(id).map(sight -> {
                Map<String, Object> fields = new LinkedHashMap<>(BoardView.row(sight, System.nanoTime()));
                fields.put(
                        "unsettled",
                        sight.unsettled.stream()
                                .map(one -> BoardView.unsettled(one, now))
                                .toList());
                List<String> commands = new ArrayList<>();
                commands.add(typed.command("show campaign", id));
                commands.add(typed.command("show sold", id));
                commands.add(typed.command("audit --campaign=" + Typed.quoted(id)));
                if (sight.state == Sight.State.OPEN) {
                    commands.add(typed.command("close", id));
                } else if (sight.state == Sight.State.STOPPED || sight.state == Sight.State.CLOSED) {
                    commands.add(typed.command("reopen", id));
                }
                fields.put("commands", commands);
                return fields;
            });
        }
    }

    private PageAnswer section(PageRequest request) {
        return request.parameter("heading")
                .flatMap(operations::html)
                .map(html -> new PageAnswer(200, "text/html; charset=utf-8", html))
                .orElseGet(() -> PageAnswer.refused(404, "docs/operations.md has no such section."));
    }

    private static boolean isId(String typed) {
        try {
            Ids.check("id", typed);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static int number(String typed) {
        return typed.matches("\\d{1,6}") ? Integer.parseInt(typed) : 1;
    }
}
