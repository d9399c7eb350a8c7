package dev.posse.cli.web;

import java.util.Map;
import java.util.Optional;

/**
 * What a page asks for.
 *
 * @param parameters of the address, each with the first of its values
 * @param body as it was sent, of 64 KiB at the most; empty with GET
 */
public record PageRequest(Map<String, String> parameters, String body) {

    /**
     * Copies what it is given.
     *
     * @param parameters of the address
     * @param body as it was sent
     */
    public PageRequest {
        parameters = Map.copyOf(parameters);
    }

    /**
     * Looks a parameter up.
     *
     * @param name as in the address
     * @return its value, if it is there and not empty
     */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
    }
}
