package dev.posse.conformance.fault;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** What is looked for in the requests that pass a proxy: bytes as they are, and as protocols of text spell them. */
final class SentContents {

    private final List<Content> counted = new CopyOnWriteArrayList<>();

    /** One connection's requests: what is looked for may come in two pieces. */
    final class Stream {
        private byte[] before = new byte[0];

        void passed(byte[] buffer, int length) {
            if (counted.isEmpty()) {
                before = new byte[0];
                return;
            }
            int longest = 1;
            byte[] all = Arrays.copyOf(before, before.length + length);
            System.arraycopy(buffer, 0, all, before.length, length);
            for (Content content : counted) {
                content.lookIn(all, before.length);
                longest = Math.max(longest, content.longest());
            }
            before = Arrays.copyOfRange(all, Math.max(0, all.length - longest + 1), all.length);
        }
    }

    Stream stream() {
        return new Stream();
    }

    SentCount count(byte[] content) {
        Content added = new Content(content);
        counted.add(added);
        return added;
    }

    private final class Content implements SentCount {
        private final List<byte[]> spellings;
        private final AtomicInteger times = new AtomicInteger();

        Content(byte[] content) {
            byte[] wholeGroups = Arrays.copyOf(content, content.length / 3 * 3);
            HexFormat hex = HexFormat.of();
            spellings = List.of(
                    content.clone(),
                    Base64.getEncoder().encode(wholeGroups),
                    hex.formatHex(content).getBytes(StandardCharsets.US_ASCII),
                    hex.withUpperCase().formatHex(content).getBytes(StandardCharsets.US_ASCII));
        }

        int longest() {
            return spellings.stream().mapToInt(one -> one.length).max().orElse(1);
        }

        void lookIn(byte[] all, int known) {
            for (byte[] spelling : spellings) {
                // What ends before was counted with the piece before.
                for (int at = Math.max(0, known - spelling.length + 1); at <= all.length - spelling.length; at++) {
                    if (all[at] == spelling[0]
                            && Arrays.equals(all, at, at + spelling.length, spelling, 0, spelling.length)) {
                        times.incrementAndGet();
                    }
                }
            }
        }

        @Override
        public int times() {
            return times.get();
        }

        @Override
        public void close() {
            counted.remove(this);
        }
    }
}
