package dev.posse.store;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The percent-encoding of URIs.
 *
 * <p>Not {@link java.net.URLDecoder}, which is made for forms: it takes a plus sign for a space, and puts a replacement
 * character where the bytes are no UTF-8, so that a password would be another one without a word.
 */
final class PercentEncoding {

    private PercentEncoding() {}

    /**
     * Decodes a part of a URI.
     *
     * @param part what it is, for the message; the text itself may be a password
     */
    static String decoded(String part, String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int from = 0;
        for (int at = text.indexOf('%'); at >= 0; at = text.indexOf('%', from)) {
            if (at + 2 >= text.length()
                    || !HexFormat.isHexDigit(text.charAt(at + 1))
                    || !HexFormat.isHexDigit(text.charAt(at + 2))) {
                throw new IllegalArgumentException("In the URI, " + part
                        + " has a percent sign without two hexadecimal digits; %25 stands for a percent sign itself");
            }
            bytes.writeBytes(text.substring(from, at).getBytes(StandardCharsets.UTF_8));
            bytes.write(HexFormat.fromHexDigits(text, at + 1, at + 3));
            from = at + 3;
        }
        bytes.writeBytes(text.substring(from).getBytes(StandardCharsets.UTF_8));
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("In the URI, " + part + " has percent-encoded bytes that are no UTF-8");
        }
    }
}
