package dev.posse.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Shows a start that has failed as a description and an action, without a stack trace. Asked before Boot's own, which know of a missing
 * method only what class it was in.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PosseFailureAnalyzer extends AbstractFailureAnalyzer<PosseStartException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, PosseStartException cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.action(), rootFailure);
    }
}
