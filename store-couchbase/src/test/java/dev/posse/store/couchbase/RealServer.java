package dev.posse.store.couchbase;

import java.util.Optional;

/**
 * The real Couchbase of a build, found once: a cluster that {@code POSSE_COUCHBASE} names, or a container where Docker is
 * available.
 *
 * <p>{@code POSSE_COUCHBASE=couchbase://user:password@host/bucket} takes that cluster, {@code =docker} a container and
 * fails without one, {@code =mock} wants no real server. Where there is none, the build says so in a frame.
 */
final class RealServer {

    private static final RealServer FOUND = find(Optional.ofNullable(System.getenv("POSSE_COUCHBASE"))
            .filter(wish -> !wish.isBlank())
            .orElse("any"));

    private final Optional<String> uri;
    private final String whyNot;

    private RealServer(Optional<String> uri, String whyNot) {
        this.uri = uri;
        this.whyNot = whyNot;
    }

    static String uri() {
        return FOUND.uri.orElseThrow(() -> new IllegalStateException(FOUND.whyNot));
    }

    /** Says why there is none; empty where there is one. */
    static Optional<String> whyNot() {
        return FOUND.uri.isPresent() ? Optional.empty() : Optional.of(FOUND.whyNot);
    }

    static RealServer find(String wish) {
        return switch (wish) {
            case "mock" -> absent("POSSE_COUCHBASE=mock asks for none");
            case "docker" -> new RealServer(Optional.of(ContainerTarget.start()), "");
            case "any" ->
                ContainerTarget.isPossible() ? inContainer() : absent("POSSE_COUCHBASE is not set, no Docker");
            default -> new RealServer(Optional.of(wish + (wish.contains("?") ? "" : "?openTimeout=30s")), "");
        };
    }

    /** Nobody asked for the container by name: one that does not start is reported, and does not fail the build. */
    private static RealServer inContainer() {
        try {
            return new RealServer(Optional.of(ContainerTarget.start()), "");
        } catch (RuntimeException e) {
            return absent("the container did not start: " + e.getMessage());
        }
    }

    private static RealServer absent(String reason) {
        // Through the console itself: a log at the level of the tests would be quiet.
        System.err.printf(
                "%n  ! NOT RUN ON A REAL COUCHBASE: %s.%n"
                        + "  ! Durability, failover, collections: the README's section \"Not verified here\" stands.%n"
                        + "  ! To run: POSSE_COUCHBASE=couchbase://user:password@host/bucket, or have Docker.%n%n",
                reason);
        return new RealServer(Optional.empty(), "not run on a real Couchbase: " + reason);
    }
}
