package dev.posse.examples.architecture.wrong.admin;

/** Breaks the place of the bounds: they live in step. */
public final class Bounds {}
