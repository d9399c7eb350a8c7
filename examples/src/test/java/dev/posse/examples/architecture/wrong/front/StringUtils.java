package dev.posse.examples.architecture.wrong.front;

/** Named by nothing that it is. */
final class StringUtils {}
