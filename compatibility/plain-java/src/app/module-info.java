/** A program that sells. The store's module is found by its URI: nobody requires it. */
module shop {
    requires dev.posse;
}
