package dev.posse.cli;

import dev.posse.document.Printable;
import java.io.PrintStream;
import java.util.Locale;

/**
 * What a command prints, with what others have written in it: characters that would move a cursor, turn the direction of writing or
 * forge a line are spelled out, as JSON does, so that answers in JSON stay what they are.
 */
final class PrintableStream extends PrintStream {

    private final PrintStream target;

    /** Prints to another one, in whose encoding the text is written; ends of lines and numbers are the same in all. */
    PrintableStream(PrintStream out) {
        super(out, true);
        target = out;
    }

    @Override
    public void print(String text) {
        target.print(printable(String.valueOf(text)));
    }

    @Override
    public void print(Object text) {
        print(String.valueOf(text));
    }

    @Override
    public void print(char[] text) {
        print(String.valueOf(text));
    }

    @Override
    public void print(char text) {
        print(String.valueOf(text));
    }

    static String printable(String text) {
        if (text.codePoints().allMatch(PrintableStream::isPrinted)) {
            return text;
        }
        StringBuilder spelled = new StringBuilder(text.length() + 32);
        text.codePoints().forEach(point -> {
            if (isPrinted(point)) {
                spelled.appendCodePoint(point);
            } else {
                for (char half : Character.toChars(point)) {
                    spelled.append(String.format(Locale.ROOT, "\\u%04x", (int) half));
                }
            }
        });
        return spelled.toString();
    }

    private static boolean isPrinted(int point) {
        return point == '\n' || point == '\t' || Printable.isHarmless(point);
    }
}
