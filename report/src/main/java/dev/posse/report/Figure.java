package dev.posse.report;

/** What all charts have: a caption, a place to be drawn in, and their numbers as tables that are open where no script runs. */
final class Figure {

    private Figure() {}

    /** Opens it; attributes are names and values in turns. */
    static void open(Markup out, String title, String explanation, String... attributes) {
        out.open("figure", attributes).open("figcaption").element("b", title);
        if (!explanation.isEmpty()) {
            out.text(" ").text(explanation);
        }
        out.close();
    }

    static void plot(Markup out) {
        out.open("div", "class", "plot")
                .close()
                .open("output", "class", "readout")
                .close();
    }

    /** The numbers, and the end of the figure. */
    static void close(Markup out, Part... tables) {
        out.open("details", "open", "").element("summary", "The numbers").open("div", "tabindex", "0");
        for (Part table : tables) {
            table.write(out);
        }
        out.close().close().close();
    }
}
