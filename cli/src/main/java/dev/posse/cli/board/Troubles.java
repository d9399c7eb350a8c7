package dev.posse.cli.board;

import dev.posse.audit.AuditReport;
import dev.posse.cli.board.Sight.Unsettled;
import dev.posse.cli.board.Sightings.Unread;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What somebody has to look at, with what the page for the person on call says about it and what is to be typed. */
final class Troubles {

    /** Troubles of one kind that are listed; the others are counted. */
    static final int MOST_PER_KIND = 50;

    /**
     * One of them.
     *
     * @param id the same as long as it is the same trouble
     * @param section heading in docs/operations.md
     */
    record Trouble(
            String id, String title, String text, Optional<Instant> since, String section, List<String> commands) {}

    private final Sightings sightings;
    private final Typed typed;
    private final List<Trouble> all = new ArrayList<>();
    private final Map<String, Integer> counts = new LinkedHashMap<>();

    private Troubles(Sightings sightings, Typed typed) {
        this.sightings = sightings;
        this.typed = typed;
    }

    static Troubles of(Sightings sightings, Typed typed, Optional<AuditReport> audited) {
        Troubles troubles = new Troubles(sightings, typed);
        troubles.store();
        troubles.dataSet();
        troubles.campaigns();
        troubles.accounts();
        troubles.unread();
        audited.filter(report -> report.verdict() == AuditReport.Verdict.DIFFERENCES)
                .ifPresent(troubles::audit);
        return troubles;
    }

    List<Trouble> listed() {
        return all;
    }

    /** All of them, also those that are not listed. */
    int count() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private void add(String kind, Trouble trouble) {
        if (counts.merge(kind, 1, Integer::sum) <= MOST_PER_KIND) {
            all.add(trouble);
        }
    }

    private void store() {
        Sightings.Store store = sightings.store();
        if (!store.answers()) {
            add(
                    "store",
                    new Trouble(
                            "store",
                            "The store does not answer",
                            store.problem(),
                            Optional.of(store.since()),
                            "The store is out",
                            List.of(typed.command("doctor"))));
        }
    }

    private void dataSet() {
        Sightings.DataSet read = sightings.dataSet();
        if (read.state().equals("READY") || read.state().equals("UNREAD")) {
            return;
        }
        if (read.state().equals("UNREADABLE") && !sightings.store().answers()) {
            // That it does not answer stands there already, and says why.
            return;
        }
        List<String> commands = new ArrayList<>(List.of(typed.command("doctor"), typed.command("audit")));
        if (!read.state().equals("ABSENT")) {
            commands.add(typed.command("show document", "posse/incarnation"));
        }
        add(
                "data",
                new Trouble(
                        "data " + read.state(),
                        switch (read.state()) {
                            case "ABSENT" -> "This store is not set up, or has lost its data";
                            case "LOST" -> "The store has lost its data";
                            case "PART_MISSING" -> "A part of the store does not answer";
                            case "UNREADABLE" -> "Nobody can tell whether the data is whole";
                            default -> "The fence is closed: nobody sells until a person confirms the data";
                        },
                        "The store is " + read.sentence()
                                + read.objection()
                                        .map(why -> ". The node says: " + why)
                                        .orElse(""),
                        // Nobody writes down since when; the nodes' logs know.
                        Optional.empty(),
                        read.state().equals("PART_MISSING") ? "The store is out" : "Data loss",
                        List.copyOf(commands)));
    }

    private void campaigns() {
        Instant now = Instant.now();
        List<Trouble> found = sightings.of(each -> {
            List<Trouble> some = new ArrayList<>();
            each.forEach(sight -> {
                if (sight.state == Sight.State.STOPPED) {
                    some.add(stopped(sight));
                }
                sight.unsettled.stream()
                        .filter(one -> one.since().isBefore(now.minusSeconds(Sight.STUCK_SECONDS)))
                        .forEach(one -> some.add(stuck(one)));
            });
            return some;
        });
        found.forEach(trouble -> add(trouble.section(), trouble));
    }

