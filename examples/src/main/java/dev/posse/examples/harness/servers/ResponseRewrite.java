package dev.posse.examples.harness.servers;

import java.io.InputStream;

/** How the answers of a server are read on their way: as they are, or with other ports than the server names. */
@FunctionalInterface
interface ResponseRewrite {

    /** Returns what to read in place of the server's answers; each read may give a piece of it. */
    InputStream read(InputStream answers);
}
