package dev.posse.cli.board;

import dev.posse.audit.AuditReport;
import dev.posse.cli.board.Sight.Unsettled;
import dev.posse.cli.board.Troubles.Trouble;
import dev.posse.document.Printable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What a browser is told, of a size that does not depend on the store's. Everything of others in it is text in one line. */
final class BoardView {

    /** Campaigns on a page. */
    static final int ROWS = 25;

    private static final int MOST_FINDINGS = 200;
    private static final int MOST_UNSETTLED = 50;

    private final Sightings sightings;
    private final ReadBudget budget;

    BoardView(Sightings sightings, ReadBudget budget) {
        this.sightings = sightings;
        this.budget = budget;
    }

    /** A page of the list of campaigns, with the ids on it. */
    record Rows(Map<String, Object> fields, List<String> ids) {}

    Rows rows(String search, String filter, int page) {
        long nanos = System.nanoTime();
        Instant now = Instant.now();
        String wanted = search.toLowerCase(Locale.ROOT);
        Predicate<Sight> shown =
                sight -> (wanted.isEmpty() || sight.id.toLowerCase(Locale.ROOT).contains(wanted))
                        && passes(sight, filter, now, nanos);
        record Place(int group, Sight sight) {}
        return sightings.of(each -> {
            List<Place> found = new ArrayList<>();
            each.forEach(sight -> {
                if (shown.test(sight)) {
                    found.add(new Place(group(sight, now, nanos), sight));
                }
            });
            found.sort((one, other) -> one.group() != other.group()
                    ? Integer.compare(one.group(), other.group())
                    : one.sight().id.compareTo(other.sight().id));
            int pages = Math.max(1, (found.size() + ROWS - 1) / ROWS);
            int at = Math.max(1, Math.min(page, pages));
            List<Sight> some = found.subList((at - 1) * ROWS, Math.min(found.size(), at * ROWS)).stream()
                    .map(Place::sight)
                    .toList();
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("found", found.size());
            fields.put("page", at);
            fields.put("pages", pages);
            fields.put("rows", some.stream().map(sight -> row(sight, nanos)).toList());
            return new Rows(fields, some.stream().map(sight -> sight.id).toList());
        });
    }

    private static boolean passes(Sight sight, String filter, Instant now, long nanos) {
        return switch (filter) {
            case "selling" -> sight.isMoving(nanos);
            case "open" -> sight.state == Sight.State.OPEN;
            case "closed" -> sight.state == Sight.State.CLOSED;
            case "stopped" -> sight.state == Sight.State.STOPPED;
            case "trouble" -> sight.isTroubled(now);
            default -> true;
        };
    }

    /** Trouble first, then what sells, then what may; within that by name, so that rows keep their places. */
    private static int group(Sight sight, Instant now, long nanos) {
        if (sight.isTroubled(now)) {
            return 0;
        } else if (sight.isMoving(nanos)) {
            return 1;
        }
        return sight.state == Sight.State.OPEN || !sight.isRead() ? 2 : 3;
    }