    private Trouble stopped(Sight sight) {
        return new Trouble(
                "stopped " + sight.id,
                sight.id + " is STOPPED",
                sight.note.isEmpty() ? "It says no reason" : sight.note,
                Optional.empty(),
                "Total failure",
                List.of(
                        typed.command("audit --campaign=" + Typed.quoted(sight.id)),
                        typed.command("reopen", sight.id)));
    }

    private Trouble stuck(Unsettled one) {
        String what = "Slot " + one.slot() + " of " + one.campaign() + ", sold to " + one.account() + " as "
                + one.purchase() + ", is not settled. ";
        boolean isHeld = one.lock().equals("held");
        return new Trouble(
                "stuck " + one.campaign() + "/" + one.slot(),
                one.account() + " is locked for slot " + one.slot() + " of " + one.campaign(),
                what
                        + switch (one.lock()) {
                            case "held" ->
                                "Its buyer's account is locked for it and can buy nothing else; the campaign sells on when a node"
                                        + " patrols";
                            case "absent" ->
                                "Its buyer's account bears no lock for it: unless it was settled this moment, a write is lost";
                            case "no account" -> "Its buyer's account is gone: a write is lost";
                            default -> "What its buyer's account says could not be read";
                        },
                Optional.of(one.since()),
                isHeld ? "A lock that does not go away" : "Total failure",
                isHeld
                        ? List.of(typed.command("resolve", one.account()))
                        : List.of(
                                typed.command("audit --campaign=" + Typed.quoted(one.campaign())),
                                typed.command("show slot", one.campaign(), String.valueOf(one.slot())),
                                typed.command("show account", one.account())));
    }

    private void accounts() {
        Instant old = Instant.now().minusSeconds(Sight.STUCK_SECONDS);
        for (Sightings.AccountSight account : sightings.accounts()) {
            account.lock().filter(lock -> lock.since().isBefore(old)).ifPresent(lock -> {
                String id = "stuck " + lock.campaign() + "/" + lock.slot();
                // Its slot may be claimed, and then it stands there already.
                if (all.stream().noneMatch(trouble -> trouble.id().equals(id))) {
                    add("A lock that does not go away", lockOnly(id, lock));
                }
            });
        }
    }

    private Trouble lockOnly(String id, Unsettled lock) {
        return new Trouble(
                id + " " + lock.account(),
                lock.account() + " is locked for slot " + lock.slot() + " of " + lock.campaign(),
                "The purchase " + lock.purchase() + " was begun and not ended, and the account can buy nothing else",
                Optional.of(lock.since()),
                "A lock that does not go away",
                List.of(typed.command("resolve", lock.account())));
    }

    private void unread() {
        for (Unread unread : sightings.unread()) {
            boolean isSlot = unread.key().startsWith("slot/");
            String section = unread.isForeign()
                    ? "Something foreign under a key"
                    : isSlot ? "A slot that cannot be read" : "Rolling upgrade";
            add(
                    section,
                    new Trouble(
                            "unread " + unread.key(),
                            unread.key() + " cannot be read",
                            unread.problem(),
                            Optional.of(unread.since()),
                            section,
                            List.of(typed.command("show document", unread.key()))));
        }
        if (sightings.isMoreUnread()) {
            add(
                    "unread beyond",
                    new Trouble(
                            "unread beyond",
                            "More keys cannot be read than the board remembers",
                            "Those that are listed are some of them; an audit names all",
                            Optional.empty(),
                            "Rolling upgrade",
                            List.of(typed.command("audit"))));
        }
    }

    private void audit(AuditReport report) {
        add(
                "audit",
                new Trouble(
                        "audit",
                        "The books do not balance",
                        "The audit below names each document that contradicts another",
                        Optional.empty(),
                        "Lost writes",
                        List.of(typed.command("audit"))));
    }
}
