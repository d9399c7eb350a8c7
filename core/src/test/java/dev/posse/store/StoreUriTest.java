package dev.posse.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.store.StoreUri.UserInfo;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A store's URI")
class StoreUriTest {

    private static StoreUri parse(String uri) {
        return StoreUri.parse(uri, "db://host");
    }

    private static String refusalOf(String uri) {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> parse(uri));
        assertNull(refusal.getCause(), "a cause may quote the URI");
        return String.valueOf(refusal.getMessage());
    }

    @Test
    @DisplayName("is taken apart, each part decoded")
    void whole() {
        StoreUri uri = parse("DB-cluster://ann:s3cret@one:1,two/a/b%2Fc?x=1&y=%26#the%23end");
        assertEquals("db-cluster", uri.scheme());
        assertEquals(Optional.of(new UserInfo("ann", Optional.of("s3cret"))), uri.userInfo());
        assertEquals("[one:1, two]", uri.hosts().toString());
        assertEquals(7, uri.hosts().get(1).portOr(7));
        assertEquals(1, uri.hosts().get(0).portOr(7));
        assertEquals(List.of("a", "b/c"), uri.path());
        assertEquals(Optional.of("&"), uri.settings().text("y"));
        assertEquals(Optional.of("the#end"), uri.fragment());
    }

    @Test
    @DisplayName("may be a scheme and a host")
    void least() {
        for (String text : List.of("db://h", "db://h/", "db://h?")) {
            StoreUri uri = parse(text);
            assertTrue(uri.userInfo().isEmpty() && uri.fragment().isEmpty());
            assertEquals(List.of(), uri.path());
            uri.settings().refuseOthers();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ann:pw                  | ann       | pw
                    sh%3Aop:pw              | sh:op     | pw
                    p%3Aw                   | p:w       |
                    :p%3Aw                  | ''        | p:w
                    ann:a:b                 | ann       | a:b
                    ann:                    | ann       | ''
                    ann%40x:p%2Fw%40%3A%25  | ann@x     | p/w@:%
                    ann:p+w                 | ann       | p+w
                    ann:p%C3%A9             | ann       | pé
                    annå:pé                 | annå      | pé
                    ann:p[w                 | ann       | p[w
                    """)
    @DisplayName("is split at the first colon before user and password are decoded, and a plus sign stays one")
    void userInfo(String text, String user, String password) {
        assertEquals(
                Optional.of(new UserInfo(user, Optional.ofNullable(password))),
                parse("db://" + text + "@h").userInfo());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    my_db:7001              | my_db:7001
                    127.0.0.1:7001          | 127.0.0.1:7001
                    host.                   | host.
                    bücher.example:7001     | xn--bcher-kva.example:7001
                    例え.テスト                  | xn--r8jz45g.xn--zckzah
                    [::1]:7001,[fe80::1]:7002| [::1]:7001,[fe80::1]:7002
                    [::1],[::1]:2,a         | [::1],[::1]:2,a
                    [::ffff:1.2.3.4]        | [::ffff:1.2.3.4]
                    [fe80::1%25eth0]:1      | [fe80::1%eth0]:1
                    [fe80::1%eth0]:1        | [fe80::1%eth0]:1
                    h:1,h:65535             | h:1,h:65535
                    """)
    @DisplayName("names hosts with underscores, of any script, and IPv6 addresses, several of each")
    void hosts(String text, String expected) {
        assertEquals("db://" + expected, parse("db://" + text).toString());
        assertEquals("db://" + expected, parse("db://u:p@" + text).toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    h:0                | host 1 has a port
                    h:99999            | host 1 has a port
                    h:65536            | host 1 has a port
                    h:                 | host 1 has a port
                    h:+1               | host 1 has a port
                    h:1x               | host 1 has a port
                    h:000001           | host 1 has a port
                    [::1]:0            | host 1 has a port
                    a,b:0,c            | host 2 has a port
                    ''                 | host 1 is empty
                    :7001              | host 1 is empty
                    a,                 | host 2 is empty
                    a,,b               | host 2 is empty
                    ,a                 | host 1 is empty
                    u:p@               | host 1 is empty
                    a,b,A              | host 3 was named before
                    ::1                | host 1 has several colons
                    a:1:2              | host 1 has several colons
                    [::1               | host 1 is malformed
                    ::1]               | host 1 has several colons
                    [::1]x             | host 1 is malformed
                    [::1]7001          | host 1 is malformed
                    [host]             | host 1 is no IPv6 address
                    [1.2.3.4]          | host 1 is no IPv6 address
                    [::g]              | host 1 is no IPv6 address
                    [:::1]             | host 1 is no IPv6 address
                    []                 | host 1 is no IPv6 address
                    a$b                | host 1 has a character
                    my%5Fdb            | host 1 has a character
                    a..b               | host 1 is no host name
                    straße.example     | host 1 has a letter that is looked up in two ways
                    """)
    @DisplayName("is refused for a host that is none, and the message says which one and why")
    void badHosts(String hosts, String why) {
        String message = refusalOf("db://" + hosts);
        assertTrue(message.contains(why), message);
        assertTrue(message.contains("db://host"), "the right shape is shown");
    }

    @Test
    @DisplayName("is refused for a host of more than 253 characters, or with a label of more than 63")
    void longHosts() {
        String label = "a".repeat(63);
        parse("db://" + label + "." + label);
        assertTrue(refusalOf("db://" + label + "a").contains("63"));
        assertTrue(refusalOf("db://" + (label + ".").repeat(4)).contains("253"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "db://ann:s3cr@et@h",
                "db://ann:s3cr/et@h",
                "db://ann:s3cr?et@h",
                "db://ann:s3cr?et=et@h",
                "db://ann:s3cr#et@h",
                "db://ann:s3cr%et@h",
                "db://ann:s3cr%E9et@h",
                "db://ann:s3cr et@h",
                "db://ann:s3cr\u0000et@h",
                "db://s3cr%et@h",
                "db://ann:s3cret",
                "db://ann:s3cret@h1:x",
                "db://ann:s3cret@h1:1/a%zz",
                "db://ann:s3cret@h1:1#%zz",
                "db://ann:s3cret@h1:1 ",
                "db://ann:s3cret@h1:1\n",
                "db://ann:s3cret@h?et",
                "db:ann:s3cret@h",
                "db:/ann:s3cret@h",
                "://ann:s3cret@h",
                "1db://ann:s3cret@h",
                "ann:s3cret@h"
            })
    @DisplayName("is refused when malformed, and neither message nor text nor cause shows the password")
    void secrets(String uri) {
        String message = refusalOf(uri);
        assertFalse(message.contains("s3cr") || message.matches("(?s).*\\bet\\b.*"), message);
    }

    @Test
    @DisplayName("shows servers as text, and never user or password")
    void text() {
        StoreUri uri = parse("db://ann:s3cret@h:1/x?keyPrefix=s3cret");
        assertEquals("db://h:1", uri.toString());
        assertFalse(uri.userInfo().toString().contains("ann"));
        assertFalse(uri.settings().toString().contains("s3cret"));
        assertEquals(
                "The db: URI is refused: why. It has the shape db://host",
                uri.refused("why").getMessage());
    }
}
