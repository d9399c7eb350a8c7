package dev.posse.examples.architecture.wrong.examples.harness.servers;

/** Something that is disturbed. */
public final class Server {}
