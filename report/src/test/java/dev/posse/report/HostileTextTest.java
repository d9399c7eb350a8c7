package dev.posse.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Text on a page")
class HostileTextTest {

    /** What no text may change: the tags, with the names of their attributes. */
    private static String skeleton(String html) {
        return Pattern.compile("=\"[^\"<>]*\"")
                .matcher(html.replaceAll("(?<=>)[^<>]+(?=<)", ""))
                .replaceAll("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "</script><script>alert(1)</script>",
                "<!-- <script>",
                "--> ]]> <![CDATA[",
                "\" onload=\"alert(1)\" x='",
                "' onclick='alert(1)",
                "</style></title></figure>",
                "&lt;img src=x onerror=alert(1)&gt;",
                "\u2028\u2029\u0085",
                "\u202Egnp.exe\u202C \u2067",
                "\u05D0\u05D1 abc",
                "{{constructor}} ${7*7} `x`",
                "a\nb\tc",
                "\u0000\u0001\u001B[31m\uFFFE\uD800"
            })
    @DisplayName("is text wherever it stands: no tag and no attribute comes or goes with it")
    void isText(String hostile) {
        String html = SamplePages.everywhere(hostile).html();

        assertEquals(skeleton(SamplePages.everywhere("plain").html()), skeleton(html));
        assertFalse(Pattern.compile("[\\x00-\\x08\\x0B-\\x1F\\x7F-\\x9F\\uFFFE\\uD800]")
                .matcher(html)
                .find());
    }

    @Test
    @DisplayName("is seen as it was given")
    void isSeen() {
        String html = SamplePages.everywhere("a < b & \"c\" > 'd'").html();

        assertTrue(html.contains("<h1>a &lt; b &amp; &quot;c&quot; &gt; &#39;d&#39;</h1>"), html.substring(0, 600));
    }

    @Test
    @DisplayName("leaves a mark where a character was that no page may hold")
    void leavesAMark() {
        assertEquals(
                "<p>a\uFFFDb\uFFFDc</p>\n",
                new Markup().element("p", "a\u0000b\uDC00c").toString());
    }
}
