package io.momentum.ops.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.codec.Gsm7Fit.Level;
import io.momentum.gateway.codec.PduWriter;
import io.momentum.gateway.intake.IntakeRules;
import io.momentum.gateway.intake.IntakeRules.Answer;
import io.momentum.gateway.intake.IntakeRules.Fit;
import io.momentum.gateway.intake.IntakeRules.Repeats;
import io.momentum.gateway.intercept.Action;
import io.momentum.gateway.intercept.Action.Unanswered;
import io.momentum.gateway.intercept.Changes;
import io.momentum.gateway.intercept.HookConfig;
import io.momentum.gateway.intercept.Hours;
import io.momentum.gateway.intercept.InterceptConfig;
import io.momentum.gateway.intercept.Match;
import io.momentum.gateway.intercept.Phrases;
import io.momentum.gateway.intercept.Rule;
import io.momentum.gateway.message.Priority;
import io.momentum.ops.contacts.PhoneCountry;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.SystemId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code country}, {@code duplicates}, {@code gsm7} and {@code interception}. */
class IntakeKeysTest {

    private static final String REST = """
            carriers: [{ id: telco, hosts: ["localhost:1"], systemId: us, password: { plain: s }%s }]
            routes: [{ to: "*", carriers: [telco] }]
            """;

    @TempDir
    Path directory;

    private MomentumConfig read(String text) throws Exception {
        Path file = Files.writeString(directory.resolve("momentum.yaml"), text);
        return ConfigFile.read(file, Map.of());
    }

    private MomentumConfig account(String keys) throws Exception {
        return read(
                "accounts: [{ systemId: acme, password: { plain: secret }%s }]%n".formatted(keys) + REST.formatted(""));
    }

    private InterceptConfig interception(String text) throws Exception {
        return read("accounts: [{ systemId: acme, password: { plain: secret } }]%n".formatted()
                        + REST.formatted("")
                        + text)
                .gateway()
                .interception();
    }

    @Test
    void defaults() throws Exception {
        MomentumConfig config = account("");
        assertEquals(IntakeRules.DEFAULT, config.gateway().accounts().getFirst().intake());
        assertEquals(Optional.empty(), config.gateway().carriers().getFirst().country());
        assertEquals(InterceptConfig.NONE, config.gateway().interception());
        assertEquals(
                Optional.of(new Repeats(Duration.ofMinutes(1), 100_000, Answer.REFUSE)),
                account(", duplicates: { within: 1m }")
                        .gateway()
                        .accounts()
                        .getFirst()
                        .intake()
                        .repeats());
    }

    @Test
    void everyKeyIsMapped() throws Exception {
        MomentumConfig config = read("""
                accounts:
                  - { systemId: acme, password: { plain: secret }, country: es, nationalNumbers: as-they-are,
                      duplicates: { within: 30s, most: 7, answer: answer }, gsm7: { fit: letters, submits: true } }
                """ + REST.formatted(", country: 57"));
        var expected = new IntakeRules(
                Optional.of(new PhoneCountry("ES")),
                true,
                Optional.of(new Repeats(Duration.ofSeconds(30), 7, Answer.ANSWER)),
                new Fit(Level.LETTERS, true));
        assertEquals(expected, config.gateway().accounts().getFirst().intake());
        assertEquals(
                Optional.of(new PhoneCountry("CO")),
                config.gateway().carriers().getFirst().country());
    }

