package dev.posse.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

@DisplayName("The shop's endpoints")
class EndpointsTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static ConfigurableApplicationContext shop;
    private static String address;

    @BeforeAll
    static void start() throws Exception {
        shop = SpringApplication.run(
                WebShop.class,
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.main.banner-mode=off",
                "--posse.store.uri=memory:");
        address = "http://127.0.0.1:" + shop.getEnvironment().getProperty("local.server.port");
        send("POST", "/campaigns", "", "", "{\"id\":\"drop\",\"price\":250,\"slots\":100}");
    }

    @AfterAll
    static void end() {
        shop.close();
    }

    @Test
    @DisplayName("a key buys once, whatever characters it has; where to ask for it stands in Location")
    void keys() throws Exception {
        rich("keys");
        for (String key :
                List.of("\"8e03978e-40d5\"", "a/b", "a|b", "../x", "..", "a;b", "a+b", "50%", "a b", "x".repeat(300))) {
            HttpResponse<String> first = buy("keys", key, "{\"campaign\":\"drop\"}");
            assertThat(first.statusCode()).as(key).isEqualTo(201);
            assertThat(buy("keys", key, "{\"campaign\":\"drop\"}").body()).isEqualTo(first.body());
            String location = first.headers().firstValue("Location").orElseThrow();
            HttpResponse<String> found = send("GET", location, "keys", "", "");
            assertThat(found.statusCode()).as(location).isEqualTo(200);
            assertThat(found.body()).isEqualTo(first.body());
        }
    }

    @Test
    @DisplayName("a key that was used with other terms is 422, a missing or empty one 400, and nothing is bought")
    void wrongKeys() throws Exception {
        rich("wrong");
        assertThat(buy("wrong", "k", "{\"campaign\":\"drop\",\"payload\":\"x\"}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(buy("wrong", "k", "{\"campaign\":\"drop\",\"payload\":\"y\"}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(send("POST", "/purchases", "wrong", "", "{\"campaign\":\"drop\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(buy("wrong", "l", "{}").statusCode()).isEqualTo(400);
        assertThat(buy("wrong", "l", "no json").statusCode()).isEqualTo(400);
        assertThat(send("GET", "/accounts/me", "wrong", "", "").body()).contains("\"spent\":250");
    }

    @Test
    @DisplayName(
            "a key that a header and a path would spell differently is refused at all of them, and so are two keys")
    void ambiguousKeys() throws Exception {
        rich("eager");
        for (String key : List.of("caf\u00e9", "a,b")) {
            assertThat(statusOfRawBuy("eager", key)).as(key).isEqualTo(400);
            String query = "/purchases?key=" + URLEncoder.encode(key, StandardCharsets.UTF_8);
            assertThat(send("GET", query, "eager", "", "").statusCode()).as(key).isEqualTo(400);
            assertThat(send("DELETE", query, "eager", "", "").statusCode())
                    .as(key)
                    .isEqualTo(400);
        }
        assertThat(send("GET", "/accounts/me", "eager", "", "").body()).contains("\"spent\":0");
    }

    @Test
    @DisplayName("an amount or limit that is no whole number is refused and not cut, and its payment may come again")
    void wholeNumbers() throws Exception {
        rich("exact");
        for (String amount : List.of("12.5", "\"12\"", "true", "-12", "0", "1e30")) {
            String paid = "{\"customer\":\"exact\",\"payment\":\"cut\",\"amount\":" + amount + "}";
            assertThat(send("POST", "/deposits", "", "", paid).statusCode())
                    .as(amount)
                    .isEqualTo(400);
        }
        assertThat(buy("exact", "k", "{\"campaign\":\"drop\",\"maxPrice\":249.9}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(send("POST", "/deposits", "", "", "{\"customer\":\"exact\",\"payment\":\"cut\",\"amount\":12}")
                        .body())
                .contains("\"balance\":10012");
    }

    @Test
    @DisplayName("no account, no money, no such campaign, too dear, called off")
    void refusals() throws Exception {
        assertThat(buy("nobody", "k", "{\"campaign\":\"drop\"}").statusCode()).isEqualTo(404);
        send("POST", "/accounts", "poor", "", "{}");
        assertThat(buy("poor", "k", "{\"campaign\":\"drop\"}").statusCode()).isEqualTo(402);
        rich("choosy");
        assertThat(buy("choosy", "k", "{\"campaign\":\"none\"}").statusCode()).isEqualTo(404);
        assertThat(buy("choosy", "l", "{\"campaign\":\"drop\",\"maxPrice\":249}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(send("DELETE", "/purchases/m", "choosy", "", "").statusCode())
                .isEqualTo(200);
        assertThat(buy("choosy", "m", "{\"campaign\":\"drop\"}").statusCode()).isEqualTo(410);
        assertThat(send("GET", "/purchases/n", "choosy", "", "").statusCode()).isEqualTo(404);
    }

    @Test
    @DisplayName("a payment that is told again and again is booked once; told with another amount it is 422")
    void webhook() throws Exception {
        send("POST", "/accounts", "payer", "", "{}");
        String paid = "{\"customer\":\"payer\",\"payment\":\"pay/1\",\"amount\":700}";
        assertThat(send("POST", "/deposits", "", "", paid).statusCode()).isEqualTo(200);
        assertThat(send("POST", "/deposits", "", "", paid).body()).contains("\"balance\":700");
        assertThat(send("POST", "/deposits", "", "", paid.replace("700", "701")).statusCode())
                .isEqualTo(422);
        assertThat(send("POST", "/withdrawals", "payer", "w", "{\"amount\":800}")
                        .statusCode())
                .isEqualTo(402);
        assertThat(send("POST", "/withdrawals", "payer", "w", "{\"amount\":700}")
                        .body())
                .contains("\"balance\":0");
    }

    @Test
    @DisplayName("the page and what it shows are served; a login finds nothing")
    void page() throws Exception {
        assertThat(send("GET", "/", "", "", "").body()).contains("shop.js");
        assertThat(send("GET", "/campaigns/drop/sold", "", "", "").statusCode()).isEqualTo(200);
        assertThat(send("GET", "/campaigns", "", "", "").body()).isEqualTo("[\"drop\"]");
        send("POST", "/accounts", "visitor", "", "{}");
        assertThat(send("POST", "/logins", "visitor", "", "{}").body()).contains("Clean");
        assertThat(send("POST", "/logins", "stranger", "", "{}").statusCode()).isEqualTo(404);
    }

    private static void rich(String customer) throws IOException, InterruptedException {
        send("POST", "/accounts", customer, "", "{}");
        send(
                "POST",
                "/deposits",
                "",
                "",
                "{\"customer\":\"" + customer + "\",\"payment\":\"" + customer + "\",\"amount\":10000}");
    }

    /** As curl sends it: Java's client makes a question mark of what is not ASCII. */
    private static int statusOfRawBuy(String customer, String key) throws IOException {
        String body = "{\"campaign\":\"drop\"}";
        String request =
                "POST /purchases HTTP/1.1\r\nHost: shop\r\nConnection: close\r\nContent-Type: application/json\r\n"
                        + "Customer: " + customer + "\r\nIdempotency-Key: " + key + "\r\nContent-Length: "
                        + body.length()
                        + "\r\n\r\n" + body;
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), URI.create(address).getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
        }
    }

    private static HttpResponse<String> buy(String customer, String key, String body)
            throws IOException, InterruptedException {
        return send("POST", "/purchases", customer, key, body);
    }

    private static HttpResponse<String> send(String method, String path, String customer, String key, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        if (!customer.isEmpty()) {
            request.header("Customer", customer);
        }
        if (!key.isEmpty()) {
            request.header("Idempotency-Key", key);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
