package dev.posse.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Set;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("JMX")
class JmxObserverTest {

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final JmxObserver observer = new JmxObserver();
    private final JmxObserver another = new JmxObserver();
    private final Events.Node node = new Events.Node();

    @AfterEach
    void close() {
        observer.onEvent(Events.closed());
        another.onEvent(Events.closed());
    }

    private Set<ObjectName> shown() throws Exception {
        return server.queryNames(new ObjectName("dev.posse:*"), null);
    }

    @Test
    @DisplayName("shows a node from its opening until it is closed, under its name in quotes, as plain values")
    void shows() throws Exception {
        observer.onEvent(Events.opened(node));
        ObjectName name = new ObjectName("dev.posse:type=Node,name=\"n1\"");

        assertEquals(Set.of(name), shown());
        assertEquals("GREEN", server.getAttribute(name, "Health"));
        assertEquals(true, server.getAttribute(name, "AbleToSell"));
        assertEquals("", server.getAttribute(name, "Fence"));
        node.status = Events.Node.fenced();
        assertEquals("RED", server.getAttribute(name, "Health"));
        assertEquals("drop fell back", server.getAttribute(name, "Fence"));
        assertTrue(((String[]) server.getAttribute(name, "Problems"))[0].startsWith("DATA_LOSS: "));
        assertEquals(2L, server.getAttribute(name, "StoppedCampaigns"));
        for (var attribute : server.getMBeanInfo(name).getAttributes()) {
            // Every attribute can be read.
            assertEquals(
                    1,
                    server.getAttributes(name, new String[] {attribute.getName()})
                            .size());
        }
        assertEquals("[ads, drop]", Arrays.toString((Object[]) server.getAttribute(name, "SomeStoppedCampaigns")));

        observer.onEvent(Events.closed());
        assertEquals(Set.of(), shown());
    }

    @Test
    @DisplayName("shows a second node of the same name beside the first one, and closing one leaves the other")
    void sameName() throws Exception {
        observer.onEvent(Events.opened(node));
        another.onEvent(Events.opened(node));
        assertEquals(2, shown().size());

        observer.onEvent(Events.closed());

        assertEquals(Set.of(new ObjectName("dev.posse:type=Node,name=\"n1\",copy=2")), shown());
    }
}
