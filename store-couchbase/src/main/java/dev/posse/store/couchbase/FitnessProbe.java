package dev.posse.store.couchbase;

import com.couchbase.client.core.msg.kv.DurabilityLevel;
import com.couchbase.client.java.Collection;
import dev.posse.store.StoreException;
import dev.posse.store.StoreFitness;
import dev.posse.store.StoreFitness.Aspect;
import dev.posse.store.StoreFitness.Finding;
import dev.posse.store.StoreFitness.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges what a bucket and the durability in use promise; every sentence is the same for any deployment it fits. */
final class FitnessProbe {

    private final BucketInfo bucket;
    private final DurabilityLevel durability;
    private final Optional<BucketDetails> details;
    private final String whyNot;

    private FitnessProbe(
            BucketInfo bucket, DurabilityLevel durability, Optional<BucketDetails> details, String whyNot) {
        this.bucket = bucket;
        this.durability = durability;
        this.details = details;
        this.whyNot = whyNot;
    }

    static StoreFitness read(Collection collection, DurabilityLevel durability) {
        BucketInfo bucket = BucketInfo.known(collection);
        try {
            return of(bucket, durability, BucketDetails.read(collection)).withAccess(access(collection));
        } catch (BucketDetails.NotTold e) {
            return new FitnessProbe(bucket, durability, Optional.empty(), e.why()).withAccess(access(collection));
        }
    }

    static FitnessProbe of(BucketInfo bucket, DurabilityLevel durability, BucketDetails details) {
        return new FitnessProbe(bucket, durability, Optional.of(details), "");
    }

    static FitnessProbe of(BucketInfo bucket, DurabilityLevel durability, String whyNot) {
        return new FitnessProbe(bucket, durability, Optional.empty(), whyNot);
    }

    private static Finding access(Collection collection) {
        try {
            BucketInfo.reached(
                    collection, collection.environment().timeoutConfig().kvTimeout());
            return new Finding(
                    Aspect.ACCESS,
                    Verdict.NOTE,
                    "the user may read the collection; the right to write shows with the first write");
        } catch (StoreException e) {
            return new Finding(Aspect.ACCESS, Verdict.RISK, String.valueOf(e.getMessage()));
        }
    }

    StoreFitness withAccess(Finding access) {
        List<Finding> findings = new ArrayList<>();
        findings.add(eviction());
        findings.add(expiry());
        findings.add(persistence());
        findings.add(replication());
        findings.add(server());
        conflictResolution().ifPresent(findings::add);
        findings.add(access);
        return new StoreFitness(
                "Couchbase"
                        + details.flatMap(BucketDetails::versions)
                                .map(v -> " " + v)
                                .orElse(""),
                findings);
    }

    private Finding eviction() {
        if (!bucket.ephemeral()) {
            return finding(
                    Aspect.EVICTION, Verdict.SAFE, "a Couchbase bucket drops from memory what is on disk, no more");
        }
        return details.flatMap(BucketDetails::evictionPolicy)
                .map(policy -> policy.equals("noEviction")
                        ? finding(Aspect.EVICTION, Verdict.SAFE, "an ephemeral bucket with the policy noEviction")
                        : finding(
                                Aspect.EVICTION,
                                Verdict.RISK,
                                "an ephemeral bucket with the policy " + policy
                                        + " throws documents away when memory is full; use a Couchbase bucket"))
                .orElseGet(() -> unknown(Aspect.EVICTION, "the eviction policy of this ephemeral bucket"));
    }

    private Finding expiry() {
        return details.flatMap(BucketDetails::maxExpirySeconds)
                .map(seconds -> seconds == 0
                        ? finding(
                                Aspect.EVICTION,
                                Verdict.SAFE,
                                "the bucket sets no expiry; a collection's own was not read")
                        : finding(
                                Aspect.EVICTION,
                                Verdict.RISK,
                                "the bucket expires every document after " + seconds + " s; set its maxTTL to 0"))
                .orElseGet(() -> unknown(Aspect.EVICTION, "whether the bucket expires documents"));
    }

    private Finding persistence() {
        if (bucket.ephemeral()) {
            return finding(
                    Aspect.PERSISTENCE, Verdict.RISK, "an ephemeral bucket is in memory only; use a Couchbase bucket");
        }
        return switch (durability) {
            case PERSIST_TO_MAJORITY ->
                finding(Aspect.PERSISTENCE, Verdict.SAFE, "a write is on the disks of a majority of the copies");
            case MAJORITY_AND_PERSIST_TO_ACTIVE ->
                finding(
                        Aspect.PERSISTENCE,
                        Verdict.SAFE,
                        "a write is in the memory of a majority of the copies and on the disk of the active one; lost if"
                                + " that disk is lost while the others lose power");
            case MAJORITY ->
                finding(
                        Aspect.PERSISTENCE,
                        Verdict.RISK,
                        "a write is in the memory of a majority of the copies; lost if they all lose power before it is"
                                + " on a disk: durability=persistToMajority waits for the disks");
            case NONE ->
                finding(
                        Aspect.PERSISTENCE,
                        Verdict.RISK,
                        "a write is in the memory of one node; lost if that node dies before it is on its disk");
        };
    }

    private Finding replication() {
        if (bucket.replicas() == 0) {
            return finding(Aspect.REPLICATION, Verdict.RISK, "no replicas: who loses the node, loses its documents");
        }
        String copies = bucket.replicas() + (bucket.replicas() == 1 ? " replica" : " replicas");
        return durability == DurabilityLevel.NONE
                ? finding(
                        Aspect.REPLICATION,
                        Verdict.RISK,
                        copies + ", but writes do not wait for them: a failover can lose acknowledged writes;"
                                + " durability=majority closes that")
                : finding(
                        Aspect.REPLICATION,
                        Verdict.SAFE,
                        copies
                                + ", and a majority has each write before it is acknowledged: automatic failover keeps it");
    }

    private Finding server() {
        return details.flatMap(BucketDetails::versions)
                .map(versions -> finding(
                        Aspect.SERVER,
                        Verdict.NOTE,
                        "server " + versions + "; durable writes are " + (bucket.durableWrites() ? "" : "not ")
                                + "possible; in use: " + durability))
                .orElseGet(() -> unknown(Aspect.SERVER, "the servers' version"));
    }

    private Optional<Finding> conflictResolution() {
        return details.flatMap(BucketDetails::conflictResolution)
                .filter(kind -> !kind.equals("seqno"))
                .map(
                        kind -> finding(
                                Aspect.REPLICATION,
                                Verdict.NOTE,
                                "conflict resolution is " + kind
                                        + ", which is for replication between clusters; nothing may replicate into this bucket"));
    }

    private Finding finding(Aspect aspect, Verdict verdict, String detail) {
        return new Finding(aspect, verdict, "bucket " + bucket.name() + ": " + detail);
    }

    private Finding unknown(Aspect aspect, String what) {
        return finding(
                aspect,
                Verdict.UNKNOWN,
                what + " is not known: " + (whyNot.isEmpty() ? "the server did not say" : whyNot));
    }
}
