package dev.posse.document;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.posse.store.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Random documents")
class RandomDocumentsTest {

    private static final String ID_CHARACTERS = "ABCxyz019._@+:~-";
    private static final String[] UNKNOWN = {
        "{}", "{\"x\":1}", "{\"x\":{\"y\":[1.50,null,\"z\"]}}", "{\"ü\":123456789012345678901234567890,\"b\":false}"
    };

    private final Random random = new Random();

    @Test
    @DisplayName("come back equal, and with the same bytes when written again")
    void roundTrip() {
        long seed = System.nanoTime();
        random.setSeed(seed);
        for (int round = 0; round < 5_000; round++) {
            Document document = document();
            byte[] bytes = document.encode();

            Document read = Samples.decode(document.key(), bytes);

            assertEquals(document, read, () -> "seed " + seed);
            assertArrayEquals(bytes, read.encode(), () -> "seed " + seed);
        }
    }

    private Document document() {
        return switch (random.nextInt(9)) {
            case 0 -> account();
            case 1 ->
                new Campaign(
                                id(),
                                positive(),
                                positive(),
                                oneOf(Campaign.Status.values()),
                                maybe(this::text),
                                random.nextLong(1, 1L << 40),
                                unknown())
                        .settled(random.nextLong(1L << 41, 1L << 42))
                        .settled(random.nextLong(1L << 41, 1L << 42));
            case 2 -> claim();
            case 3 -> new VoidSlot(id(), positive(), text(), text(), time(), unknown());
            case 4 -> new Transaction(claim(), text(), time());
            case 5 -> new ArchivedPurchase(id(), purchase(positive()), maybe(this::id));
            case 6 -> new ArchivedMovement(id(), movement(positive()), maybe(this::id));
            case 7 -> new Directory(1 + random.nextInt(4096), some(this::id), unknown());
            default -> new Incarnation(text(), time(), maybe(this::text), unknown());
        };
    }

    private Account account() {
        long deposited = random.nextLong(Long.MAX_VALUE);
        long withdrawn = random.nextLong(deposited + 1);
        long spent = random.nextLong(deposited - withdrawn + 1);
        return new Account(
                id(),
                deposited,
                withdrawn,
                spent,
                maybe(this::lock),
                16,
                100,
                new EntryWindow<>(numbered(this::purchase), maybe(this::id)),
                new EntryWindow<>(numbered(this::movement), maybe(this::id)),
                random.nextLong(Long.MAX_VALUE),
                unknown());
    }

    private <E> List<E> numbered(LongFunction<E> entry) {
        return LongStream.rangeClosed(1, random.nextInt(16))
                .mapToObj(number -> entry.apply(number * 6))
                .toList();
    }

    private PurchaseEntry purchase(long number) {
        return random.nextBoolean()
                ? new PurchaseEntry.CalledOff(number, id(), time(), unknown())
                : new PurchaseEntry.Bought(
                        number, id(), text(), id(), positive(), positive(), maybe(this::text), time(), unknown());
    }

    private Movement movement(long number) {
        return new Movement(number, id(), oneOf(Movement.Kind.values()), positive(), time(), unknown());
    }

    private Lock lock() {
        return new Lock(
                id(),
                positive(),
                maybe(() -> new Version(id())),
                id(),
                text(),
                positive(),
                maybe(this::text),
                time(),
                unknown());
    }

    private Claim claim() {
        return new Claim(id(), positive(), id(), id(), text(), positive(), maybe(this::text), time(), unknown());
    }

    private String id() {
        StringBuilder id = new StringBuilder();
        for (int left = 1 + random.nextInt(Ids.MAX_ID_LENGTH); left > 0; left--) {
            id.append(ID_CHARACTERS.charAt(random.nextInt(ID_CHARACTERS.length())));
        }
        return Ids.check("id", id.toString());
    }

    /** Any Unicode text: JSON has to escape some of it. */
    private String text() {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(20); left > 0; left--) {
            int point = random.nextInt(0x2FFFF);
            text.appendCodePoint(point >= 0xD800 && point <= 0xDFFF ? point % 128 : point);
        }
        return text.toString();
    }

    private long positive() {
        return random.nextBoolean() ? 1 + random.nextInt(100) : 1 + random.nextLong(Long.MAX_VALUE);
    }

    private Instant time() {
        return Instant.ofEpochSecond(random.nextLong(4_000_000_000L), random.nextInt(1_000_000_000));
    }

    private UnknownFields unknown() {
        return Samples.unknown(UNKNOWN[random.nextInt(UNKNOWN.length)]);
    }

    private <T> T oneOf(T[] all) {
        return all[random.nextInt(all.length)];
    }

    private <T> Optional<T> maybe(Supplier<T> item) {
        return random.nextBoolean() ? Optional.of(item.get()) : Optional.empty();
    }

    private <T> List<T> some(Supplier<T> item) {
        List<T> items = new ArrayList<>();
        for (int left = random.nextInt(Account.WINDOW + 1); left > 0; left--) {
            items.add(item.get());
        }
        return items;
    }
}
