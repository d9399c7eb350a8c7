package dev.posse.shop.drill;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks to a shop as a customer's browser does. */
final class ShopClient {

    /** Longer than a purchase takes in an outage: who gives up earlier knows nothing. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final JsonMapper json = new JsonMapper();

    /**
     * What a shop answered.
     *
     * @param status of HTTP
     * @param retryAfter in seconds, if it was said
     * @param body of the answer
     */
    record Answer(int status, Optional<Integer> retryAfter, JsonNode body) {

        /** The rule for who calls, in docs/http.md. */
        boolean isToBeAskedAgain() {
            return status == 409 || status >= 500;
        }
    }

    boolean isReady(URI shop) {
        return get(shop, "/actuator/health/readiness", "drill")
                .filter(answer -> answer.status() == 200)
                .isPresent();
    }

    Optional<Answer> get(URI shop, String path, String customer) {
        return sent(request(shop, path, customer).GET().build());
    }

    Optional<Answer> post(URI shop, String path, String customer, Optional<String> key, Map<String, Object> body) {
        HttpRequest.Builder request = request(shop, path, customer)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)));
        key.ifPresent(id -> request.header("Idempotency-Key", id));
        return sent(request.build());
    }

    private static HttpRequest.Builder request(URI shop, String path, String customer) {
        return HttpRequest.newBuilder(URI.create(shop + path)).timeout(TIMEOUT).header("Customer", customer);
    }

    /** Empty if no answer came, whatever has happened to the request. */
    private Optional<Answer> sent(HttpRequest request) {
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return Optional.of(new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Retry-After").map(Integer::valueOf),
                    json.readTree(response.body().isEmpty() ? "{}" : response.body())));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
