package dev.posse.report;

/** Something that stands on a page. All are immutable, and made by their own factories. */
public abstract class Part {

    /** The kinds of parts are those of this package: no one else writes markup. */
    Part() {}

    abstract void write(Markup out);
}
