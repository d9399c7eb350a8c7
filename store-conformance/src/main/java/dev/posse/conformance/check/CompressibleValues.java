package dev.posse.conformance.check;

import static dev.posse.conformance.check.CheckContext.bytes;

import dev.posse.conformance.report.Clause;
import dev.posse.conformance.report.ClauseBroken;
import dev.posse.conformance.report.ValueText;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.StoreLimits;
import dev.posse.store.Version;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Values that repeat themselves, in all sizes: what a compressor makes of them must come back byte by byte (S12). */
final class CompressibleValues {

    private static final int ROUNDS = 160;

    /** Around the lengths of runs, blocks and windows of the usual compressors. */
    private static final int[] LENGTHS = {
        17,
        64,
        100,
        127,
        128,
        129,
        255,
        256,
        257,
        258,
        259,
        260,
        300,
        511,
        513,
        1000,
        1024,
        2047,
        2049,
        4095,
        4097,
        5000,
        8192,
        10_000,
        16_385,
        20_000,
        32_767,
        32_769,
        50_000,
        65_534,
        65_537,
        90_000,
        131_073,
        150_001,
        200_000,
        StoreLimits.MAX_VALUE_BYTES - 1,
        StoreLimits.MAX_VALUE_BYTES
    };

    private static final int[] PERIODS = {1, 2, 3, 4, 7, 8, 16, 33, 100, 255, 1000, 4096, 32_768};

    private CompressibleValues() {}

    static void comeBack(CheckContext context) throws Exception {
        CasKeyValueStore store = context.store();
        String swapping = context.key();
        Version version = context.added(store, swapping, bytes("start"));
        Rounds rounds = context.allRounds(ROUNDS, 40);
        while (rounds.next()) {
            byte[] value = value(rounds.number(), context.random());
            version = context.swapped(store, swapping, value, version);
            context.reads(store, swapping, value, Clause.S12);
            if (rounds.number() % 4 == 0) {
                String key = context.key();
                context.added(store, key, value);
                byte[] together = store.getAll(List.of(key))
                        .getOrDefault(key, context.present(store, key))
                        .value();
                if (!Arrays.equals(together, value)) {
                    throw new ClauseBroken(
                            Clause.S12, "getAll gave " + ValueText.of(together) + " instead of " + ValueText.of(value));
                }
            }
        }
        context.figure("values", rounds.number());
    }

    private static byte[] value(int round, Random random) {
        int length = LENGTHS[round * 7 % LENGTHS.length];
        byte[] value = new byte[length];
        switch (round % 4) {
            case 0 -> repeat(value, PERIODS[random.nextInt(PERIODS.length)], random);
            case 1 -> documents(value);
            case 2 -> {
                // A single byte that is another one, anywhere.
                repeat(value, PERIODS[random.nextInt(PERIODS.length)], random);
                value[random.nextInt(length)] ^= 0x55;
            }
            default -> {
                // Half of it has nothing to be compressed, the end is one run.
                random.nextBytes(value);
                Arrays.fill(value, length / 2, length, (byte) random.nextInt(256));
                value[length - 1] = (byte) random.nextInt(256);
            }
        }
        return value;
    }

    private static void repeat(byte[] value, int period, Random random) {
        byte[] pattern = new byte[period];
        random.nextBytes(pattern);
        for (int at = 0; at < value.length; at++) {
            value[at] = pattern[at % period];
        }
    }

    private static void documents(byte[] value) {
        for (int at = 0, number = 0; at < value.length; number++) {
            byte[] text = String.format(
                            "{\"state\":\"SOLD\",\"buyer\":\"buyer-%d\",\"slot\":%d,\"price\":700,\"attempt\":\"0000-0000-%d\"},",
                            number, number, number)
                    .getBytes(StandardCharsets.UTF_8);
            int length = Math.min(text.length, value.length - at);
            System.arraycopy(text, 0, value, at, length);
            at += length;
        }
    }
}
