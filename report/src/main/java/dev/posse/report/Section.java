package dev.posse.report;

import java.util.Arrays;
import java.util.List;

/** Parts under a heading. */
public final class Section extends Part {

    private final String heading;
    private final String anchor;
    private final List<Part> parts;

    private Section(String heading, String anchor, List<Part> parts) {
        this.heading = heading;
        this.anchor = anchor;
        this.parts = parts;
    }

    /**
     * {@return a section}
     *
     * @param heading over it
     * @param parts in it
     */
    public static Section of(String heading, Part... parts) {
        return of(heading, Arrays.asList(parts));
    }

    /**
     * {@return a section}
     *
     * @param heading over it
     * @param parts in it; copied
     */
    public static Section of(String heading, List<? extends Part> parts) {
        return new Section(heading, "", List.copyOf(parts));
    }

    /**
     * {@return this section as one to which cells can link}
     *
     * @param name no other section of the page has it
     */
    public Section anchored(String name) {
        return new Section(heading, name, parts);
    }

    @Override
    void write(Markup out) {
        if (anchor.isEmpty()) {
            out.open("section").element("h2", heading);
        } else {
            out.open("section").element("h2", heading, "id", anchor);
        }
        parts.forEach(part -> part.write(out));
        out.close();
    }
}
