package dev.posse.explorer;

/**
 * One operation of a history.
 *
 * @param who acted
 * @param step of the protocol
 * @param operation that was asked
 * @param answer that was given
 * @param code to walk it again
 */
record Move(String who, String step, String operation, String answer, String code) {

    /** A sentence between the operations. */
    static Move remark(String what) {
        return new Move("(" + what + ")", "", "", "", "");
    }

    /** The database comes back as it was. */
    static Move restored() {
        return new Move("(the database goes down; the copy with which it began is restored)", "", "", "", "restored");
    }

    static Move landing(Universe universe, int flight) {
        Flights.Flight landing = universe.flights.get(flight);
        if (landing.after() == Flights.NOTHING) {
            String key = universe.keyName(landing.key());
            return new Move("(a late chain goes on)", "", "on " + key, "as it expects", "lands " + key);
        }
        Cell cell = universe.cell(landing.after());
        return new Move("(a late write lands)", "", "on " + cell.key(), "now " + Brief.of(cell), "lands " + cell.key());
    }

    /**
     * Describes what an actor does.
     *
     * @param universe that the numbers are of
     * @param who acts
     * @param value where it stands
     * @param store that it meets
     * @param event that happens
     * @param key that is read, if it is a read
     * @param actor its number, to walk it again
     * @return the move
     */
    static Move of(Universe universe, String who, ActorValue value, int store, Event event, int key, int actor) {
        if (event == Event.READ_FAILED) {
            String ending = ending(value.after(event, false));
            return new Move(who, value.name(), value.operation(), "fails" + ending, actor + " " + event.name());
        } else if (event == Event.READ) {
            int cell = universe.at(store, key);
            String found = cell == 0 ? "absent" : Brief.of(universe.cell(cell));
            String name = universe.keyName(key);
            String ending = ending(value.afterReading(key, cell));
            return new Move(who, value.name(), "get " + name, found + ending, actor + " reads " + name);
        }
        if (value.isGuess()) {
            String answer = switch (event) {
                case HELD -> "stands as it was";
                case LATE -> "nobody knows (what follows is still in flight)";
                default -> "nobody knows (nothing follows)";
            };
            return new Move(
                    who,
                    value.name(),
                    value.operation(),
                    answer + ending(value.after(event, false)),
                    actor + " " + event.name());
        }
        if (event == Event.ALARMED) {
            return new Move(who, value.name(), value.operation(), "raised", actor + " " + event.name());
        }
        boolean lands = universe.lands(value.write, store);
        String wrote = Brief.of(universe.cell(value.write.after()));
        String answer = switch (event) {
            case TRUE -> lands ? "now " + wrote : "refused";
            case LOST_APPLIED -> "nobody knows (it happened: now " + wrote + ")";
            case LOST -> "nobody knows (it did not happen)";
            case FAILED -> "fails for certain";
            case LATE -> "nobody knows (it is still in flight: " + wrote + ")";
            default -> "refused for no reason";
        };
        String ending = ending(value.after(event, lands));
        return new Move(who, value.name(), value.operation(), answer + ending, actor + " " + event.name());
    }

    private static String ending(ActorValue next) {
        return next.result().map(result -> "; " + Brief.of(result)).orElse("");
    }

    @Override
    public String toString() {
        return step.isEmpty() && answer.isEmpty()
                ? who
                : String.format("%-22s %-9s %s -> %s", who, step, operation, answer);
    }
}
