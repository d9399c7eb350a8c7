package dev.posse.cli;

import dev.posse.document.Ids;

/** Ids as a person has typed them: what no id can be is told as a mistake of typing and not as an error of the program. */
final class TypedIds {

    private TypedIds() {}

    static String account(String typed) {
        return check("account id", typed);
    }

    static String campaign(String typed) {
        return check("campaign id", typed);
    }

    static String purchase(String typed) {
        return check("purchase id", typed);
    }

    static String movement(String typed) {
        return check("id of a deposit or withdrawal", typed);
    }

    private static String check(String what, String typed) {
        try {
            return Ids.check(what, typed);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }
}
