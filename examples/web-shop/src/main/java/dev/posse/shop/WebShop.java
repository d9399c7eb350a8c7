package dev.posse.shop;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** A shop that sells the slots of campaigns; any number of them over one Redis. The starter brings its {@code Posse}. */
@SpringBootApplication
public class WebShop {

    /** Made by Spring. */
    public WebShop() {}

    /**
     * Starts the shop.
     *
     * @param arguments properties, such as {@code --posse.store.uri=redis://localhost:6379}
     */
    public static void main(String[] arguments) {
        SpringApplication.run(WebShop.class, arguments);
    }
}
