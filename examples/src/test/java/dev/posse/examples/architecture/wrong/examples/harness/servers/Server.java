package dev.posse.examples.architecture.wrong.examples.harness.servers;

/** Something that is struck. */
public final class Server {}