    static Map<String, Object> row(Sight sight, long nanos) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", Printable.of(sight.id, 80));
        fields.put("state", sight.state.name());
        fields.put("sold", sight.sold);
        fields.put("capacity", sight.capacity);
        fields.put("price", sight.price);
        fields.put("perSecond", sight.perSecond);
        fields.put("note", sight.note);
        fields.put("waiting", sight.unsettled.size());
        fields.put("age", sight.isRead() ? seconds(nanos - sight.readNanos) : -1);
        return fields;
    }

    private static double seconds(long nanos) {
        return Math.round(nanos / 1e8) / 10.0;
    }

    Map<String, Object> totals() {
        long nanos = System.nanoTime();
        Map<String, Object> fields = new LinkedHashMap<>();
        sightings.of(each -> {
            Map<Sight.State, Integer> states = new java.util.EnumMap<>(Sight.State.class);
            long sold = 0;
            long capacity = 0;
            double perSecond = 0;
            long oldest = 0;
            for (Sight sight : each) {
                states.merge(sight.state, 1, Integer::sum);
                sold += sight.sold;
                capacity += sight.capacity;
                perSecond += sight.perSecond;
                oldest = sight.isRead() ? Math.max(oldest, nanos - sight.readNanos) : oldest;
            }
            for (Sight.State state : Sight.State.values()) {
                fields.put(state.name(), states.getOrDefault(state, 0));
            }
            fields.put("sold", sold);
            fields.put("capacity", capacity);
            fields.put("perSecond", perSecond);
            fields.put("oldest", seconds(oldest));
            return fields;
        });
        fields.put("listed", sightings.ids().size());
        fields.put("beyond", sightings.beyond());
        fields.put("directoryRead", sightings.isDirectoryRead());
        return fields;
    }

    Map<String, Object> reads() {
        return Map.of("bound", budget.perSecond(), "lastSecond", budget.lastSecond(), "total", budget.total());
    }

    Map<String, Object> store(String shownUri) {
        Sightings.Store store = sightings.store();
        Sightings.DataSet data = sightings.dataSet();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("uri", Printable.of(shownUri, 300));
        fields.put("answers", store.answers());
        fields.put("problem", store.problem());
        fields.put("dataSet", data.state());
        fields.put("sentence", Printable.of(data.sentence(), 400));
        data.since().ifPresent(since -> fields.put("setUp", since.toString()));
        return fields;
    }

    List<Map<String, Object>> nodes() {
        Instant now = Instant.now();
        return sightings.nodes().stream()
                .<Map<String, Object>>map(
                        node -> Map.of("node", node.node(), "what", node.what(), "age", age(node.at(), now)))
                .toList();
    }

    List<Map<String, Object>> unsettled() {
        Instant now = Instant.now();
        List<Unsettled> all = sightings.of(each -> {
            List<Unsettled> waits = new ArrayList<>();
            each.forEach(sight -> waits.addAll(sight.unsettled));
            return waits;
        });
        all.sort(java.util.Comparator.comparing(Unsettled::since));
        // What is under way is no news: each sale is, for some milliseconds.
        return all.stream()
                .filter(one -> one.since().isBefore(now.minusSeconds(1)))
                .limit(MOST_UNSETTLED)
                .map(one -> unsettled(one, now))
                .toList();
    }

    static Map<String, Object> unsettled(Unsettled one, Instant now) {
        return Map.of(
                "campaign", one.campaign(),
                "slot", one.slot(),
                "account", one.account(),
                "purchase", one.purchase(),
                "lock", one.lock(),
                "since", one.since().toString(),
                "age", age(one.since(), now));
    }

    static double age(Instant since, Instant now) {
        return Math.round((now.toEpochMilli() - since.toEpochMilli()) / 100.0) / 10.0;
    }

    static Map<String, Object> trouble(Trouble trouble) {
        Instant now = Instant.now();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", trouble.id());
        fields.put("title", Printable.of(trouble.title(), 300));
        fields.put("text", Printable.of(trouble.text(), 1_500));
        trouble.since().ifPresent(since -> fields.put("age", age(since, now)));
        fields.put("section", trouble.section());
        fields.put("commands", trouble.commands());
        return fields;
    }

    static Map<String, Object> audit(BoardAudit.View audit) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("state", audit.state());
        fields.put("reads", audit.reads());
        fields.put("problem", audit.problem());
        if (!audit.state().equals("NONE")) {
            fields.put("seconds", age(audit.began(), audit.ended()));
            fields.put("endedAge", age(audit.ended(), Instant.now()));
        }
        audit.report().ifPresent(report -> {
            AuditReport.Totals totals = report.totals();
            fields.put("verdict", report.verdict().name());
            fields.put("campaigns", totals.campaigns());
            fields.put("slotsSold", totals.slotsSold());
            fields.put("accounts", totals.accounts());
            fields.put("locks", totals.locks());
            fields.put(
                    "count",
                    report.counts().values().stream().mapToLong(Long::longValue).sum());
            fields.put(
                    "findings",
                    report.findings().stream()
                            .limit(MOST_FINDINGS)
                            .map(finding -> Map.of(
                                    "kind", finding.kind().name(),
                                    "weight", finding.kind().weight().name(),
                                    "key", Printable.of(finding.key(), 200),
                                    "sentence", Printable.of(finding.sentence(), 600)))
                            .toList());
        });
        return fields;
    }

    static Optional<Map<String, Object>> account(Optional<Sightings.AccountSight> sight) {
        Instant now = Instant.now();
        return sight.map(found -> {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("id", found.id());
            fields.put("state", found.state());
            fields.put("note", found.note());
            fields.put("age", seconds(System.nanoTime() - found.readNanos()));
            found.lock().ifPresent(lock -> fields.put("lock", unsettled(lock, now)));
            return fields;
        });
    }
}