    @Test
    void everyKeyOfARuleIsMapped() throws Exception {
        InterceptConfig config = interception("""
                interception:
                  hooks: [{ name: spam, command: [hooks/spam, -v], timeout: 20ms, waiting: 5, failures: 2, pause: 1m }]
                  rules:
                    - id: all
                      match: { account: [acme], from: ["ACME*"], fromTon: 5, to: ["34*"], toTon: 1, serviceType: [CMT],
                               text: [offer], textBegins: [Hola], between: "22:00-06:00", days: [sunday],
                               zone: Europe/Madrid }
                      then: rewrite
                      set: { source: BRAND, destination: "34600000000", serviceType: OTP, priority: otp, carrier: telco,
                             tlvs: { "0x1400": "1107" } }
                    - { id: no, then: reject, status: 0x45 }
                    - { id: gone, then: drop }
                    - { id: on, then: pass }
                    - { id: ask, match: {}, then: ask, hook: spam, unanswered: refuse }
                """);
        var hook = new HookConfig(
                "spam",
                List.of(directory.resolve("hooks/spam").toString(), "-v"),
                Duration.ofMillis(20),
                5,
                2,
                Duration.ofMinutes(1));
        assertEquals(List.of(hook), config.hooks());
        var match = new Match(
                Set.of(new SystemId("acme")),
                List.of("ACME*"),
                Optional.of(5),
                List.of("34*"),
                Optional.of(1),
                Set.of("CMT"),
                new Phrases(List.of("offer")),
                List.of("Hola"),
                Optional.of(new Hours(
                        Set.of(DayOfWeek.SUNDAY),
                        LocalTime.of(22, 0),
                        LocalTime.of(6, 0),
                        ZoneId.of("Europe/Madrid"))));
        var changes = new Changes(
                Optional.of(PduWriter.address("BRAND")),
                Optional.of(PduWriter.address("34600000000")),
                Optional.of("OTP"),
                Optional.of(Priority.OTP),
                Optional.of(new CarrierId("telco")),
                List.of(new Changes.Value(0x1400, "1107".getBytes(StandardCharsets.US_ASCII))));
        assertEquals(
                List.of(
                        new Rule("all", match, new Action.Rewrite(changes)),
                        new Rule("no", Match.ANY, new Action.Reject(0x45)),
                        new Rule("gone", Match.ANY, new Action.Drop()),
                        new Rule("on", Match.ANY, new Action.Pass()),
                        new Rule("ask", Match.ANY, new Action.Ask("spam", Unanswered.REFUSE))),
                config.rules());
        InterceptConfig usual = interception("interception: { hooks: [{ name: a, command: [true] }] }");
        assertEquals(
                new HookConfig(
                        "a",
                        List.of("true"),
                        HookConfig.TIMEOUT,
                        HookConfig.WAITING,
                        HookConfig.FAILURES,
                        HookConfig.PAUSE),
                usual.hooks().getFirst());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            , country: XX                       | country: must be a country such as ES or 34, not 'XX'
            , duplicates: {}                    | 'within' is missing
            , duplicates: { within: 10ms }      | within: 10ms is not in 1s..1d
            , gsm7: { fit: all }                | fit: must be one of letters, off, typography, not 'all'
            , nationalNumbers: maybe            | nationalNumbers: must be one of as-they-are, refuse, not 'maybe'
            """)
    void mistakesOfAccountsAreTold(String keys, String message) {
        assertTold(message, () -> account(keys));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            rules: [{ id: a, then: rewrite }]                       | 'set' is missing
            rules: [{ id: a, then: ask }]                           | 'hook' is missing
            rules: [{ id: a, then: ask, hook: h }]                  | 'unanswered' is missing
            rules: [{ id: a, then: ask, hook: h, unanswered: pass }] | no hook has the name 'h'
            rules: [{ id: a, then: drop, status: 1 }]               | status: is for 'then: reject' only
            rules: [{ id: a, then: drop }, { id: a, then: pass }]   | rule 'a' is there already
            rules: [{ id: a, match: { account: [you] }, then: drop }] | no account has the systemId 'you'
            rules: [{ id: a, then: rewrite, set: { carrier: no } }] | no carrier has the id 'no'
            rules: [{ id: a, then: rewrite, set: { destination: "0123" } }] | destination: an international number
            rules: [{ id: a, then: rewrite, set: { tlvs: { "0x0424": a } } }] | this TLV cannot be set
            rules: [{ id: a, match: { between: "25:00-26:00" }, then: drop }] | between: must be hours such as
            hooks: [{ name: a }]                                    | command: must name a program
            """)
    void mistakesOfRulesAreTold(String text, String message) {
        assertTold(message, () -> interception("interception: { %s }".formatted(text)));
    }

    private static void assertTold(String message, org.junit.jupiter.api.function.Executable read) {
        ConfigException e = assertThrows(ConfigException.class, read);
        boolean told =
                e.problems().stream().anyMatch(problem -> problem.message().contains(message));
        assertTrue(told, e.getMessage());
    }
}
