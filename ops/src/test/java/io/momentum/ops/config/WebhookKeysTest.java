package io.momentum.ops.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.ops.event.TypeFilter;
import io.momentum.ops.webhook.Backoff;
import io.momentum.ops.webhook.Mapping;
import io.momentum.ops.webhook.SigningSecret;
import io.momentum.ops.webhook.WebhookConfig;
import io.momentum.ops.webhook.WebhookConfig.Token;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookKeysTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String LEAST = "name: crm, url: \"https://a.example/b\", secrets: [{ plain: " + SECRET + " }]";

    @TempDir
    Path directory;

    private List<WebhookConfig> read(String text) throws Exception {
        Path file = directory.resolve("momentum.yaml");
        Files.writeString(file, text);
        return ConfigFile.read(file).webhooks();
    }

    @Test
    void defaults() throws Exception {
        assertEquals(
                List.of(new WebhookConfig(
                        "crm",
                        URI.create("https://a.example/b"),
                        List.of(SigningSecret.parse(SECRET)),
                        TypeFilter.ALL,
                        Mapping.CLOUD_EVENT,
                        Optional.empty(),
                        50,
                        4,
                        Duration.ofSeconds(15),
                        Backoff.DEFAULT,
                        false,
                        false,
                        null)),
                read("webhooks: [{ " + LEAST + " }]"));
        assertEquals(10, Backoff.DEFAULT.waits().size());
    }

    @Test
    void everyKeyIsMapped() throws Exception {
        Files.writeString(directory.resolve("key"), SECRET + "\n");
        WebhookConfig config = read("""
                webhooks:
                  - { name: sf, url: "http://crm.house:8080", secrets: [{ file: key }, { plain: "%s" }], types: ["reply.*"],
                      template: salesforce, token: { plain: abc }, rate: unlimited, concurrency: 32, timeout: 2s,
                      attempts: [0s, 1m], allowHttp: true, allowPrivate: true }
                """.formatted(SECRET)).getFirst();
        assertEquals(List.of(SigningSecret.parse(SECRET), SigningSecret.parse(SECRET)), config.secrets());
        assertEquals(TypeFilter.of(List.of("reply.*")), config.types());
        assertEquals("salesforce", config.mapping().name());
        assertEquals(Optional.of(new Token("abc")), config.token());
        assertEquals(0, config.ratePerSecond());
        assertEquals(32, config.concurrency());
        assertEquals(Duration.ofSeconds(2), config.timeout());
        assertEquals(new Backoff(List.of(Duration.ZERO, Duration.ofMinutes(1))), config.backoff());
        assertTrue(config.allowHttp() && config.allowPrivate());
        assertFalse(config.toString().contains("abc"), config.toString());
    }

    @Test
    void aTemplateBesideTheConfigurationGoesBeforeTheShippedOneAndAChangeOfItIsAChange() throws Exception {
        String text = "webhooks: [{ " + LEAST + ", template: hubspot }]";
        WebhookConfig shipped = read(text).getFirst();
        assertEquals(shipped, read(text).getFirst());
        Files.createDirectories(directory.resolve("webhooks"));
        Files.writeString(
                directory.resolve("webhooks/hubspot.yaml"),
                "source: ours\nforms: [{ types: [reply.received], body: { x: \"{{id}}\", n: 7, b: true, l: [a] } }]");
        assertNotEquals(shipped, read(text).getFirst());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name: crm, url: \"https://a.example\"|'secrets' is missing",
                "name: crm, url: \"https://a.example\", secrets: [{ plain: abc }]|must begin with whsec_",
                "name: crm, url: \"http://a.example\", secrets: [{ plain: SECRET }]|allowHttp",
                "name: crm, url: \"ftp://a.example\", secrets: [{ plain: SECRET }]|must be a URL",
                "name: crm, url: \"https://u:p@a.example\", secrets: [{ plain: SECRET }]|neither a password",
                "name: \"a b\", url: \"https://a.example\", secrets: [{ plain: SECRET }]|letters, digits",
                "LEAST, types: [replies]|no event has the type 'replies'",
                "LEAST, types: []|at least one",
                "LEAST, attempts: []|must have 1 to 20 waits",
                "LEAST, template: hubspto|did you mean 'hubspot'",
                "LEAST, token: { plain: a, file: b }|exactly one of",
                "LEAST, ca: nowhere.pem|nowhere.pem"
            })
    void aMistakeIsToldInWords(String entry, String reason) {
        String text = entry.replace("LEAST", LEAST).replace("SECRET", SECRET);
        String said = assertThrows(ConfigException.class, () -> read("webhooks: [{ " + text + " }]"))
                .getMessage();
        assertTrue(said.contains(reason), said);
        assertFalse(said.contains("MfKQ9r8"), said);
    }

    @Test
    void twoOfOneNameAreRefused() {
        String said = assertThrows(
                        ConfigException.class, () -> read("webhooks: [{ " + LEAST + " }, { " + LEAST + " }]"))
                .getMessage();
        assertTrue(said.contains("a webhook has this name already"), said);
    }

    @Test
    void aTemplateWithAMistakeIsToldAtItsPlace() throws Exception {
        Files.createDirectories(directory.resolve("webhooks"));
        Files.writeString(
                directory.resolve("webhooks/ours.yaml"),
                "source: ours\nforms: [{ types: [reply.received], body: { x: \"{{id | run: rm}}\" } }]");
        String said = assertThrows(ConfigException.class, () -> read("webhooks: [{ " + LEAST + ", template: ours }]"))
                .getMessage();
        assertTrue(said.contains("no filter 'run'") && said.contains("ours.yaml:2"), said);
    }
}
