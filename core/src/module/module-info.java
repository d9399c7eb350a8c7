/** Posse: what applications call, and what stores implement. */
module dev.posse {
    requires java.management;
    requires org.slf4j;
    requires tools.jackson.databind;
    requires static micrometer.core;

    exports dev.posse;
    exports dev.posse.audit;
    exports dev.posse.observe;
    exports dev.posse.outcome;
    exports dev.posse.store;
    exports dev.posse.store.memory;

    uses dev.posse.store.StoreProvider;
}
