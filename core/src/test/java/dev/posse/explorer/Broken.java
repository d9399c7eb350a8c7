package dev.posse.explorer;

import dev.posse.document.Document;
import java.nio.charset.StandardCharsets;

/**
 * A note in the store of an exploration that something has happened which must never happen: with it a state is known as
 * broken whatever else stands there.
 *
 * @param what has happened
 */
record Broken(String what) implements Document {

    static final String KIND = "broken";

    @Override
    public String key() {
        return KIND + "/" + what;
    }

    @Override
    public byte[] encode() {
        return what.getBytes(StandardCharsets.UTF_8);
    }
}
