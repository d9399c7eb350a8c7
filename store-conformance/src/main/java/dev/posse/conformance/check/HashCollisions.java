package dev.posse.conformance.check;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/** Pairs of keys that a hash of 32 bits takes for one, found without asking the store. */
final class HashCollisions {

    /** Among so many keys three pairs are to be expected, or ten. */
    private static final List<Integer> KEYS = List.of(150_000, 300_000);

    private static final int DIGITS = 6;
    private static final byte[] ALPHABET =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".getBytes(StandardCharsets.US_ASCII);

    /** Two keys that one hash takes for one. */
    record Pair(String one, String other) {}

    private static final Map<String, ToIntFunction<byte[]>> FUNCTIONS = functions();

    private HashCollisions() {}

    private static Map<String, ToIntFunction<byte[]>> functions() {
        Map<String, ToIntFunction<byte[]>> functions = new LinkedHashMap<>();
        functions.put("31 · h + c", key -> polynomial(key, 31, 0));
        functions.put("33 · h + c", key -> polynomial(key, 33, 5381));
        functions.put("33 · h ^ c", HashCollisions::djb2a);
        functions.put("FNV-1", key -> fnv(key, false));
        functions.put("FNV-1a", key -> fnv(key, true));
        functions.put("one at a time", HashCollisions::oneAtATime);
        functions.put("CRC-32", key -> checksum(new CRC32(), key));
        functions.put("CRC-32C", key -> checksum(new CRC32C(), key));
        functions.put("Adler-32", key -> checksum(new Adler32(), key));
        functions.put("MurmurHash3", HashCollisions::murmur3);
        functions.put("the begin of MD5", key -> digest("MD5", key));
        functions.put("the begin of SHA-1", key -> digest("SHA-1", key));
        functions.put("the begin of SHA-256", key -> digest("SHA-256", key));
        return functions;
    }

    /** {@return what the hashes are called} */
    static List<String> names() {
        return List.copyOf(FUNCTIONS.keySet());
    }

    /** A pair that meets in the hash of this name, of keys that begin so and are told apart by their last characters. */
    static Optional<Pair> beginning(String begin, String name) {
        ToIntFunction<byte[]> hash = Objects.requireNonNull(FUNCTIONS.get(name));
        List<Integer> met = List.of();
        for (int at = 0; at < KEYS.size() && met.isEmpty(); at++) {
            met = meeting(begin, hash, KEYS.get(at));
        }
        return met.isEmpty() ? Optional.empty() : Optional.of(new Pair(key(begin, met.get(0)), key(begin, met.get(1))));
    }

    private static List<Integer> meeting(String begin, ToIntFunction<byte[]> hash, int keys) {
        byte[] key = key(begin, 0).getBytes(StandardCharsets.US_ASCII);
        long[] hashes = new long[keys];
        for (int number = 0; number < keys; number++) {
            putDigits(key, number);
            hashes[number] = (long) hash.applyAsInt(key) << 32 | number;
        }
        Arrays.sort(hashes);
        for (int at = 1; at < keys; at++) {
            boolean meet = hashes[at] >> 32 == hashes[at - 1] >> 32;
            if (meet && !key(begin, (int) hashes[at - 1]).equals(key(begin, (int) hashes[at]))) {
                return List.of((int) hashes[at - 1], (int) hashes[at]);
            }
        }
        return List.of();
    }

    private static String key(String begin, int number) {
        byte[] key = (begin + "0".repeat(DIGITS)).getBytes(StandardCharsets.US_ASCII);
        putDigits(key, number);
        return new String(key, StandardCharsets.US_ASCII);
    }

    private static void putDigits(byte[] key, int number) {
        // Mixed: numbers in a row, and multiples, are just what many a hash keeps apart.
        long rest = (number + 1) * 0x9e3779b97f4a7c15L;
        rest = (rest ^ rest >>> 30) * 0xbf58476d1ce4e5b9L;
        rest = rest >>> 20;
        for (int at = 1; at <= DIGITS; at++) {
            key[key.length - at] = ALPHABET[(int) (rest % ALPHABET.length)];
            rest /= ALPHABET.length;
        }
    }

    private static int polynomial(byte[] key, int factor, int start) {
        int hash = start;
        for (byte c : key) {
            hash = factor * hash + c;
        }
        return hash;
    }

    private static int djb2a(byte[] key) {
        int hash = 5381;
        for (byte c : key) {
            hash = 33 * hash ^ c;
        }
        return hash;
    }

    private static int fnv(byte[] key, boolean first) {
        int hash = 0x811c9dc5;
        for (byte c : key) {
            hash = first ? (hash ^ c) * 0x01000193 : hash * 0x01000193 ^ c;
        }
        return hash;
    }

    private static int oneAtATime(byte[] key) {
        int hash = 0;
        for (byte c : key) {
            hash += c;
            hash += hash << 10;
            hash ^= hash >>> 6;
        }
        hash += hash << 3;
        hash ^= hash >>> 11;
        return hash + (hash << 15);
    }

    private static int checksum(Checksum checksum, byte[] key) {
        checksum.update(key, 0, key.length);
        return (int) checksum.getValue();
    }

    private static int murmur3(byte[] key) {
        int hash = 0;
        int whole = key.length / 4 * 4;
        for (int at = 0; at < whole; at += 4) {
            hash ^= mixed(littleEndian(key, at, 4));
            hash = Integer.rotateLeft(hash, 13) * 5 + 0xe6546b64;
        }
        hash ^= mixed(littleEndian(key, whole, key.length - whole));
        hash ^= key.length;
        hash ^= hash >>> 16;
        hash *= 0x85ebca6b;
        hash ^= hash >>> 13;
        hash *= 0xc2b2ae35;
        return hash ^ (hash >>> 16);
    }

    private static int mixed(int block) {
        return Integer.rotateLeft(block * 0xcc9e2d51, 15) * 0x1b873593;
    }

    private static int littleEndian(byte[] key, int from, int length) {
        int value = 0;
        for (int at = 0; at < length; at++) {
            value |= (key[from + at] & 0xff) << (8 * at);
        }
        return value;
    }

    private static int digest(String algorithm, byte[] key) {
        try {
            byte[] digest = MessageDigest.getInstance(algorithm).digest(key);
            return ((digest[0] & 0xff) << 24)
                    | ((digest[1] & 0xff) << 16)
                    | ((digest[2] & 0xff) << 8)
                    | (digest[3] & 0xff);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has " + algorithm, e);
        }
    }
}
