package dev.posse.audit;

import dev.posse.document.Printable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A list of what callers were told, one JSON object a line, in UTF-8 and any order:
 *
 * <pre>{@code
 * {"told":"purchase","account":"alice","purchase":"order-4711","campaign":"drop","slot":7}
 * {"told":"cancellation","account":"alice","purchase":"order-4712"}
 * {"told":"deposit","account":"alice","id":"voucher-7","amount":1000}
 * {"told":"withdrawal","account":"alice","id":"payout-3","amount":250}
 * }</pre>
 *
 * <p>A purchase is noted when {@code Purchased} was heard, a cancellation when {@code CANCELLED} was, for its id never buys; a
 * deposit or withdrawal when {@code Moved} was. Nothing else of what was refused or in doubt is noted. Amounts are in minor units. Other fields are not looked at, and lines without any text are passed over.
 */
public final class ReportedOutcomeFile {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode fields;

    private ReportedOutcomeFile(JsonNode fields) {
        this.fields = fields;
    }

    /**
     * Reads a list.
     *
     * @param lines of the format above; stays the caller's to close
     * @return what was told, in order
     * @throws IOException if the reader fails
     * @throws IllegalArgumentException at the first line that cannot be understood; the message names its number, what is
     *     wrong with it and what would be right
     */
    public static List<ReportedOutcome> read(Reader lines) throws IOException {
        Objects.requireNonNull(lines, "lines");
        List<ReportedOutcome> told = new ArrayList<>();
        BufferedReader buffered = new BufferedReader(lines);
        int number = 0;
        for (Optional<String> line = next(buffered); line.isPresent(); line = next(buffered)) {
            number++;
            if (!line.get().isBlank()) {
                told.add(parse(number, line.get()));
            }
        }
        return List.copyOf(told);
    }

    /**
     * Writes one line of a list.
     *
     * @param told what a caller was told
     * @return the line, without its end
     */
    public static String line(ReportedOutcome told) {
        Objects.requireNonNull(told, "told");
        Map<String, Object> fields = new LinkedHashMap<>();
        if (told instanceof ReportedOutcome.Purchase purchase) {
            fields.put("told", "purchase");
            fields.put("account", purchase.account());
            fields.put("purchase", purchase.purchaseId());
            fields.put("campaign", purchase.campaign());
            fields.put("slot", purchase.slot());
        } else if (told instanceof ReportedOutcome.Cancellation cancellation) {
            fields.put("told", "cancellation");
            fields.put("account", cancellation.account());
            fields.put("purchase", cancellation.purchaseId());
        } else if (told instanceof ReportedOutcome.Deposit deposit) {
            fields.put("told", "deposit");
            fields.put("account", deposit.account());
            fields.put("id", deposit.id());
            fields.put("amount", deposit.amount());
        } else if (told instanceof ReportedOutcome.Withdrawal withdrawal) {
            fields.put("told", "withdrawal");
            fields.put("account", withdrawal.account());
            fields.put("id", withdrawal.id());
            fields.put("amount", withdrawal.amount());
        }
        return MAPPER.writeValueAsString(fields);
    }

    private static Optional<String> next(BufferedReader lines) throws IOException {
        return Optional.ofNullable(lines.readLine());
    }

    private static ReportedOutcome parse(int number, String line) {
        try {
            JsonNode node = MAPPER.readTree(line);
            if (!node.isObject()) {
                throw new IllegalArgumentException("it is no JSON object");
            }
            return new ReportedOutcomeFile(node).told();
        } catch (JacksonException e) {
            throw wrong(number, line, "it is no JSON (" + e.getOriginalMessage() + ")", e);
        } catch (IllegalArgumentException e) {
            throw wrong(number, line, Printable.reason(e), e);
        }
    }

    private static IllegalArgumentException wrong(int number, String line, String what, RuntimeException cause) {
        return new IllegalArgumentException(
                "Line " + number + " of what callers were told cannot be understood, " + what + ": "
                        + Printable.of(line, 200),
                cause);
    }

    private ReportedOutcome told() {
        String told = text("told");
        return switch (told) {
            case "purchase" ->
                new ReportedOutcome.Purchase(text("account"), text("purchase"), text("campaign"), number("slot"));
            case "cancellation" -> new ReportedOutcome.Cancellation(text("account"), text("purchase"));
            case "deposit" -> new ReportedOutcome.Deposit(text("account"), text("id"), number("amount"));
            case "withdrawal" -> new ReportedOutcome.Withdrawal(text("account"), text("id"), number("amount"));
            default ->
                throw new IllegalArgumentException(
                        "\"told\" is \"purchase\", \"cancellation\", \"deposit\" or \"withdrawal\", and not \"" + told
                                + "\"");
        };
    }

    private String text(String name) {
        return field(name)
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .orElseThrow(() -> new IllegalArgumentException("the field " + name + " is missing or no text"));
    }

    private long number(String name) {
        return field(name)
                .filter(node -> node.isIntegralNumber() && node.canConvertToLong())
                .map(JsonNode::longValue)
                .orElseThrow(() -> new IllegalArgumentException(
                        "the field " + name + " is missing or no whole number of 64 bits"));
    }

    private Optional<JsonNode> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }
}
