package dev.posse.examples.harness.report;

import java.time.Instant;
import java.util.Map;

/**
 * What was run, and what came of it.
 *
 * @param title of the report
 * @param began when
 * @param settings by name, in their order
 * @param versions of what took part, by name, in their order
 * @param command that repeats it
 */
public record RunDescription(
        String title, Instant began, Map<String, String> settings, Map<String, String> versions, String command) {}
