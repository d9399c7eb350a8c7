package dev.posse.examples.couchbase;

import dev.posse.store.StoreException;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code ./posse couchbase-mock}: a Couchbase to try things out on, in a process of its own. */
@Command(
        name = "couchbase-mock",
        description = "Starts Couchbase's own mock, prints its URI and runs until Ctrl-C. For trying out: one node,"
                + " everything in memory, nothing left at the end.",
        mixinStandardHelpOptions = true)
public final class CouchbaseMockCommand implements Callable<Integer> {

    /** For picocli. */
    public CouchbaseMockCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (CouchbaseMockServer server = CouchbaseMockServer.start()) {
            // The URI alone is the output, so that a script can read it.
            System.out.println(server.uri());
            System.err.println(
                    "posse: the mock runs until Ctrl-C; in another terminal, for example: ./posse demo --store '"
                            + server.uri() + "'");
            server.awaitEnd();
            throw new StoreException("The mock has ended by an error of its own; start it again, it is empty then");
        }
    }
}
