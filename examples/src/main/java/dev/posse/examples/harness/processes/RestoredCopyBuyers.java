package dev.posse.examples.harness.processes;

import dev.posse.audit.ReportedOutcome;
import dev.posse.examples.harness.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Buyers that buy one after the other, on each node and in each campaign, with an id of their own each time. */
final class RestoredCopyBuyers {

    private static final int LONGEST_ANSWER_SECONDS = 15;

    private final Fleet fleet;
    private final Workload workload;
    private final List<ReportedOutcome> soldOn = new ArrayList<>();
    private final List<String> unexpected = new ArrayList<>();
    private long calls;

    RestoredCopyBuyers(Fleet fleet, Workload workload) {
        this.fleet = fleet;
        this.workload = workload;
    }

    /** On each node somebody pays in and buys; gives what they were told that happened. */
    List<ReportedOutcome> eachBuys() {
        List<ReportedOutcome> told = new ArrayList<>();
        for (int place = 0; place < fleet.size(); place++) {
            calls++;
            String account =
                    workload.accounts().get((int) (calls % workload.accounts().size()));
            String id = workload.run() + "-" + calls;
            if (answered(place, NodeRequest.deposit(calls, account, id + "-paid", Workload.DEPOSIT))
                    .filter(NodeResponse.MOVED::equals)
                    .isPresent()) {
                told.add(new ReportedOutcome.Deposit(account, id + "-paid", Workload.DEPOSIT));
            }
            calls++;
            String campaign =
                    workload.campaigns().get((int) (calls % workload.campaigns().size()));
            bought(place, NodeRequest.purchase(calls, account, campaign, id, 3)).ifPresent(told::add);
        }
        return told;
    }

    /** Whether somebody was sold something on each node; what they were told is kept. */
    boolean isSoldOn() {
        List<ReportedOutcome> told = eachBuys();
        soldOn.addAll(told);
        return told.stream().filter(ReportedOutcome.Purchase.class::isInstance).count() == fleet.size();
    }

    List<ReportedOutcome> soldOn() {
        return soldOn;
    }

    /** What no node may answer. */
    List<String> unexpected() {
        return unexpected;
    }

    private Optional<ReportedOutcome> bought(int place, NodeRequest request) {
        return asked(place, request)
                .filter(response -> response.text().equals(NodeResponse.PURCHASED))
                .map(response -> new ReportedOutcome.Purchase(
                        request.account(), request.purchase(), response.campaign(), response.slot()));
    }

    private Optional<String> answered(int place, NodeRequest request) {
        return asked(place, request).map(NodeResponse::text);
    }

    private Optional<NodeResponse> asked(int place, NodeRequest request) {
        try {
            return Optional.of(fleet.at(place).ask(request).answer().get(LONGEST_ANSWER_SECONDS, TimeUnit.SECONDS))
                    .filter(response -> response.kind() == NodeResponse.Kind.TOLD);
        } catch (TimeoutException | ExecutionException e) {
            unexpected.add("No answer to " + request + ": " + e);
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The run was interrupted", e);
        }
    }
}
