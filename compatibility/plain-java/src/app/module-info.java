/** A program that sells. Its store is found by the URI: nobody requires it. */
module shop {
    requires dev.posse;
}
