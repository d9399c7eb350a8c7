package dev.posse.examples.architecture.wrong.examples;

/** Something for trying out. */
public final class Example {}
