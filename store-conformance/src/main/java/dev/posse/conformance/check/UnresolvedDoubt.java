package dev.posse.conformance.check;

import dev.posse.store.OutcomeUnknownException;

/** Doubt on a whole connection that a look does not resolve: it accuses nobody, and the check begins anew on fresh keys. */
final class UnresolvedDoubt extends OutcomeUnknownException {

    private static final long serialVersionUID = 1L;

    UnresolvedDoubt(OutcomeUnknownException doubt) {
        super("nobody knows, on a whole connection, and a look does not tell", doubt);
    }
}
