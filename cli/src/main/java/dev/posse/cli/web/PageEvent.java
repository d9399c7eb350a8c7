package dev.posse.cli.web;

/**
 * What is told to all pages that listen.
 *
 * @param name of its kind, as the page listens for it: letters, digits and hyphens
 * @param json its text, in one line or several
 */
public record PageEvent(String name, String json) {

    /**
     * Refuses a name that would end its line.
     *
     * @param name of its kind: 1 to 64 letters, digits and hyphens
     * @param json its text
     * @throws IllegalArgumentException if the name is another one
     */
    public PageEvent {
        if (!name.matches("[A-Za-z0-9-]{1,64}")) {
            throw new IllegalArgumentException("No name of an event: " + name);
        }
    }
}
