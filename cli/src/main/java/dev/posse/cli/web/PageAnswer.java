package dev.posse.cli.web;

/**
 * What a page is answered.
 *
 * @param status as HTTP numbers it
 * @param type of the text, as in {@code Content-Type}
 * @param text of any length; it is held in memory
 */
public record PageAnswer(int status, String type, String text) {

    /**
     * Answers in JSON.
     *
     * @param text which is JSON
     * @return that answer, with status 200
     */
    public static PageAnswer json(String text) {
        return new PageAnswer(200, "application/json; charset=utf-8", text);
    }

    /**
     * Refuses what was asked for.
     *
     * @param status 400 for what makes no sense, 404 for what is not there, 409 for what cannot be done now
     * @param sentence for a person
     * @return that answer, as plain text
     */
    public static PageAnswer refused(int status, String sentence) {
        return new PageAnswer(status, "text/plain; charset=utf-8", sentence + "\n");
    }
}
