package dev.posse.examples.harness.servers;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Couchbase's answers, with the proxy's port in the cluster maps.
 *
 * <p>The client asks for the map and then connects to the ports in it: past any proxy. Ports have five digits here, so that
 * no length changes. The map's manager port leads nowhere, since the manager would hand out a map with the true ports.
 */
final class CouchbaseResponseRewrite extends InputStream {

    private static final int HEADER = 24;
    private static final int OPCODE = 1;
    private static final int STATUS = 6;
    private static final int BODY_LENGTH = 8;
    private static final int GET_CLUSTER_CONFIG = 0xb5;
    private static final int NOT_MY_VBUCKET = 7;

    private final DataInputStream answers;
    private final String serverPort;
    private final String shownPort;
    private final String managerPort;
    private final String closedPort;
    private ByteBuffer frame = ByteBuffer.allocate(0);

    /**
     * Reads answers.
     *
     * @param shownPort takes the place of the server's port
     * @param closedPort takes the place of the manager's port, and nobody listens there
     */
    CouchbaseResponseRewrite(InputStream answers, int serverPort, int shownPort, int managerPort, int closedPort) {
        this.answers = new DataInputStream(answers);
        this.serverPort = fiveDigits(serverPort);
        this.shownPort = fiveDigits(shownPort);
        this.managerPort = fiveDigits(managerPort);
        this.closedPort = fiveDigits(closedPort);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (!frame.hasRemaining() && !next()) {
            return -1;
        }
        int given = Math.min(length, frame.remaining());
        frame.get(bytes, offset, given);
        return given;
    }

    @Override
    public void close() throws IOException {
        answers.close();
    }

    private boolean next() throws IOException {
        byte[] header = answers.readNBytes(HEADER);
        if (header.length < HEADER) {
            return false;
        }
        ByteBuffer fields = ByteBuffer.wrap(header);
        byte[] body = answers.readNBytes(fields.getInt(BODY_LENGTH));
        boolean hasMap = (header[OPCODE] & 0xff) == GET_CLUSTER_CONFIG || fields.getShort(STATUS) == NOT_MY_VBUCKET;
        frame = ByteBuffer.allocate(header.length + body.length)
                .put(header)
                .put(hasMap ? rewritten(body) : body)
                .flip();
        return true;
    }

    private byte[] rewritten(byte[] body) {
        return new String(body, StandardCharsets.ISO_8859_1)
                .replace(serverPort, shownPort)
                .replace(managerPort, closedPort)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String fiveDigits(int port) {
        String digits = String.valueOf(port);
        if (digits.length() != 5) {
            throw new IllegalArgumentException("A port of other than five digits: " + port);
        }
        return digits;
    }
}
