package dev.posse.observe;

import java.util.List;

/** A node's status for JMX, as {@link JmxObserver} registers it. Reading an attribute asks the node, as {@code Posse.status()} does. */
public interface NodeMXBean {

    /** {@return {@code GREEN}, {@code YELLOW} or {@code RED}} */
    String getHealth();

    /** {@return whether a purchase on this node can succeed} */
    boolean isAbleToSell();

    /** {@return what is wrong, a code and a sentence each} */
    List<String> getProblems();

    /** {@return why the node sells nothing until a person confirms the data set; empty if it is not so} */
    String getFence();

    /** {@return whether the node patrols} */
    boolean isPatrolling();

    /** {@return how long ago a patrol last read all that it wanted, in milliseconds} */
    long getMillisSinceGoodPatrol();

    /** {@return how long the last fresh read took, in milliseconds; -1 if the store did not answer} */
    long getStoreReadMillis();

    /** {@return whether the store takes writes: {@code TAKEN}, {@code REFUSED} or {@code UNKNOWN}} */
    String getStoreWrites();

    /** {@return how many campaigns are stopped, as far as the node knows} */
    long getStoppedCampaigns();

    /** {@return some of them} */
    List<String> getSomeStoppedCampaigns();

    /** {@return how many sales its patrols have found unsettled after their grace} */
    long getUnsettledSales();

    /** {@return how long ago the driver of the oldest of them began, in milliseconds; 0 if there is none} */
    long getOldestUnsettledMillis();

    /** {@return how many sales wait to be settled behind their answers} */
    int getSettlingBehind();

    /** {@return how many connections of the store are in use; -1 if it does not know} */
    int getConnectionsInUse();
}
