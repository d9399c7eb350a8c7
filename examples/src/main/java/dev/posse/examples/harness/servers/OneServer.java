package dev.posse.examples.harness.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A database of one server. */
final class OneServer extends RunningServers {

    private static final int WAIT_LIMIT_MILLIS = 1000;

    private static final int MEMCACHED_MEGABYTES = 1024;

    private static final Pattern MOCK_URI = Pattern.compile("(couchbase://[^?]*:)(\\d+)(/[^?]*)\\?managerPort=(\\d+)");

    private final ServerProcess server;
    private final Predicate<ServerProcess> answering;
    private final Ways ways;
    private final Optional<DataFolder> data;
    private final Optional<MemcachedFilling> filling;

    /**
     * The ways to a server.
     *
     * @param uri the direct one
     * @param proxied the one by a proxy on the given port
     * @param answers how a proxy reads the server's answers, given its own port
     */
    private record Ways(String uri, IntFunction<String> proxied, IntFunction<ResponseRewrite> answers) {

        static Ways plain(ServerProcess server, IntFunction<String> uri) {
            return new Ways(uri.apply(server.port()), uri, own -> in -> in);
        }
    }

    private OneServer(
            ServerGroup group,
            ServerProcess server,
            Predicate<ServerProcess> answering,
            Ways ways,
            Optional<DataFolder> data,
            Optional<MemcachedFilling> filling,
            Set<DatabaseFault> faults) {
        super(group, faults);
        this.data = data;
        this.filling = filling;
        this.server = server;
        this.answering = answering;
        this.ways = ways;
    }

    /** Redis, with the store's way to swap. */
    static OneServer redis(String swap) {
        return ServerGroup.of(group -> {
            ServerProcess server = RedisServers.start(group, "redis");
            return new OneServer(
                    group,
                    server,
                    RedisProbe::answers,
                    Ways.plain(server, port -> "redis://127.0.0.1:" + port + "?swap=" + swap + "&timeout=1500ms"),
                    Optional.of(new DataFolder(group.place("redis"))),
                    Optional.empty(),
                    Set.of(DatabaseFault.STOP, DatabaseFault.RESTART, DatabaseFault.FULL));
        });
    }

    /** memcached that does not evict. It forgets everything at a restart, so it is stopped or filled only. */
    static OneServer memcached() {
        return ServerGroup.of(group -> {
            int port = Ports.free();
            List<String> arguments = new ArrayList<>(List.of(
                    "-l",
                    "127.0.0.1",
                    "-p",
                    String.valueOf(port),
                    "-U",
                    "0",
                    "-M",
                    "-m",
                    String.valueOf(MEMCACHED_MEGABYTES)));
            if ("root".equals(System.getProperty("user.name"))) {
                arguments.addAll(List.of("-u", "nobody"));
            }
            ServerProcess server = group.start(
                    "memcached",
                    port,
                    Executable.command("memcached", "memcached", arguments),
                    OneServer::answersBinary);
            return new OneServer(
                    group,
                    server,
                    OneServer::answersBinary,
                    Ways.plain(server, at -> "memcached://127.0.0.1:" + at + "?timeout=1500ms&openTimeout=10s"),
                    Optional.empty(),
                    Optional.of(new MemcachedFilling()),
                    Set.of(DatabaseFault.STOP, DatabaseFault.FULL));
        });
    }

    /** Couchbase's own mock, in a JVM of its own. It has everything in memory, so it is stopped only. */
    static OneServer couchbaseMock() {
        return ServerGroup.of(group -> {
            List<String> arguments = List.of(
                    "-Xmx256m",
                    "-Xshare:auto",
                    "-Dfile.encoding=UTF-8",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "dev.posse.examples.Main",
                    "couchbase-mock");
            Path java = Path.of(System.getProperty("java.home"), "bin", "java");
            ServerProcess server = group.start(
                    "couchbase-mock",
                    0,
                    Executable.command(java.toString(), "default-jdk-headless", arguments),
                    started -> mockUri(started).find());
            Matcher uri = mockUri(server);
            if (!uri.find()) {
                throw new IllegalStateException("The URI of " + server + " is gone from its log");
            }
            int port = Integer.parseInt(uri.group(2));
            int manager = Integer.parseInt(uri.group(4));
            int closed = Ports.free();
            server.listensOn(port);
            String settings = "&timeout=1500ms&connectTimeout=2s&openTimeout=20s";
            Ways ways = new Ways(
                    uri.group() + settings,
                    // A closed port for the manager: it would hand out a map with the ports that lead past the proxy.
                    at -> uri.group(1) + at + uri.group(3) + "?managerPort=" + closed + settings,
                    own -> in -> new CouchbaseResponseRewrite(in, port, own, manager, closed));
            return new OneServer(
                    group,
                    server,
                    OneServer::answersBinary,
                    ways,
                    Optional.empty(),
                    Optional.empty(),
                    Set.of(DatabaseFault.STOP));
        });
    }

    @Override
    public String uri() {
        return ways.uri();
    }

    @Override
    public FaultyLink openLink() {
        return FaultyLink.direct(server.port(), ways.answers(), ways.proxied());
    }

    @Override
    void fill(ServerProcess chosen) {
        filling.ifPresentOrElse(present -> present.fill(chosen), () -> super.fill(chosen));
    }

    @Override
    void makeRoom(ServerProcess chosen) {
        filling.ifPresentOrElse(present -> present.makeRoom(chosen, MEMCACHED_MEGABYTES), () -> super.makeRoom(chosen));
    }

    @Override
    public boolean keepsCopies() {
        return data.isPresent();
    }

    @Override
    public void keepCopy() {
        // A file of which a rewrite takes the place would be missing in the copy.
        RedisServers.configure(server, "auto-aof-rewrite-percentage", "0");
        Await.until(
                "the end of a rewrite",
                () -> RedisProbe.ask(server, "INFO", "persistence").contains("aof_rewrite_in_progress:0"),
                server::lastWords);
        data.orElseThrow().copy();
    }

    @Override
    public String restoreCopy() {
        server.kill();
        data.orElseThrow().restore();
        server.startAgain();
        ServerGroup.awaitAnswer(server, answering);
        return "older copy put in the place of what " + server.name() + " held";
    }

    @Override
    boolean isOneServer() {
        return true;
    }

    @Override
    List<ServerProcess> candidates(DatabaseFault next) {
        return List.of(server);
    }

    @Override
    void startAgain(ServerProcess killed) {
        killed.startAgain();
    }

    @Override
    boolean answers(ServerProcess asked) {
        return answering.test(asked);
    }

    @Override
    void awaitHealth() {
        // It answers, and that is all that one server can do.
    }

    private static Matcher mockUri(ServerProcess server) {
        return MOCK_URI.matcher(String.join("\n", server.lines()));
    }

    /** Whether it answers to the binary protocol's VERSION, which both memcached and Couchbase answer to strangers. */
    private static boolean answersBinary(ServerProcess server) {
        byte[] version = new byte[24];
        version[0] = (byte) 0x80;
        version[1] = 0x0b;
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()), WAIT_LIMIT_MILLIS);
            socket.setSoTimeout(WAIT_LIMIT_MILLIS);
            socket.getOutputStream().write(version);
            return socket.getInputStream().read() == 0x81;
        } catch (IOException e) {
            return false;
        }
    }
}
