package dev.posse.benchmarks.crash;

import dev.posse.document.Campaign;
import dev.posse.document.Claim;
import dev.posse.document.Key;
import dev.posse.document.Slot;
import dev.posse.document.Stored;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A node's process, whose buyers are killed with it. */
final class VictimProcess implements AutoCloseable {

    /** Slots in which claims are looked for, of all campaigns together. */
    private static final int SLOTS = 2400;

    private final String accounts;
    private final Process process;
    private final Thread hook;
    private Set<String> campaigns = Set.of();

    private VictimProcess(String accounts, Process process) {
        this.accounts = accounts;
        this.process = process;
        this.hook = new Thread(process::destroyForcibly, "victim-end");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    static VictimProcess start(String uri, String accounts, int buyers) {
        try {
            VictimProcess victim = new VictimProcess(
                    accounts,
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-Xmx256m",
                                    "-XX:+UseSerialGC",
                                    "-XX:TieredStopAtLevel=1",
                                    "-Dfile.encoding=UTF-8",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    "dev.posse.benchmarks.Main",
                                    "crash-victim",
                                    uri,
                                    accounts,
                                    String.valueOf(buyers))
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start());
            victim.awaitReady();
            return victim;
        } catch (IOException e) {
            throw new UncheckedIOException("A process of buyers cannot be started", e);
        }
    }

    private void awaitReady() throws IOException {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        Optional<String> line = Optional.ofNullable(output.readLine());
        while (line.isPresent() && !line.get().equals(VictimCommand.READY)) {
            line = Optional.ofNullable(output.readLine());
        }
        if (line.isEmpty()) {
            throw new IOException("The process of buyers has ended by itself");
        }
    }

    /**
     * Tells its buyers where to buy: the first in the first, the second in the second. At first they do so again and again; told for the second
     * time, once more.
     */
    void buy(List<String> where) {
        campaigns = Set.copyOf(where);
        try {
            Writer input = process.outputWriter(StandardCharsets.UTF_8);
            input.write(String.join(" ", where) + "\n");
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("A process of buyers is gone", e);
        }
    }

    /** Kills it, and looks for the sales that were decided by then and not settled. */
    List<CrashedSale> kill(CasKeyValueStore store) {
        process.destroyForcibly();
        long now = System.nanoTime();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return claims(store).stream()
                .map(claim -> new CrashedSale(claim, CrashedSale.Kind.KILLED, now))
                .toList();
    }

    private List<Claim> claims(CasKeyValueStore store) {
        Map<String, Entry> found = store.getAll(
                campaigns.stream().map(id -> Key.campaign(id).name()).toList());
        List<Campaign> read = campaigns.stream()
                .flatMap(id -> Key.campaign(id).in(found).stream())
                .map(Stored::document)
                .toList();
        Set<String> slots = new HashSet<>();
        read.forEach(campaign -> slots(campaign).forEach(key -> slots.add(key.name())));
        Map<String, Entry> above = store.getAll(slots);
        List<Claim> claims = new ArrayList<>();
        for (Campaign campaign : read) {
            for (Key<Slot> key : slots(campaign)) {
                key.in(above)
                        .map(Stored::document)
                        .filter(Claim.class::isInstance)
                        .map(Claim.class::cast)
                        .filter(claim -> claim.account().startsWith(accounts) && !campaign.isSettled(claim.slot()))
                        .ifPresent(claims::add);
            }
        }
        return claims;
    }

    private List<Key<Slot>> slots(Campaign campaign) {
        List<Key<Slot>> keys = new ArrayList<>();
        long far = campaign.lastPurchasedSlot() + SLOTS / campaigns.size();
        for (long slot = campaign.lastPurchasedSlot() + 1; slot <= far; slot++) {
            keys.add(Key.slot(campaign.id(), slot));
        }
        return keys;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending, and the hook runs anyhow.
        }
    }
}
