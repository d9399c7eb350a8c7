package dev.posse;

import dev.posse.document.Digests;
import dev.posse.document.Ids;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;

/**
 * Makes ids of keys that are somebody else's: an {@code Idempotency-Key} header, a payment provider's event, an e-mail address. An
 * id has 1 to 64 characters out of {@code A-Z a-z 0-9 . _ @ + : ~ -}; their keys have quotes, slashes and letters of all the world.
 *
 * <p>Two texts never become one id, and a text becomes the same id on every node, in every release, for ever: ids stand in the
 * store, and a purchase is bought once only as long as its key is spelled as it was.
 *
 * <ul>
 *   <li>The characters of ids stay as they are, but for the tilde. Anything else becomes its bytes in UTF-8, each as a tilde and two
 *       hexadecimal digits in capitals: percent-encoding (RFC 3986) with a tilde for the percent sign. So a UUID stays a UUID, and {@code
 *       a/b} becomes {@code a~2Fb}.
 *   <li>What would be longer than 64 characters so becomes {@code ~:} and its SHA-256 in base64url, 45 characters in all. That cannot
 *       be read back; who needs the text keeps it, or hands it on as the {@linkplain PurchaseRequest#withPayload payload}. Nobody
 *       has ever found two texts with one SHA-256, nor does anybody know how.
 *   <li>Texts are taken character by character. Capitals, spaces at the ends and the two spellings of an é make different ids; who
 *       wants them to be the same makes them the same before.
 *   <li>An empty text is refused, for it names nothing: all who forget their key would share one purchase. So is one with half of a
 *       surrogate pair, which is no Unicode text and has no bytes in UTF-8.
 * </ul>
 *
 * <p>Encode all keys of one kind, or none: an id that somebody made by hand, with a tilde in it, may be what another text becomes.
 */
public final class IdEncoding {

    private static final String DIGEST = "~:";

    private static final HexFormat CAPITALS = HexFormat.of().withUpperCase();

    private IdEncoding() {}

    /**
     * Makes an id.
     *
     * @param text not empty, of any length, in any characters
     * @return the id, usable for accounts, campaigns, purchases, deposits and withdrawals
     * @throws IllegalArgumentException if the text is empty, or holds half of a surrogate pair
     */
    public static String encode(String text) {
        if (Objects.requireNonNull(text, "text").isEmpty()) {
            throw new IllegalArgumentException(
                    "An empty key names nothing: all who forget theirs would share one. Refuse the request");
        }
        ByteBuffer bytes = utf8(text);
        StringBuilder id = new StringBuilder(Math.min(text.length(), Ids.MAX_ID_LENGTH));
        while (bytes.hasRemaining() && id.length() <= Ids.MAX_ID_LENGTH) {
            byte each = bytes.get();
            if (each > 0 && each != '~' && Ids.isCharacter((char) each)) {
                id.append((char) each);
            } else {
                id.append('~').append(CAPITALS.toHexDigits(each));
            }
        }
        return id.length() > Ids.MAX_ID_LENGTH ? digest(text) : id.toString();
    }

    /**
     * Reads an id back.
     *
     * @param id as {@link #encode} made it, or any other
     * @return the text that becomes this id; empty if the id is a digest, or no text becomes it
     * @throws IllegalArgumentException if it is no id: empty, longer than 64 characters, or with other characters
     */
    public static Optional<String> decode(String id) {
        Ids.check("id", Objects.requireNonNull(id, "id"));
        ByteBuffer bytes = ByteBuffer.allocate(id.length());
        for (int at = 0; at < id.length(); at++) {
            if (id.charAt(at) != '~') {
                bytes.put((byte) id.charAt(at));
            } else if (at + 2 < id.length()
                    && HexFormat.isHexDigit(id.charAt(at + 1))
                    && HexFormat.isHexDigit(id.charAt(at + 2))) {
                bytes.put((byte) HexFormat.fromHexDigits(id, at + 1, at + 3));
                at += 2;
            } else {
                return Optional.empty();
            }
        }
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
            // Small letters as digits, or an escape that was not needed: somebody else's spelling.
            return encode(text).equals(id) ? Optional.of(text) : Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static String digest(String text) {
        byte[] sha256 = HexFormat.of().parseHex(Digests.sha256(text));
        return DIGEST + Base64.getUrlEncoder().withoutPadding().encodeToString(sha256);
    }

    private static ByteBuffer utf8(String text) {
        try {
            return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    "The key holds half of a surrogate pair, which is no Unicode text. Refuse the request", e);
        }
    }
}
