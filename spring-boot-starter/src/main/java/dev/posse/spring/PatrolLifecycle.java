package dev.posse.spring;

import dev.posse.Posse;
import org.springframework.context.SmartLifecycle;

/**
 * Starts a node's patrols when the application has started, and stops them first of all when it ends: then the web server
 * finishes the requests under way, then the node is closed, and the store after it.
 */
final class PatrolLifecycle implements SmartLifecycle {

    private final Posse posse;
    private final boolean patrols;
    private volatile boolean running;

    PatrolLifecycle(Posse posse, boolean patrols) {
        this.posse = posse;
        this.patrols = patrols;
    }

    @Override
    public void start() {
        if (patrols) {
            posse.startPatrols();
        }
        running = true;
    }

    @Override
    public void stop() {
        posse.stopPatrols();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** The last to start, the first to stop. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
