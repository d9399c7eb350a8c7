package dev.posse.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptException;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A headless Chromium of its own, with a fresh profile, that looks for no updates by itself. Everything that waits has a bound, and
 * says what it waited for.
 */
public final class Browser implements AutoCloseable {

    private static final long POLL_MILLIS = 50;

    // Held, or its level is lost. It warns that this Chromium is newer than the client: what is used here is older than
    // both.
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    private final Path profile;
    private final ChromeDriver driver;

    private Browser(Path profile, ChromeDriver driver) {
        this.profile = profile;
        this.driver = driver;
    }

    /**
     * Starts one, wide and light.
     *
     * @return the browser, to be closed
     * @throws IllegalStateException if Chromium or its driver is not on the path; the message has the command that installs it
     */
    public static Browser start() {
        SELENIUM.setLevel(Level.SEVERE);
        Path chromium = BrowserPrograms.chromium();
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(BrowserPrograms.driver().toFile())
                .usingAnyFreePort()
                .build();
        Path profile = newProfile();
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.toString());
        options.addArguments(
                "--headless=new",
                // Tests run as root in containers, where Chromium's sandbox refuses to.
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--no-default-browser-check",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--user-data-dir=" + profile);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        Browser browser = new Browser(profile, new ChromeDriver(service, options));
        browser.size(Window.WIDE);
        browser.scheme(Scheme.LIGHT);
        return browser;
    }

    private static Path newProfile() {
        try {
            return Files.createTempDirectory("posse-browser");
        } catch (IOException e) {
            throw new UncheckedIOException("No folder for the browser's profile", e);
        }
    }

    /**
     * Opens a page.
     *
     * @param address of it
     */
    public void open(URI address) {
        driver.get(address.toString());
    }

    /**
     * Gives the page a size; the telephone has no mouse and a finger.
     *
     * @param window to be shown in
     */
    public void size(Window window) {
        // Not the window's: headless Chromium has none below 500 pixels.
        cdp(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width",
                        window.width(),
                        "height",
                        window.height(),
                        "deviceScaleFactor",
                        window == Window.PHONE ? 2 : 1,
                        "mobile",
                        window == Window.PHONE));
    }

    /**
     * Sets which colours the user likes.
     *
     * @param scheme as the page is told by {@code prefers-color-scheme}
     */
    public void scheme(Scheme scheme) {
        cdp(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme.value()))));
    }

    /**
     * Finds an element, waiting for it.
     *
     * @param css selector of it
     * @param most to wait
     * @return the first that there is
     */
    public WebElement find(String css, Duration most) {
        await(
                css + " is on the page",
                most,
                () -> !driver.findElements(By.cssSelector(css)).isEmpty());
        return driver.findElement(By.cssSelector(css));
    }

    /**
     * Finds elements, without waiting.
     *
     * @param css selector of them
     * @return all that there are
     */
    public List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    /** {@return the text that the page shows} */
    public String text() {
        return driver.findElement(By.tagName("body")).getText();
    }

    /**
     * Waits until something is so. An element that is replaced meanwhile is looked for again.
     *
     * @param what is waited for, as a sentence
     * @param most to wait
     * @param condition looked at twenty times a second
     * @throws AssertionError if it does not become so; it tells what the page shows
     */
    public void await(String what, Duration most, BooleanSupplier condition) {
        long end = System.nanoTime() + most.toNanos();
        while (!holds(condition)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Not within " + most.toMillis() + " ms: " + what + ". The page shows:\n"
                        + text() + "\nits console: " + console());
            }
            pause();
        }
    }

    private static boolean holds(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (StaleElementReferenceException | NoSuchElementException e) {
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for a page", e);
        }
    }

    /**
     * Presses keys, as who has no mouse does; they go to what has the focus.
     *
     * @param keys letters, or {@code org.openqa.selenium.Keys}
     */
    public void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** {@return what has the focus} */
    public WebElement focused() {
        return driver.switchTo().activeElement();
    }

    /**
     * Runs a script in the page.
     *
     * @param javascript that returns something
     * @param arguments that it knows as {@code arguments}
     * @return what it returned
     * @throws JavascriptException if it failed
     */
    public Object script(String javascript, Object... arguments) {
        return Objects.requireNonNull(driver.executeScript(javascript, arguments), "the script returned nothing");
    }

    /**
     * Runs a script in every page before its own, from the next one on.
     *
     * @param javascript that returns nothing
     */
    public void beforeEachPage(String javascript) {
        cdp("Page.addScriptToEvaluateOnNewDocument", Map.of("source", javascript));
    }

    /** {@return lines of the console since the last call, warnings and errors of the page among them} */
    public List<String> console() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::toString)
                .toList();
    }

    /** {@return by how many pixels the page is wider than its window; 0 if nobody has to scroll sideways} */
    public long overflow() {
        return ((Number) script("const page = document.documentElement;"
                        + "return Math.max(0, page.scrollWidth - page.clientWidth);"))
                .longValue();
    }

    /**
     * Measures what the page holds in memory, after its garbage was collected.
     *
     * @return bytes of JavaScript's heap
     */
    public long heapBytes() {
        cdp("HeapProfiler.collectGarbage", Map.of());
        return ((Number) Objects.requireNonNull(
                        cdp("Runtime.getHeapUsage", Map.of()).get("usedSize")))
                .longValue();
    }

    /** {@return how many elements the page has} */
    public long elements() {
        return ((Number) script("return document.getElementsByTagName('*').length;")).longValue();
    }

    /**
     * Speaks to the browser in its own protocol.
     *
     * @param command of the Chrome DevTools Protocol
     * @param parameters of it
     * @return its answer
     */
    public Map<String, Object> cdp(String command, Map<String, Object> parameters) {
        return driver.executeCdpCommand(command, new HashMap<>(parameters));
    }

    /**
     * Keeps a picture of the whole page under {@code target/screenshots}.
     *
     * @param name of the file, without its ending
     * @return where it is
     */
    public Path picture(String name) {
        Map<String, Object> taken =
                cdp("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
        try {
            Path folder = Files.createDirectories(Path.of("target", "screenshots"));
            byte[] bytes = Base64.getDecoder().decode(String.valueOf(Objects.requireNonNull(taken.get("data"))));
            return Files.write(folder.resolve(name + ".png"), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("The picture " + name + " cannot be kept", e);
        }
    }

    @Override
    public void close() {
        driver.quit();
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException("The browser's profile stays in " + profile, e);
        }
    }
}
