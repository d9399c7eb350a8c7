package dev.posse.spring;

import dev.posse.observe.Health;
import dev.posse.observe.NodeProblem;
import dev.posse.observe.NodeProblem.Code;
import dev.posse.observe.NodeStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** A node's health, in the words of no line of Boot. */
record NodeReport(boolean isUp, Map<String, Object> details) {

    static final String INDICATOR = "posseHealthIndicator";
    static final String READINESS_INDICATOR = "posseReadinessHealthIndicator";

    /** The group that a load balancer asks. */
    static final String READINESS_GROUP = "readiness";

    /** Of the contributor to that group: its bean's name without the ending. */
    static final String READINESS = "posseReadiness";

    /** Whether everything is as it should be, but for what a person has switched off. */
    static NodeReport health(NodeStatus status, PosseProperties properties) {
        List<NodeProblem> problems = status.problems().stream()
                .filter(problem -> properties.patrol().enabled() || problem.code() != Code.PATROLS_STOPPED)
                .toList();
        return new NodeReport(
                problems.stream().noneMatch(problem -> problem.code().health() == Health.RED),
                details(status, problems));
    }

    /** Whether buyers should be sent here: a campaign that was stopped is stopped on every node, and the others are sold. */
    static NodeReport readiness(NodeStatus status) {
        return new NodeReport(
                status.canSell(),
                details(
                        status,
                        status.problems().stream()
                                .filter(problem -> problem.code().stopsSales())
                                .toList()));
    }

    /** Not where the application says itself what is in the group. */
    static boolean isInReadiness(Environment environment) {
        return environment.getProperty("posse.health.readiness", Boolean.class, true)
                && !Binder.get(environment)
                        .bind("management.endpoint.health.group.readiness.include", Bindable.setOf(String.class))
                        .isBound();
    }

    private static Map<String, Object> details(NodeStatus status, List<NodeProblem> problems) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("node", status.node());
        details.put("canSell", status.canSell());
        details.put("problems", problems.stream().map(NodeProblem::toString).toList());
        status.fence().ifPresent(fence -> details.put("fence", fence.cause() + ": " + fence.reason()));
        details.put("store", store(status.store()));
        details.put("patrols", patrols(status.patrols()));
        details.put("stoppedCampaigns", stopped(status.stopped()));
        details.put("backlog", backlog(status.backlog()));
        status.connections().ifPresent(use -> details.put("connections", use.inUse() + " of " + use.most()));
        return details;
    }

    private static Map<String, Object> store(NodeStatus.Store store) {
        Map<String, Object> shown = new LinkedHashMap<>();
        store.answered().ifPresent(took -> shown.put("answeredMillis", took.toNanos() / 1e6));
        shown.put("writes", store.writes().name());
        store.trouble().ifPresent(trouble -> shown.put("trouble", trouble));
        return shown;
    }

    private static Map<String, Object> patrols(NodeStatus.Patrols patrols) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("running", patrols.running());
        shown.put("sinceGoodMillis", patrols.sinceGood().toMillis());
        shown.put("campaigns", patrols.campaigns());
        shown.put("unreadable", patrols.unreadable());
        return shown;
    }

    private static Map<String, Object> stopped(NodeStatus.StoppedCampaigns stopped) {
        return Map.of("count", stopped.count(), "some", stopped.some());
    }

    private static Map<String, Object> backlog(NodeStatus.Backlog backlog) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("unsettled", backlog.unsettled());
        backlog.oldest().ifPresent(age -> shown.put("oldestMillis", age.toMillis()));
        shown.put("behind", backlog.behind());
        return shown;
    }
}
