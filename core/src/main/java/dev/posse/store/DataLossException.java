package dev.posse.store;

/**
 * The store noticed that the database came back without data that it had acknowledged (S21), and refuses the operation
 * until an operator has decided.
 */
public class DataLossException extends StoreException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message which server, what was noticed and how an operator confirms
     */
    public DataLossException(String message) {
        super(message);
    }
}
