package dev.posse.conformance;

import dev.posse.store.AddResult;
import dev.posse.store.Entry;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;

/** A database behind a socket, with a protocol of its own, so that a real proxy can stand in front of it. */
final class TcpDatabase implements AutoCloseable {

    static final int GET = 1;
    static final int ADD = 2;
    static final int SWAP = 3;
    static final int PUT = 4;
    static final int ABSENT = 10;
    static final int FOUND = 11;
    static final int DONE = 12;
    static final int REFUSED = 13;

    private final SimulatedDatabase database = new SimulatedDatabase();
    private final ServerSocket listener;

    TcpDatabase() {
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    static void daemon(Runnable work) {
        Thread thread = new Thread(work, "tcp-database");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                daemon(() -> serve(client));
            } catch (IOException e) {
                // Closed, or a client that went before it was accepted.
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                DataInputStream in = new DataInputStream(client.getInputStream());
                DataOutputStream out = new DataOutputStream(client.getOutputStream())) {
            client.setTcpNoDelay(true);
            while (true) {
                int operation = in.readByte();
                String key = in.readUTF();
                byte[] value = new byte[in.readInt()];
                in.readFully(value);
                answer(operation, key, value, in.readUTF(), out);
                out.flush();
            }
        } catch (IOException e) {
            // The client went.
        }
    }

    private void answer(int operation, String key, byte[] value, String expected, DataOutputStream out)
            throws IOException {
        if (operation == GET) {
            Optional<Entry> found = database.get(key);
            write(
                    out,
                    found.isPresent() ? FOUND : ABSENT,
                    found.map(entry -> entry.version().text()).orElse(""),
                    found.map(Entry::value).orElse(new byte[0]));
        } else if (operation == PUT) {
            write(out, DONE, database.put(key, value).text(), new byte[0]);
        } else if (operation == ADD) {
            AddResult result = database.add(key, value);
            String version =
                    result instanceof AddResult.Added added ? added.version().text() : "";
            write(out, version.isEmpty() ? REFUSED : DONE, version, new byte[0]);
        } else {
            SwapResult result = database.swap(key, value, new Version(expected));
            String version = result instanceof SwapResult.Swapped swapped
                    ? swapped.version().text()
                    : "";
            int status = result instanceof SwapResult.Missing ? ABSENT : version.isEmpty() ? REFUSED : DONE;
            write(out, status, version, new byte[0]);
        }
    }

    private static void write(DataOutputStream out, int status, String version, byte[] value) throws IOException {
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        DataOutputStream whole = new DataOutputStream(bytes);
        whole.writeByte(status);
        whole.writeUTF(version);
        whole.writeInt(value.length);
        whole.write(value);
        out.write(bytes.toByteArray());
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
