package dev.posse.store;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A key-value store with a fresh read, an insert-if-absent and a compare-and-swap: all that the purchase protocol asks
 * of a database.
 *
 * <p>The contract. MUST, MUST NOT and MAY are meant as in RFC 2119; the conformance kit tests the clauses under these
 * numbers.
 *
 * <ul>
 *   <li><b>S1 Fresh reads.</b> {@link #get} MUST see every write to the key that was acknowledged to anybody, through
 *       any client, before the call began. Replicas and caches that lag MUST NOT be read.
 *   <li><b>S2 Add.</b> {@link #add} MUST write only if the key is absent, and MUST answer {@link AddResult.Exists}
 *       otherwise, leaving the value and its version as they were. Of several concurrent adds of one key at most one is
 *       answered with {@link AddResult.Added}.
 *   <li><b>S3 Swap.</b> {@link #swap} MUST write only if the key's version is the expected one. Otherwise it MUST
 *       change nothing and answer {@link SwapResult.Conflict}, or {@link SwapResult.Missing} if the key is absent; it
 *       MUST NOT create an absent key.
 *   <li><b>S4 One winner.</b> Reads, adds and swaps of one key MUST be linearizable; of several swaps that expect the
 *       same version at most one is answered with {@link SwapResult.Swapped}.
 *   <li><b>S5 Versions.</b> Every write MUST give the key a version that it never had before and never gets again, not
 *       even when the value returns to what it was, when the server restarts, or after a failover. A spent version MUST
 *       never be accepted again.
 *   <li><b>S6 Spurious refusal.</b> A swap MAY be refused although nobody wrote (a conflict says that the write did not
 *       happen, no more), and a version MAY change while the value stays. With no other writer, one of ten tries, each
 *       from a fresh read, MUST succeed.
 *   <li><b>S7 Honest doubt.</b> Where the store cannot know whether a write took effect (time-out, connection lost
 *       after sending) it MUST throw {@link OutcomeUnknownException}. It MUST NOT call the doubt a success, a conflict
 *       or a failure.
 *   <li><b>S8 Definite failure.</b> A write that threw {@link StoreException} MUST have changed nothing and MUST NOT
 *       take effect later. Reads throw nothing but {@link StoreException}: they have no effect to be in doubt about.
 *   <li><b>S9 No silent retry.</b> A write MUST NOT be sent again once the server may have received it; nor MAY the
 *       client library under the store do so. A store that repeats its own write reports it as somebody else's.
 *   <li><b>S10 At most once.</b> A write in doubt takes effect once, now or at some later moment, or never.
 *   <li><b>S11 Keys.</b> Keys of 1 to {@value StoreLimits#MAX_KEY_LENGTH} characters from {@code !} to {@code ~} (the
 *       visible ASCII characters, no space) MUST work and be told apart byte by byte. Others MUST be refused with
 *       {@link IllegalArgumentException} before anything is sent.
 *   <li><b>S12 Values.</b> Values of 0 to {@value StoreLimits#MAX_VALUE_BYTES} bytes MUST come back byte by byte.
 *       Longer ones MUST be refused with {@link IllegalArgumentException} before anything is sent, and what stood under
 *       the key stays.
 *   <li><b>S13 Copies.</b> What a caller does to an array after the call, or to one that it was given, MUST NOT change
 *       what is stored, nor what others read. {@link Entry} sees to the second half.
 *   <li><b>S14 Several keys.</b> {@link #getAll} MUST answer for every present key as {@link #get} would at some moment
 *       during the call, and leave the absent ones out. It is no snapshot. Keys MAY repeat and MAY be many.
 *   <li><b>S15 Threads.</b> All operations MUST be safe for any number of platform and virtual threads, and MUST NOT
 *       hold a monitor while they wait for I/O. Every call MUST end within a time that the store documents.
 *   <li><b>S16 Interruption.</b> An interrupted caller MUST be answered truthfully: normally, with {@link
 *       StoreException} if nothing was sent, or with {@link OutcomeUnknownException}. The thread's interrupted status
 *       MUST survive the call.
 *   <li><b>S17 Close.</b> After {@link #close}, operations MUST throw {@link IllegalStateException}. Closing twice is
 *       harmless. A store closes only what it opened itself.
 *   <li><b>S18 Nothing fades.</b> Acknowledged writes MUST NOT expire or be evicted. What the deployment cannot promise
 *       is said by {@link #fitness()}.
 *   <li><b>S19 Recovery.</b> When the database is back after an outage the same store object MUST work again, without
 *       a new one and within a time that the store documents.
 *   <li><b>S20 Fitness.</b> {@link #fitness()} MUST report what it read from the deployment, and say {@link
 *       StoreFitness.Verdict#UNKNOWN} of what it could not read.
 *   <li><b>S21 Incarnation.</b> If {@link #incarnation()} is present, it MUST stay the same as long as the database
 *       keeps all acknowledged writes, and MUST change when it came back without them.
 *   <li><b>S22 Chains.</b> {@link #chain} MUST take the links of a chain in order, each under its condition, MUST stop at the
 *       first that does not happen, and MUST NOT make a later one. It MUST answer how many happened, with their versions, and
 *       how the next one ended; each link is bound to the clauses of an add or a swap of its own. Nothing is promised about
 *       atomicity: others MAY see any part of the beginning. When nobody knows (S7) any part of what is left of the chain MAY
 *       happen, in order, once, now or later, or nothing. An all-or-nothing database MAY answer that none was made although the
 *       first links could have been; it MUST have made none then.
 * </ul>
 */
public interface CasKeyValueStore extends AutoCloseable {

    /**
     * Opens the store that a URI names, with the provider that its module brings to the class path.
     *
     * @param uri such as {@code memory:} or {@code redis://localhost:6379}; what follows the scheme belongs to the
     *     provider
     * @return the open store; the caller closes it
     * @throws IllegalArgumentException if the URI has no scheme, no provider or several know the scheme, or the provider
     *     refuses the rest; the message lists the schemes on the class path and holds nothing of the URI but its scheme
     * @throws StoreException if the database cannot be reached or used
     */
    static CasKeyValueStore open(String uri) {
        Objects.requireNonNull(uri, "uri");
        return ProviderLookup.onClassPath().open(uri);
    }

    /**
     * Opens a store for a person who looks into it while a part of its database does not answer ({@link StoreProvider#openPartly}).
     *
     * @param uri as in {@link #open}
     * @return the open store, which refuses the keys of that part; the caller closes it
     * @throws IllegalArgumentException as in {@link #open}
     * @throws StoreException if nothing of the database answers
     */
    static CasKeyValueStore openPartly(String uri) {
        Objects.requireNonNull(uri, "uri");
        return ProviderLookup.onClassPath().openPartly(uri);
    }

    /**
     * Puts a prefix before every key, so that several data sets, or Posse and others, share one database:
     * {@code CasKeyValueStore.open(uri).withPrefix("shop/")}. Each prefix is a data set of its own, to be set up with
     * {@code Posse.initialize}; all nodes of one data set use the same.
     *
     * <ul>
     *   <li>The {@value StoreLimits#MAX_KEY_LENGTH} characters of S11 are the caller's: the prefix does not count. In this store prefix and
     *       key stand as they are as long as they have less than {@value StoreLimits#MAX_KEY_LENGTH} characters together, and whatever Posse
     *       itself writes has. A longer key becomes one of {@value StoreLimits#MAX_KEY_LENGTH}: its beginning, and its SHA-256.
     *   <li>Prefixes add up: {@code withPrefix("shop/").withPrefix("eu/")} is {@code withPrefix("shop/eu/")}. What a store puts before keys by a
     *       setting of its own, as Redis does with {@code keyPrefix}, stands before all of them, and counts for nothing here.
     *   <li>No prefix ought to be the beginning of another one's: end it with a character that no other has inside, such as a slash.
     *   <li>All else is this store's: versions, time-outs, chains, {@linkplain #fitness fitness}, {@linkplain #connections connections}. So is
     *       its {@linkplain #incarnation incarnation}, the whole database's: a loss is one behind every prefix.
     *   <li>It is this store by other keys, not a second one: closing either closes both. Who has several prefixes closes this store,
     *       when all are done with.
     * </ul>
     *
     * @param prefix 1 to {@value StoreLimits#MAX_PREFIX_LENGTH} characters from {@code !} to {@code ~}, together with those that are there
     *     already
     * @return this store, behind the prefix
     * @throws IllegalArgumentException if the prefix is empty, too long, or has another character; the message says where
     */
    default CasKeyValueStore withPrefix(String prefix) {
        return new PrefixedStore(this, new KeyPrefix(prefix));
    }

    /**
     * Reads the key, fresh (S1).
     *
     * @param key as in S11
     * @return the value with its version, or empty if the key is absent
     * @throws StoreException if the store cannot answer
     */
    Optional<Entry> get(String key);

    /**
     * Writes the value if the key is absent (S2).
     *
     * @param key as in S11
     * @param value as in S12; copied
     * @return whether it was written, with the new version
     * @throws OutcomeUnknownException if nobody knows (S7)
     * @throws StoreException if the write did not happen and never will (S8)
     */
    AddResult add(String key, byte[] value);

    /**
     * Replaces the value if the key still has the expected version (S3).
     *
     * @param key as in S11
     * @param value as in S12; copied
     * @param expected the version as it was read or answered
     * @return whether it was written, with the new version
     * @throws OutcomeUnknownException if nobody knows (S7)
     * @throws StoreException if the write did not happen and never will (S8)
     */
    SwapResult swap(String key, byte[] value, Version expected);

    /**
     * Reads several keys, in one round trip where the backend can (S14).
     *
     * @param keys as in S11
     * @return what is present, by key; unmodifiable
     * @throws StoreException if the store cannot answer for one of them
     * @implSpec reads them one after the other
     */
    default Map<String, Entry> getAll(Collection<String> keys) {
        Objects.requireNonNull(keys, "keys");
        keys.forEach(each -> Objects.requireNonNull(each, "keys holds null"));
        Map<String, Entry> found = new LinkedHashMap<>();
        for (String key : keys) {
            get(key).ifPresent(entry -> found.put(key, entry));
        }
        return Map.copyOf(found);
    }

    /**
     * Takes conditional writes in order, each only when all before it have happened (S22).
     *
     * @param links 1 to {@value StoreLimits#MAX_CHAIN_LINKS}; a key may come up several times
     * @return how far it came; trouble and doubt are part of it and not thrown
     * @throws IllegalArgumentException before anything is sent, if a key or value is not usable, there are too many links, or
     *     one refers to a link that is not an earlier write of its own key
     * @implSpec takes them one by one, with {@link #add}, {@link #swap} and {@link #get}
     */
    default ChainResult chain(List<ChainedWrite> links) {
        Objects.requireNonNull(links, "links");
        return OneByOne.chain(this, links);
    }

    /**
     * Tells how many links of a chain this store takes in one round trip.
     *
     * @return 1 to {@value StoreLimits#MAX_CHAIN_LINKS}; with 1 a chain is no cheaper than its writes one by one, and the
     *     protocol sends none
     * @implSpec 1
     */
    default int chainLength() {
        return 1;
    }

    /**
     * Reports what the deployment behind the store promises (S20).
     *
     * @return eviction, persistence, replication and the like, as read just now
     */
    StoreFitness fitness();

    /**
     * Names the life of the data set, as far as the database tells (S21): a memcached that was restarted has another.
     *
     * @return at most 200 characters, or empty if the database cannot tell
     * @throws StoreException if the store cannot answer
     * @implSpec empty
     */
    default Optional<String> incarnation() {
        return Optional.empty();
    }

    /**
     * Shows what stands under a key where {@link #get} throws because this store did not write it, for a person to look at.
     * Nothing of Posse's sells on it: a swap that expects its version is how that person replaces it.
     *
     * @param key as in S11
     * @return what is there; empty if the key is absent, or holds what {@link #get} gives
     * @throws StoreException if the store cannot answer
     * @implSpec empty: for stores that read whatever stands there
     */
    default Optional<ForeignValue> foreignValue(String key) {
        Objects.requireNonNull(key, "key");
        return Optional.empty();
    }

    /**
     * Tells how many of its connections are in use, for {@code Posse.status()}. Asks nobody, and never waits.
     *
     * @return the connections that calls have for themselves, or empty if the store has none or cannot tell
     * @implSpec empty
     */
    default Optional<ConnectionUse> connections() {
        return Optional.empty();
    }

    /** Frees what the store opened itself (S17). */
    @Override
    void close();
}
