package dev.posse.observe;

import dev.posse.store.ConnectionUse;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the status of each node that it hears in JMX, from its opening until it is closed: {@code dev.posse:type=Node,name="shop-1"}. Thread-safe.
 *
 * <pre>{@code
 * Posse posse = Posse.on(store).node("shop-1").observer(new JmxObserver()).open();
 * }</pre>
 *
 * <p>Where a node of that name is shown already, by this application or another one in the same JVM, it bears {@code ,copy=2} and so on. Needs the
 * module {@code java.management}.
 */
public final class JmxObserver implements PosseObserver {

    private static final Logger LOGGER = LoggerFactory.getLogger("dev.posse");

    /** Of one name in one JVM. */
    private static final int MOST_COPIES = 16;

    private final ConcurrentMap<String, ObjectName> shown = new ConcurrentHashMap<>();

    /** Makes an observer that shows nothing yet. */
    public JmxObserver() {}

    @Override
    public void onEvent(PosseEvent event) {
        Objects.requireNonNull(event, "event");
        try {
            if (event instanceof PosseEvent.NodeOpened opened) {
                hide(opened.node());
                show(opened);
            } else if (event instanceof PosseEvent.NodeClosed closed) {
                hide(closed.node());
            }
        } catch (JMException e) {
            LOGGER.warn("{}: its status is not shown in JMX: {}", event.node(), e.getMessage());
        }
    }

    @Override
    public boolean hearsSteps() {
        return false;
    }

    private void show(PosseEvent.NodeOpened opened) throws JMException {
        StandardMBean bean = new StandardMBean(new Bean(opened.status()), NodeMXBean.class, true);
        for (int copy = 1; copy <= MOST_COPIES && !shown.containsKey(opened.node()); copy++) {
            ObjectName name = new ObjectName(
                    "dev.posse:type=Node,name=" + ObjectName.quote(opened.node()) + (copy == 1 ? "" : ",copy=" + copy));
            try {
                shown.put(opened.node(), server().registerMBean(bean, name).getObjectName());
            } catch (InstanceAlreadyExistsException e) {
                LOGGER.debug("{}: {} is another node's", opened.node(), name);
            }
        }
        if (!shown.containsKey(opened.node())) {
            LOGGER.warn("{}: its status is not shown in JMX: {} nodes of that name are", opened.node(), MOST_COPIES);
        }
    }

    private void hide(String node) throws JMException {
        ObjectName name = shown.remove(node);
        if (name != null) {
            try {
                server().unregisterMBean(name);
            } catch (InstanceNotFoundException e) {
                // An application server has tidied up before us.
                return;
            }
        }
    }

    private static MBeanServer server() {
        return ManagementFactory.getPlatformMBeanServer();
    }

    private record Bean(Supplier<NodeStatus> status) implements NodeMXBean {

        @Override
        public String getHealth() {
            return status.get().health().name();
        }

        @Override
        public boolean isAbleToSell() {
            return status.get().canSell();
        }

        @Override
        public List<String> getProblems() {
            return status.get().problems().stream().map(NodeProblem::toString).toList();
        }

        @Override
        public String getFence() {
            return status.get().fence().map(NodeStatus.Fence::reason).orElse("");
        }

        @Override
        public boolean isPatrolling() {
            return status.get().patrols().running();
        }

        @Override
        public long getMillisSinceGoodPatrol() {
            return status.get().patrols().sinceGood().toMillis();
        }

        @Override
        public long getStoreReadMillis() {
            return status.get().store().answered().map(Duration::toMillis).orElse(-1L);
        }

        @Override
        public String getStoreWrites() {
            return status.get().store().writes().name();
        }

        @Override
        public long getStoppedCampaigns() {
            return status.get().stopped().count();
        }

        @Override
        public List<String> getSomeStoppedCampaigns() {
            return status.get().stopped().some();
        }

        @Override
        public long getUnsettledSales() {
            return status.get().backlog().unsettled();
        }

        @Override
        public long getOldestUnsettledMillis() {
            return status.get().backlog().oldest().map(Duration::toMillis).orElse(0L);
        }

        @Override
        public int getSettlingBehind() {
            return status.get().backlog().behind();
        }

        @Override
        public int getConnectionsInUse() {
            return status.get().connections().map(ConnectionUse::inUse).orElse(-1);
        }
    }
}
