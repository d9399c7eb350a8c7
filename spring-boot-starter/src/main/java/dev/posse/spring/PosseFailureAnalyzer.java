package dev.posse.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows a start that has failed as a description and an action, without a stack trace. */
final class PosseFailureAnalyzer extends AbstractFailureAnalyzer<PosseStartException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, PosseStartException cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.action(), rootFailure);
    }
}
