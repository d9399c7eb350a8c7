package dev.posse.cli;

import dev.posse.store.ForeignValue;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the store did not write, as a person sees it: text where it is text, else hexadecimal digits. */
final class ForeignText {

    /** Characters that are shown: somebody's list may be of any length. */
    private static final int MOST_SHOWN = 10_000;

    private ForeignText() {}

    /** As {@code ./posse mend} takes the first line; what follows it is to be replaced. */
    static String of(String key, ForeignValue foreign, boolean isJson) {
        Optional<String> text = text(foreign.content());
        if (!isJson) {
            return key + " @" + foreign.version() + "\n" + shown(text.orElseGet(() -> hex(foreign))) + "\n";
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("key", key);
        answer.put("version", foreign.version().text());
        answer.put("foreign", foreign.kind());
        answer.put("problem", advice(key, foreign));
        text.ifPresentOrElse(some -> answer.put("text", shown(some)), () -> answer.put("bytes", shown(hex(foreign))));
        return Json.of(answer) + "\n";
    }

    static String advice(String key, ForeignValue foreign) {
        return key + " holds " + foreign.kind()
                + " that Posse did not write, and no node can read. Put the right document"
                + " below the line with the key and the version: ./posse mend writes it, if this still stands there";
    }

    private static String hex(ForeignValue foreign) {
        return HexFormat.of().formatHex(foreign.content());
    }

    private static String shown(String text) {
        return text.length() <= MOST_SHOWN
                ? text
                : text.substring(0, MOST_SHOWN) + "… and " + (text.length() - MOST_SHOWN) + " characters more";
    }

    private static Optional<String> text(byte[] content) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            boolean isPrintable = text.chars().noneMatch(letter -> Character.isISOControl(letter) && letter != '\n');
            return Optional.of(text).filter(unused -> isPrintable);
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
