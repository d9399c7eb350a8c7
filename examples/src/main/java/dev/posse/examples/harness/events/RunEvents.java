package dev.posse.examples.harness.events;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Takes what happens in a run to those who listen, on the thread to which it happens. Which crashed sale was settled when is
 * put together here, and told as the rest is.
 *
 * <p>Safe for use by many threads.
 */
public final class RunEvents {

    private final List<RunListener> listeners;
    private final List<RunListener> thorough;
    private final long began = System.nanoTime();

    /**
     * The run begins now.
     *
     * @param listeners in the order in which they hear
     */
    public RunEvents(List<? extends RunListener> listeners) {
        List<RunListener> all = new ArrayList<>(listeners);
        all.add(new CrashedSales(settled -> tell(at -> settled)));
        this.listeners = List.copyOf(all);
        this.thorough = all.stream().filter(RunListener::hearsDetails).toList();
    }

    /**
     * Tells the time.
     *
     * @return microseconds since the run began
     */
    public long now() {
        return (System.nanoTime() - began) / 1_000;
    }

    /**
     * Says whether anybody wants details.
     *
     * @return whether {@link #detail} does anything
     */
    public boolean areDetailed() {
        return !thorough.isEmpty();
    }

    /**
     * Tells everybody.
     *
     * @param making makes the event of the time, in microseconds since the run began
     */
    public void tell(LongFunction<? extends RunEvent> making) {
        tell(listeners, making.apply(now()));
    }

    /**
     * Tells those who want details.
     *
     * @param making makes the event of the time; not called if nobody wants it
     */
    public void detail(LongFunction<? extends RunEvent> making) {
        if (areDetailed()) {
            tell(thorough, making.apply(now()));
        }
    }

    /**
     * Hands everybody the means to disturb nodes.
     *
     * @param controls of the nodes
     */
    public void controls(NodeControls controls) {
        listeners.forEach(each -> each.controls(controls));
    }

    private static void tell(List<RunListener> all, RunEvent event) {
        for (RunListener each : all) {
            each.on(event);
        }
    }
}
