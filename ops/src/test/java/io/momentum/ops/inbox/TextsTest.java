package io.momentum.ops.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That every word of the inbox is there, in both languages. */
final class TextsTest {

    private static final Path TEMPLATES = Path.of("src/main/jte");
    private static final Path SOURCES = Path.of("src/main/java/io/momentum/ops/inbox");
    private static final Pattern USED = Pattern.compile("(?:page|visit)?\\.?\\bt\\(\\s*\"([^\"]+)\"\\s*([,)+])");
    private static final Pattern KEY =
            Pattern.compile("\"((?:%s)\\.[a-z][A-Za-z.-]*)\"".formatted(String.join("|", Texts.GROUPS)));

    @Test
    void bothLanguagesHaveTheSameKeysWithTheSameValues() {
        for (String group : Texts.GROUPS) {
            Map<String, String> english = Texts.read(group, Language.EN);
            Map<String, String> spanish = Texts.read(group, Language.ES);
            assertEquals(english.keySet(), spanish.keySet(), group);
            english.forEach((key, pattern) -> {
                assertTrue(key.startsWith(group + "."), key);
                String other = spanish.get(key);
                assertEquals(values(pattern), values(other), key);
                assertFalse(other.isBlank() || pattern.isBlank(), key);
            });
        }
    }

    private static int values(String pattern) {
        return new MessageFormat(pattern).getFormatsByArgumentIndex().length;
    }

    @Test
    void noApostropheEatsAValue() {
        for (String group : Texts.GROUPS) {
            for (Language language : Language.values())
                Texts.read(group, language)
                        .forEach((key, pattern) -> assertFalse(pattern.contains("'"), key + ": write ’"));
        }
    }

    @Test
    void whatTemplatesAndPagesNameExists() throws IOException {
        Texts texts = Texts.load();
        var missing = new TreeSet<String>();
        var used = new TreeSet<String>();
        for (Path file : files()) {
            String source = Files.readString(file);
            for (Pattern pattern : List.of(USED, KEY)) {
                Matcher matcher = pattern.matcher(source);
                while (matcher.find()) {
                    boolean beginning = pattern == USED && matcher.group(2).equals("+");
                    String key = matcher.group(1);
                    if (beginning || source.startsWith("\" +", matcher.end() - 1)) continue;
                    used.add(key);
                    if (!texts.has(key) && !isGroupOfWords(key)) missing.add(file.getFileName() + ": " + key);
                }
            }
        }
        assertEquals(Set.of(), missing);
        assertTrue(used.size() > 40, used.toString());
    }

    /** {@code queue.label} before a value of the API. */
    private static boolean isGroupOfWords(String key) {
        return Texts.read(key.substring(0, key.indexOf('.')), Language.EN).keySet().stream()
                .anyMatch(each -> each.startsWith(key + "."));
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> templates = Files.walk(TEMPLATES);
                Stream<Path> sources = Files.walk(SOURCES)) {
            return Stream.concat(templates, sources)
                    .filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("package-info.java"))
                    .toList();
        }
    }

    @Test
    void noTemplatePutsOutWhatIsNotEscaped() throws IOException {
        for (Path file : files()) assertFalse(Files.readString(file).contains("$unsafe{"), file.toString());
    }

    @Test
    void everyQueueHasAName() {
        Texts texts = Texts.load();
        for (Queue queue : Queue.values()) assertTrue(texts.has(queue.key()), queue.key());
        for (ConversationForms.Form form : ConversationForms.FORMS)
            assertTrue(texts.has("conversation.done." + form.name()), form.name());
        for (String name : QueuePages.FILTERS) assertTrue(texts.has("queue.by." + name), name);
        for (String name : QueuePages.SEARCHED) assertTrue(texts.has("queue.by." + name), name);
    }
}
