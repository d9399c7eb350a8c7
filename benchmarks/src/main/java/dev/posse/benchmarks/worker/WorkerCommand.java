package dev.posse.benchmarks.worker;

import dev.posse.benchmarks.shop.AuditFailedException;
import dev.posse.benchmarks.shop.Shop;
import dev.posse.benchmarks.text.JsonLines;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** One process of buyers. It takes orders on its standard input, and ends with it. */
@Command(name = "worker", hidden = true, description = "One process of buyers: takes orders on its standard input.")
public final class WorkerCommand implements Callable<Integer> {

    private Optional<Shop> shop = Optional.empty();

    /** For picocli. */
    public WorkerCommand() {}

    @Override
    public Integer call() throws IOException {
        PrintStream replies = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        // Whatever else prints must not get between the replies.
        System.setOut(System.err);
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line;
        while ((line = orders.readLine()) != null) {
            replies.println(JsonLines.write(answer(JsonLines.read(line, WorkerRequest.class))));
        }
        shop.ifPresent(Shop::close);
        return 0;
    }

    private WorkerResponse answer(WorkerRequest request) {
        try {
            return obey(request);
        } catch (AuditFailedException e) {
            return new WorkerResponse("the audit failed: " + e.getMessage(), Reading.NOTHING);
        } catch (RuntimeException e) {
            e.printStackTrace();
            return new WorkerResponse(request.what() + " failed: " + e, Reading.NOTHING);
        }
    }

    private WorkerResponse obey(WorkerRequest request) {
        Shift shift = request.shift();
        switch (request.what()) {
            case OPEN -> shop = Optional.of(shift.contender().open(shift.port(), shift.nodes()));
            case PREPARE -> open().prepare(shift.stock());
            case RUN -> {
                return new WorkerResponse("", new Buyers(open(), shift).run(request.number()));
            }
            case COUNT -> {
                return new WorkerResponse("", new Buyers(open(), shift).countOperations());
            }
            case AUDIT -> open().audit(request.number());
            case CLOSE -> {
                Optional<Shop> closing = shop;
                shop = Optional.empty();
                closing.ifPresent(Shop::close);
                // What lies about is not the next slice's; and an idle process gives its memory back to the others.
                System.gc();
            }
        }
        return WorkerResponse.done();
    }

    private Shop open() {
        return shop.orElseThrow(() -> new IllegalStateException("There is no open shop"));
    }
}
