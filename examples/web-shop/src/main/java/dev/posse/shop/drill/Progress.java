package dev.posse.shop.drill;

import java.util.concurrent.atomic.AtomicLong;

/** What all buyers together have seen. */
final class Progress {

    private final AtomicLong sold = new AtomicLong();
    private final AtomicLong askedAgain = new AtomicLong();
    private final AtomicLong unanswered = new AtomicLong();

    void sold() {
        sold.incrementAndGet();
    }

    void askedAgain(boolean withoutAnswer) {
        askedAgain.incrementAndGet();
        if (withoutAnswer) {
            unanswered.incrementAndGet();
        }
    }

    long soldSoFar() {
        return sold.get();
    }

    /** How often a call was repeated with its key. */
    long repeated() {
        return askedAgain.get();
    }

    /** How many calls were never answered. */
    long lostAnswers() {
        return unanswered.get();
    }
}
