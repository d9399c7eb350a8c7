package dev.posse.spring;

import io.micrometer.observation.Observation;
import io.micrometer.tracing.Link;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
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
        parent(context).ifPresentOrElse(parent -> builder.setParent(parent.context()), builder::setNoParent);
        context.linked()
                .flatMap(PosseTracingHandler::traced)
                .ifPresent(purchase -> builder.addLink(new Link(purchase)));
        getTracingContext(context).setSpan(builder.start());
    }

    @Override
    public void onStop(PosseObservationContext context) {
        Span span = getRequiredSpan(context);
        tagSpan(context, span);
        span.name(getSpanName(context));
        span.end(micros(context.ended()), TimeUnit.MICROSECONDS);
    }

    /** As it is: the name of a step is spelled as in {@code docs/protocol.md}. */
    @Override
    public String getSpanName(PosseObservationContext context) {
        return String.valueOf(context.getContextualName());
    }

    @Override
    public Tracer getTracer() {
        return tracer;
    }

    /** Of the parent observation: the span under way on this thread is the caller's, also where a step is told. */
    private Optional<Span> parent(PosseObservationContext context) {
        return Optional.ofNullable(context.getParentObservation())
                .flatMap(parent -> traced(parent.getContextView()))
                .or(() -> Optional.ofNullable(tracer.currentSpan()));
    }

    private static Optional<Span> traced(Observation.ContextView context) {
        TracingContext traced = context.get(TracingContext.class);
        return traced == null ? Optional.empty() : Optional.ofNullable(traced.getSpan());
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
