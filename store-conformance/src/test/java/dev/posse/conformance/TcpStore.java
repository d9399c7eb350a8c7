package dev.posse.conformance;

import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import dev.posse.store.StoreFitness;
import dev.posse.store.StoreLimits;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;

/** A store over sockets, from a pool, with a time-out. It keeps every clause; the broken ones change one thing. */
class TcpStore implements CasKeyValueStore {

    /** What came back. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares two.
    record Answer(int status, String version, byte[] value) {}

    /** One question. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares two.
    record Request(int operation, String key, byte[] value, String expected) {}

    private final InetSocketAddress address;
    private final int timeoutMillis;
    private final Deque<Socket> pool = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    TcpStore(String host, int port, int timeoutMillis) {
        this.address = new InetSocketAddress(host, port);
        this.timeoutMillis = timeoutMillis;
    }

    private Socket connected() throws IOException {
        Socket pooled = pool.poll();
        if (pooled != null) {
            return pooled;
        }
        Socket socket = new Socket();
        socket.connect(address, timeoutMillis);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(timeoutMillis);
        return socket;
    }

    /** Sends it and waits for the answer; a connection without an answer is not used again. */
    final Answer ask(Request request) throws IOException {
        Socket socket = connected();
        boolean whole = false;
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeByte(request.operation());
            out.writeUTF(request.key());
            out.writeInt(request.value().length);
            out.write(request.value());
            out.writeUTF(request.expected());
            socket.getOutputStream().write(bytes.toByteArray());
            DataInputStream in = new DataInputStream(socket.getInputStream());
            int status = in.readByte();
            String version = in.readUTF();
            byte[] value = new byte[in.readInt()];
            in.readFully(value);
            whole = true;
            return new Answer(status, version, value);
        } finally {
            if (whole && !closed) {
                pool.push(socket);
            } else {
                socket.close();
            }
        }
    }

    /** A write without an answer. */
    Answer doubt(Request request, IOException noAnswer) {
        throw new OutcomeUnknownException("no answer", noAnswer);
    }

    private Answer write(Request request) {
        requireOpen();
        StoreLimits.checkKey(request.key());
        StoreLimits.checkValue(request.key(), request.value());
        try {
            return ask(request);
        } catch (IOException e) {
            return doubt(request, e);
        }
    }

    @Override
    public Optional<Entry> get(String key) {
        requireOpen();
        StoreLimits.checkKey(key);
        try {
            Answer answer = ask(new Request(TcpDatabase.GET, key, new byte[0], ""));
            return answer.status() == TcpDatabase.FOUND
                    ? Optional.of(new Entry(answer.value(), new Version(answer.version())))
                    : Optional.empty();
        } catch (IOException e) {
            throw new StoreException("no answer", e);
        }
    }

    @Override
    public AddResult add(String key, byte[] value) {
        Answer answer = write(new Request(TcpDatabase.ADD, key, value.clone(), ""));
        return answer.status() == TcpDatabase.DONE
                ? AddResult.added(new Version(answer.version()))
                : AddResult.exists();
    }

    @Override
    public SwapResult swap(String key, byte[] value, Version expected) {
        Answer answer = write(new Request(TcpDatabase.SWAP, key, value.clone(), expected.text()));
        return switch (answer.status()) {
            case TcpDatabase.DONE -> SwapResult.swapped(new Version(answer.version()));
            case TcpDatabase.ABSENT -> SwapResult.missing();
            default -> SwapResult.conflict();
        };
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("closed");
        }
    }

    @Override
    public StoreFitness fitness() {
        requireOpen();
        return new StoreFitness("a store over sockets", List.of());
    }

    @Override
    public void close() {
        closed = true;
        for (Socket socket = pool.poll(); socket != null; socket = pool.poll()) {
            try {
                socket.close();
            } catch (IOException e) {
                // It is gone in any case.
            }
        }
    }
}
