package dev.posse.store.couchbase;

import com.couchbase.client.core.msg.kv.CodecFlags;
import com.couchbase.client.java.codec.Transcoder;
import com.couchbase.client.java.json.JsonObject;

/**
 * Bytes in and the same bytes out; the flags say whether they are a JSON object, for the other readers of the bucket.
 *
 * <p>The server looks at the bytes itself when Query and indexes ask for JSON. The flags are for the clients: with the
 * JSON ones every SDK in every language reads the document as such. Reading here never looks at the flags, so that a
 * document that somebody mended in the Web Console comes back as it stands.
 */
final class DocumentTranscoder implements Transcoder {

    static final DocumentTranscoder INSTANCE = new DocumentTranscoder();

    private DocumentTranscoder() {}

    @Override
    public EncodedValue encode(Object input) {
        byte[] bytes = (byte[]) input;
        return new EncodedValue(
                bytes, isJsonObject(bytes) ? CodecFlags.JSON_COMPAT_FLAGS : CodecFlags.BINARY_COMPAT_FLAGS);
    }

    @Override
    public <T> T decode(Class<T> target, byte[] input, int flags) {
        return target.cast(input);
    }

    // Objects only: whatever Posse writes is one, and of "12" or "true" nobody knows what they were meant to be.
    private static boolean isJsonObject(byte[] bytes) {
        if (bytes.length < 2 || bytes[0] != '{' || bytes[bytes.length - 1] != '}') {
            return false;
        }
        try {
            JsonObject.fromJson(bytes);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }
}
