package dev.posse.examples.demo;

import dev.posse.examples.harness.processes.ProcessSettings;
import java.util.LinkedHashMap;
import java.util.Map;

/** The settings of a run under the names of their options, those too that nobody typed. */
final class SettingsByOption {

    private final Map<String, String> settings = new LinkedHashMap<>();

    private SettingsByOption() {}

    static Map<String, String> of(DemoSettings of) {
        SettingsByOption all = new SettingsByOption();
        all.put("--nodes", of.nodes());
        all.put("--accounts", of.accounts());
        all.put("--campaigns", of.campaigns());
        all.put("--capacity", of.capacity());
        all.put("--buyers", of.buyers());
        all.put("--kill-rate", of.killRate() + " per second");
        all.put("--stop-rate", of.stopRate() + " per second");
        all.put("--patrol-rate", of.patrolRate() + " per second");
        all.put("--lost-answers", of.lostAnswers());
        all.put("--latency", of.latency().toNanos() / 1000 + " µs");
        all.put("--duration", of.duration().toSeconds() + " s");
        all.put("--pace", of.pace() == 0 ? "as many purchases as they can" : of.pace() + " purchases per second");
        all.put("--seed", of.seed());
        return all.settings;
    }

    static Map<String, String> of(ProcessSettings of, String kind) {
        SettingsByOption all = new SettingsByOption();
        all.put("--processes", "each node is a process of its own");
        all.put("--database", kind);
        all.put("--nodes", of.nodes());
        all.put("--accounts", of.accounts());
        all.put("--campaigns", of.campaigns());
        all.put("--capacity", of.capacity());
        all.put("--buyers", of.buyers());
        all.put("--kill-rate", of.kills() + " per second");
        all.put("--stop-rate", of.stops() + " per second");
        all.put("--fault-rate", of.faults() + " per second");
        all.put("--database-fault-rate", of.databaseFaults() + " per second");
        all.put("--disturbance-rate", of.disturbances() + " per second");
        all.put("--patrol-rate", of.patrolRate() + " per second");
        all.put("--settle-behind", of.nodeOptions().isEmpty() ? "no" : "yes");
        all.put("--duration", of.duration().toSeconds() + " s");
        all.put("--pace", of.pace() == 0 ? "as many purchases as they can" : of.pace() + " purchases per second");
        all.put("--seed", of.seed());
        return all.settings;
    }

    private void put(String option, Object value) {
        settings.put(option, String.valueOf(value));
    }
}
