package dev.posse.browser;

/** Sizes of the window that pages are tried in, in pixels as pages count them. */
public enum Window {
    /** A screen on a desk. */
    WIDE(1280, 900),
    /** A narrow telephone. */
    PHONE(360, 740);

    private final int width;
    private final int height;

    Window(int width, int height) {
        this.width = width;
        this.height = height;
    }

    /** {@return how many pixels wide} */
    public int width() {
        return width;
    }

    /** {@return how many pixels high} */
    public int height() {
        return height;
    }
}
