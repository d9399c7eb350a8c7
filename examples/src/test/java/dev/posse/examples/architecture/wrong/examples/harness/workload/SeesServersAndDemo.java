package dev.posse.examples.architecture.wrong.examples.harness.workload;

import dev.posse.examples.architecture.wrong.examples.demo.Demo;
import dev.posse.examples.architecture.wrong.examples.harness.servers.Server;

/** Could be used by one run only. */
final class SeesServersAndDemo {
    Demo demo() {
        return new Demo();
    }

    Server server() {
        return new Server();
    }
}
