package dev.posse.document;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The fields of a JSON object that this release does not know. They survive every swap, so that an older node does not
 * destroy what a newer one wrote, and helpers hand them on from lock to claim to transaction (law A6).
 */
public final class UnknownFields {

    /** None. */
    public static final UnknownFields NONE = new UnknownFields(Map.of());

    private final Map<String, JsonNode> fields;

    private UnknownFields(Map<String, JsonNode> fields) {
        this.fields = fields;
    }

    static UnknownFields of(Map<String, JsonNode> fields) {
        return fields.isEmpty() ? NONE : new UnknownFields(Collections.unmodifiableMap(new LinkedHashMap<>(fields)));
    }

    Map<String, JsonNode> fields() {
        return fields;
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof UnknownFields other && fields.equals(other.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        return fields.toString();
    }
}
