package dev.posse.benchmarks.micro;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.Main;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code jmh}: the micro benchmarks. */
@Command(
        name = "jmh",
        description =
                "Runs the micro benchmarks. What follows is JMH's: jmh -h shows its options, jmh -l the benchmarks.")
public final class JmhCommand implements Callable<Integer> {

    @Unmatched
    private List<String> arguments = new ArrayList<>();

    /** For picocli. */
    public JmhCommand() {}

    @Override
    public Integer call() throws IOException {
        Main.main(arguments.toArray(String[]::new));
        return 0;
    }
}
