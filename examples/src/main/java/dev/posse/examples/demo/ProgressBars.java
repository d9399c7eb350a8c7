package dev.posse.examples.demo;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress bars, where somebody looks. */
final class ProgressBars {

    private ProgressBars() {}

    /** Set by the launcher: {@link System#console} does not tell the same on all JDKs. */
    static boolean areWanted() {
        return Boolean.getBoolean("posse.terminal");
    }

    static ProgressBar sold(long slots) {
        return new ProgressBarBuilder()
                .setTaskName("sold")
                .setInitialMax(slots)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .build();
    }
}
