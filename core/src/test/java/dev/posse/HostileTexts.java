package dev.posse;

import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Makes the texts that an attacker, a broken client or a stranger's keyboard puts where an id is expected. */
final class HostileTexts {

    /** Each alone is refused as an id. */
    static final List<String> SAMPLES = List.of(
            "",
            " ",
            "\t\r\n",
            "a b",
            "alice\nERROR everything is sold",
            "alice\r\u001b[2K\u001b[31mforged",
            "\u001b]0;title\u0007",
            "\u202egnp.exe",
            "a\u200bb",
            "\ufeffalice",
            "a\u2028b",
            "a\u0085b",
            "\u0000",
            "alice\u0000",
            "\ud83d",
            "\ude00a",
            "\ud83d\ude00",
            "\u0430lice",
            "\u05d0\u05d1",
            "\u540d\u524d",
            "e\u0301",
            "../../etc/passwd",
            "a/b",
            "account/alice",
            "*",
            "a?b",
            "[a-z]",
            "{alice}",
            "%00",
            "${jndi:ldap://here}",
            "'; DROP TABLE account; --",
            "\"}{\"x\":1",
            "\\u001b",
            "x".repeat(65),
            "x".repeat(1_000_000),
            "\u001b".repeat(1_000_000),
            "\ud800".repeat(1_000));

    private final Random random;

    HostileTexts(long seed) {
        random = new Random(seed);
    }

    /** Any one for which it is wrong to be taken. */
    String not(Predicate<String> usable) {
        return Stream.generate(this::any)
                .filter(text -> !usable.test(text))
                .findFirst()
                .orElseThrow();
    }

    /** A sample, several in a row, or characters at random of a block at random. */
    String any() {
        return switch (random.nextInt(4)) {
            case 0 -> sample();
            case 1 -> "alice" + sample();
            case 2 -> sample() + "-" + sample();
            default -> {
                int block = random.nextInt(0x100) << 8;
                StringBuilder text = new StringBuilder();
                random.ints(random.nextInt(100), 0, 0x100).forEach(low -> text.append((char) (block + low)));
                yield text.toString();
            }
        };
    }

    private String sample() {
        // A megabyte each time would be all that the time goes into.
        int most = random.nextInt(50) == 0 ? SAMPLES.size() : SAMPLES.size() - 3;
        return SAMPLES.get(random.nextInt(most));
    }
}
