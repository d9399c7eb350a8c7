package dev.posse.cli;

import dev.posse.browser.Browser;
import dev.posse.cli.board.Board;
import dev.posse.cli.board.BoardSettings;
import dev.posse.cli.board.RedisServer;
import dev.posse.store.CasKeyValueStore;
import java.io.IOException;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** A board over a real Redis, in a real browser, and a terminal beside it. */
final class BoardRig implements AutoCloseable {

    static final Duration SOON = Duration.ofSeconds(20);

    final RedisServer redis = new RedisServer();
    final Shop shop = new Shop(redis.uri());
    final Browser browser = Browser.start();
    private final Terminal terminal = new Terminal();
    private final CasKeyValueStore store = CasKeyValueStore.openPartly(redis.uri());
    final int readsPerSecond;
    Board board;

    BoardRig(int readsPerSecond) {
        this.readsPerSecond = readsPerSecond;
        this.board = newBoard(0);
    }

    private Board newBoard(int port) {
        BoardSettings settings = BoardSettings.of(redis.uri(), "", false, "127.0.0.1", port, readsPerSecond);
        try {
            return Board.open(store, settings, BoardCommand::dataSet);
        } catch (BindException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Another board, over what is there by now. */
    void again() {
        board = newBoard(0);
    }

    void open() {
        // What a hostile text would do if it were more than text.
        browser.beforeEachPage("window.violations = [];"
                + "document.addEventListener('securitypolicyviolation', (e) => violations.push(e.violatedDirective));");
        browser.open(board.url());
    }

    void await(String text) {
        browser.await("the page shows " + text, SOON, () -> browser.text().contains(text));
    }

    /** The trouble whose title has these words. */
    WebElement trouble(String words) {
        browser.await(
                "a trouble with " + words, SOON, () -> titled(words).findFirst().isPresent());
        return titled(words).findFirst().orElseThrow();
    }

    private Stream<WebElement> titled(String words) {
        return browser.all("article.trouble").stream()
                .filter(card -> card.findElement(By.tagName("h3")).getText().contains(words));
    }

    List<String> commands(WebElement within) {
        return within.findElements(By.cssSelector(".command code")).stream()
                .map(WebElement::getText)
                .toList();
    }

    /** Types what the page shows, as a shell understands it. */
    int types(String command) {
        try {
            Process shell = new ProcessBuilder(
                            "bash", "-c", "printf '%s\\n' " + command.replaceFirst("^\\./posse ", ""))
                    .start();
            String words = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return terminal.posse(words.lines().toArray(String[]::new));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    String said() {
        return terminal.said();
    }

    /** Where the browser has asked for something that is not on this server. */
    List<?> askedElsewhere() {
        return (List<?>)
                Objects.requireNonNull(
                        browser.script(
                                "return performance.getEntriesByType('resource').map(e => e.name).filter(n => !n.startsWith(location.origin))"));
    }

    @Override
    public void close() {
        browser.close();
        board.close();
        store.close();
        terminal.close();
        redis.close();
    }
}
