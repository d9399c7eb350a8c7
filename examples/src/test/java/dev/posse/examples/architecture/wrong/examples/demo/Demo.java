package dev.posse.examples.architecture.wrong.examples.demo;

/** What a person starts. */
public final class Demo {}
