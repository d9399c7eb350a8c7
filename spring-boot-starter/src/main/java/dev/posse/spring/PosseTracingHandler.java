package dev.posse.spring;

import io.micrometer.observation.Observation;
import io.micrometer.tracing.Link;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/** Makes spans of Posse's observations, with the times at which the work was done. */
public final class PosseTracingHandler implements TracingObservationHandler<PosseObservationContext> {

    private final Tracer tracer;

    /**
     * Makes a handler.
     *
     * @param tracer makes the spans
     */
    public PosseTracingHandler(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
        return context instanceof PosseObservationContext;
    }

    @Override
    public void onStart(PosseObservationContext context) {
        Span.Builder builder = tracer.spanBuilder()
                .name(getSpanName(context))
                .startTimestamp(micros(context.began()), TimeUnit.MICROSECONDS);
        Span parent = getParentSpan(context);
        if (parent == null) {
            builder.setNoParent();
        } else {
            builder.setParent(parent.context());
        }
        context.linked().ifPresent(purchase -> link(builder, purchase));
        getTracingContext(context).setSpan(builder.start());
    }

    @Override
    public void onStop(PosseObservationContext context) {
        Span span = getRequiredSpan(context);
        tagSpan(context, span);
        span.name(getSpanName(context));
        span.end(micros(context.ended()), TimeUnit.MICROSECONDS);
    }

    @Override
    public Tracer getTracer() {
        return tracer;
    }

    private static void link(Span.Builder builder, Observation.ContextView purchase) {
        TracingContext traced = purchase.get(TracingContext.class);
        if (traced != null && traced.getSpan() != null) {
            builder.addLink(new Link(traced.getSpan()));
        }
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
