package io.momentum.ops.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.carrier.CarrierConfig;
import io.momentum.gateway.carrier.CarrierConfig.HostPort;
import io.momentum.gateway.carrier.CarrierConfig.Secret;
import io.momentum.gateway.codec.MessageIdForm;
import io.momentum.gateway.codec.ReceiptForm;
import io.momentum.gateway.codec.ReceiptTemplate;
import io.momentum.gateway.message.Priority;
import io.momentum.gateway.optout.AnswerTexts;
import io.momentum.gateway.optout.OptOutConfig;
import io.momentum.gateway.optout.OptOutWords;
import io.momentum.gateway.optout.ReviewTerms;
import io.momentum.gateway.portability.PortabilityConfig;
import io.momentum.gateway.profile.CarrierProfile;
import io.momentum.gateway.profile.CauseRules;
import io.momentum.gateway.profile.FlowProfile;
import io.momentum.gateway.profile.IdRules;
import io.momentum.gateway.profile.SessionProfile;
import io.momentum.gateway.profile.SessionProfile.BindMode;
import io.momentum.gateway.record.RecorderConfig;
import io.momentum.gateway.route.MoRouteConfig;
import io.momentum.gateway.route.RouteConfig;
import io.momentum.gateway.server.AccessConfig;
import io.momentum.gateway.server.AccountConfig;
import io.momentum.gateway.server.AccountConfig.OnSuppressed;
import io.momentum.gateway.server.Cidr;
import io.momentum.gateway.server.EsmeProfile;
import io.momentum.gateway.server.EsmeProfile.BindLimits;
import io.momentum.gateway.server.EsmeProfile.OverWindow;
import io.momentum.gateway.server.Password;
import io.momentum.gateway.server.ServerConfig;
import io.momentum.gateway.session.BindBudget;
import io.momentum.ops.retention.RetentionConfig;
import io.momentum.store.fact.Fact.UnknownPolicy;
import io.momentum.store.journal.DiskMarks;
import io.momentum.store.journal.Durability;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.IdForm;
import io.momentum.store.value.SystemId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigFileTest {

    private static final Path SHIPPED = Path.of("../config/momentum.yaml");
    private static final String ACCOUNT = "{ systemId: acme, password: { plain: secret } }";
    private static final String CARRIER =
            "{ id: telco, hosts: [localhost:2776], systemId: momentum, password: { plain: secret } }";

    @TempDir
    Path directory;

    @Test
    void defaults() throws Exception {
        MomentumConfig config = read("");
        assertEquals(Path.of("/var/lib/momentum"), config.dataDir());
        assertEquals(Durability.SYNC, config.durability());
        assertEquals(0, config.host());
        assertEquals(
                ServerConfig.defaults(Values.listen("127.0.0.1:2775")),
                config.gateway().server());
        assertEquals(OptOutFiles.shipped(), config.gateway().optOut());
        assertEquals(new BindBudget.Rules(120, 600), config.gateway().bindBudget());
        assertEquals(PortabilityConfig.NONE, config.gateway().portability());
        assertEquals(List.of(), config.gateway().accounts());
        assertEquals(List.of(), config.gateway().carriers());
        assertEquals(List.of(), config.gateway().routes());
        assertEquals(List.of(), config.gateway().moRoutes());
        assertEquals(Values.listen("127.0.0.1:8080"), config.admin().listen());
        assertEquals(List.of(), config.admin().tokens());
        assertEquals(Values.listen("127.0.0.1:9464"), config.metrics().listen());
        assertEquals(RecorderConfig.DEFAULT, config.recorder());
        assertEquals(Duration.ofDays(7), config.keepUnmatched());
        assertEquals(RetentionConfig.FOR_EVER, config.retention());
        assertEquals(new DiskMarks(256 << 20, 320 << 20), config.disk());
        assertEquals(List.of(), config.webhooks());
    }

    @Test
    void messagesAreNotKeptForLessThanRulesLookBack() throws Exception {
        assertEquals(
                RetentionConfig.FOR_EVER,
                read("retention: { messages: for ever }").retention());
        var texts = assertThrows(ConfigException.class, () -> read("retention: { texts: 39d }"));
        assertTrue(texts.getMessage().contains("39d is not in 40d..36500d"), texts.getMessage());
        var brief = assertThrows(ConfigException.class, () -> read("retention: { messages: 39d }"));
        assertTrue(brief.getMessage().contains("39d is not in 40d..36500d"), brief.getMessage());
        var word = assertThrows(ConfigException.class, () -> read("retention: { messages: long }"));
        assertTrue(word.getMessage().contains("must be for ever, or a duration such as 400d"), word.getMessage());
        var other = assertThrows(ConfigException.class, () -> read("retention: { conversations: 400d }"));
        assertTrue(other.getMessage().contains("conversations"), other.getMessage());
    }

    @Test
    void theRecorderMayBeSmallerOrOff() throws Exception {
        MomentumConfig small = read("recorder: { perSession: 8KiB, files: 3, filesBytes: 2MiB }");
        assertEquals(new RecorderConfig(8192, 3, 2 << 20), small.recorder());
        assertEquals(0, read("recorder: { perSession: off }").recorder().sessionBytes());
        assertTrue(refused("recorder: { perSession: 1KiB }").getMessage().contains("perSession: 1KiB is not in"));
    }

    @Test
    void aDiskResumesAboveItsLowMark() throws Exception {
        assertEquals(
                new DiskMarks(64 << 20, 80 << 20), read("disk: { low: 64MiB }").disk());
        assertTrue(refused("disk: { low: 64MiB, resume: 63MiB }").getMessage().contains("at least low"));
        assertTrue(refused("disk: { low: 1MiB }").getMessage().contains("low: 1MiB is not in"));
    }

    @Test
    void defaultsOfAnAccountAndACarrier() throws Exception {
        MomentumConfig config = read("accounts: [" + ACCOUNT + "]\ncarriers: [" + CARRIER + "]\n");
        assertEquals(
                List.of(new AccountConfig(
                        new SystemId("acme"),
                        Password.plain("secret"),
                        List.of(),
                        4,
                        100,
                        0,
                        List.of(),
                        OnSuppressed.VENDOR_STATUS)),
                config.gateway().accounts());
        assertEquals(
                List.of(new CarrierConfig(
                        new CarrierId("telco"),
                        List.of(new HostPort("localhost", 2776)),
                        "momentum",
                        new Secret("secret"),
                        1,
                        0,
                        100_000,
                        64 << 20,
                        CarrierProfile.DEFAULT)),
                config.gateway().carriers().stream()
                        .map(ConfigFileTest::withoutCauses)
                        .toList());
    }

    /** What codes mean comes from files of its own. */
    private static CarrierConfig withoutCauses(CarrierConfig carrier) {
        return new CarrierConfig(
                carrier.id(),
                carrier.hosts(),
                carrier.systemId(),
                carrier.password(),
                carrier.binds(),
                carrier.ratePerSecond(),
                carrier.queueMessages(),
                carrier.queueBytes(),
                carrier.profile().with(CauseRules.DEFAULT));
    }

    @Test
    void everyKeyIsMapped() throws Exception {
        MomentumConfig config = read("""
            dataDir: data
            durability: page-cache
            host: 7
            server: { listen: "[::1]:2776", maxConnections: 50, maxUnbound: 5, maxPduBytes: 64KiB, bindTimeout: 2s,
                      enquireLink: 1m, responseTimeout: 1500ms, deliverWindow: 11, maxPerAddress: 9,
                      maxUnboundPerAddress: 4, proxies: [10.0.0.1],
                      bans: { failures: 3, within: 1m, duration: 2m, exempt: [10.9.0.0/16] } }
            accounts:
              - { systemId: acme, password: { plain: secret }, allowFrom: [10.0.0.0/8, "::1"], maxBinds: 2, window: 7,
                  rate: 50/s, senders: [890123, "+34600000000", "8902*"], onSuppressed: receipt,
                  maxBindsOfKind: { transmitter: 1, receiver: 2, transceiver: 0 }, overWindow: queue-full, ids: uuid,
                  receipts: { template: "{id} {stat}", dates: yyMMddHHmmss, zone: Europe/Madrid, errorDigits: 4,
                              tlvs: false },
                  errorBody: true, longPassword: true, banExempt: true, outbind: "esme.example:2775",
                  concat: pass }
            carriers:
              - { id: telco, hosts: ["a.example:1", "[::1]:2"], systemId: us, password: { plain: "" }, systemType: VMA,
                  bind: transmitter+receiver, binds: 3, window: 20, rate: 100/s, profile: default, enquireLink: 20s,
                  responseTimeout: 5s, queue: { messages: 10, bytes: 1MiB }, unknownOutcome: resend,
                  ids: { format: hex-then-decimal }, reconnect: { min: 100ms, max: 2m } }
            bindBudget: { perMinute: 30, atOnce: 90 }
            routes: [{ to: 346, carriers: [telco] }]
            moRoutes: [{ to: "8901*", keyword: join, account: acme }]
            optOut: { languages: [fr, es], confirmation: Done. }
            admin: { listen: "*:1", tokens: [{ name: n, role: admin, account: acme, hash: "sha256:%s" }] }
            metrics: { listen: 127.0.0.1:0 }
            receipts: { keepUnmatched: 30d }
            retention: { messages: 400d, texts: 90d }
            disk: { low: 40MiB, resume: 80MiB }
            """.formatted("0f".repeat(32)));
        assertEquals(directory.resolve("data"), config.dataDir());
        assertEquals(Durability.PAGE_CACHE, config.durability());
        assertEquals(7, config.host());
        assertEquals(
                new ServerConfig(
                        Values.listen("[::1]:2776"),
                        50,
                        5,
                        65_536,
                        Duration.ofSeconds(2),
                        Duration.ofMinutes(1),
                        Duration.ofMillis(1500),
                        11,
                        new AccessConfig(
                                9,
                                4,
                                new AccessConfig.Bans(
                                        3,
                                        Duration.ofMinutes(1),
                                        Duration.ofMinutes(2),
                                        List.of(Cidr.parse("10.9.0.0/16"))),
                                List.of(Cidr.parse("10.0.0.1"))),
                        Optional.empty()),
                config.gateway().server());
        assertEquals(
                List.of(new AccountConfig(
                        new SystemId("acme"),
                        Password.plain("secret"),
                        List.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("::1")),
                        2,
                        7,
                        50,
                        List.of("890123", "34600000000", "8902*"),
                        OnSuppressed.RECEIPT,
                        Priority.CAMPAIGN,
                        new EsmeProfile(
                                new ReceiptForm(
                                        MessageIdForm.UUID,
                                        Optional.of(new ReceiptTemplate(
                                                "{id} {stat}", ZoneId.of("Europe/Madrid"), true, 4)),
                                        false),
                                true,
                                true,
                                OverWindow.QUEUE_FULL,
                                new BindLimits(1, 2, 0),
                                Optional.of(InetSocketAddress.createUnresolved("esme.example", 2775)),
                                true,
                                EsmeProfile.Concat.PASS))),
                config.gateway().accounts());
        assertEquals(
                List.of(new CarrierConfig(
                        new CarrierId("telco"),
                        List.of(new HostPort("a.example", 1), new HostPort("::1", 2)),
                        "us",
                        new Secret(""),
                        3,
                        100,
                        10,
                        1 << 20,
                        CarrierProfile.DEFAULT
                                .with(IdRules.DEFAULT.withFormat(IdForm.HEX_THEN_DECIMAL))
                                .with(FlowProfile.DEFAULT
                                        .withWindow(20)
                                        .withResponseTimeout(Duration.ofSeconds(5))
                                        .withUnknownPolicy(UnknownPolicy.RESEND))
                                .with(SessionProfile.DEFAULT.with(session -> {
                                    session.bind = BindMode.TRANSMITTER_RECEIVER;
                                    session.systemType = "VMA";
                                    session.enquireLink = Duration.ofSeconds(20);
                                    session.reconnectMin = Duration.ofMillis(100);
                                    session.reconnectMax = Duration.ofMinutes(2);
                                })))),
                config.gateway().carriers().stream()
                        .map(ConfigFileTest::withoutCauses)
                        .toList());
        assertEquals(
                List.of(new RouteConfig("346", List.of(new CarrierId("telco")))),
                config.gateway().routes());
        assertEquals(
                new OptOutConfig(
                        List.of(
                                OptOutFiles.shipped().rules().get(1),
                                OptOutFiles.shipped().rules().get(3)),
                        AnswerTexts.confirming("Done."),
                        ReviewTerms.DEFAULT),
                config.gateway().optOut());
        assertEquals(new BindBudget.Rules(30, 90), config.gateway().bindBudget());
        assertTrue(config.admin().listen().getAddress().isAnyLocalAddress());
        assertEquals(
                Optional.of(new SystemId("acme")),
                config.admin().tokens().getFirst().account());
        assertEquals(0, config.metrics().listen().getPort());
        assertEquals(Duration.ofDays(30), config.keepUnmatched());
        assertEquals(
                new RetentionConfig(Optional.of(Duration.ofDays(400)), Optional.of(Duration.ofDays(90))),
                config.retention());
        assertEquals(new DiskMarks(40 << 20, 80 << 20), config.disk());
        assertEquals(
                List.of(new MoRouteConfig("8901*", "JOIN", new SystemId("acme"))),
                config.gateway().moRoutes());
    }

    @ParameterizedTest
    @CsvSource({"'', 0", "'rate: unlimited', 0", "'rate: blocked', -1", "'rate: 0/s', -1", "'rate: 7/s', 7"})
    void anAccountWithoutARateIsUnlimitedAndOneWithNoneIsBlocked(String key, int expected) throws Exception {
        String account = "{ systemId: acme, password: { plain: secret }" + (key.isEmpty() ? "" : ", " + key) + " }";
        var read = read("accounts: [" + account + "]").gateway().accounts().getFirst();
        assertEquals(expected, read.ratePerSecond());
        assertEquals(-1, AccountConfig.RATE_BLOCKED);
    }

    @Test
    void aRateThatTheWindowsDoNotAllowIsWarnedOf() throws Exception {
        String keys = "{ id: telco, hosts: [localhost:2776], systemId: m, password: { plain: secret }, rate: 200/s%s }";
        String plain = "carriers: [" + keys + "]";
        assertEquals(
                List.of("carrier telco: 1 binds with a window of 10 and 100 ms to an answer (expectedLatency) allow"
                        + " 100/s, less than its rate of 200/s: more window, more binds, or a lower rate"),
                read(plain.formatted("")).gateway().warnings(LocalDate.of(2026, 11, 29)));
        for (String enough : List.of(", window: 20", ", binds: 2", ", expectedLatency: 50ms")) {
            assertEquals(
                    List.of(), read(plain.formatted(enough)).gateway().warnings(LocalDate.of(2026, 11, 29)), enough);
        }
        assertEquals(
                List.of(),
                read(plain.replace("200/s", "unlimited").formatted(""))
                        .gateway()
                        .warnings(LocalDate.of(2026, 11, 29)));
        assertEquals(
                List.of("carrier telco: 4 binds of 30/s (sessionRate) are less than its rate of 200/s"),
                read(plain.formatted(", binds: 4, sessionRate: 30/s")).gateway().warnings(LocalDate.of(2026, 11, 29)));
    }

    @Test
    void aBudgetWithoutABindIsRefusedAtItsPlace() throws Exception {
        String message = refused("bindBudget: { perMinute: 0, atOnce: many }").getMessage();
        assertTrue(message.contains("bindBudget.perMinute") || message.contains("perMinute: 0"), message);
        assertTrue(message.contains("atOnce"), message);
        assertTrue(message.contains(":1:"), message);
    }

    @Test
    void theContractWithOperatorsLoads() throws Exception {
        MomentumConfig config = ConfigFile.read(Path.of("src/test/resources/config/contract.yaml"));
        assertEquals(100, config.gateway().carriers().getFirst().window());
        assertEquals(2, config.gateway().carriers().getFirst().binds());
    }

    @Test
    void theShippedFileSaysTheDefaults() throws Exception {
        assertEquals(read(""), read(Files.readString(SHIPPED)));
        MomentumConfig all = readAllOfTheShippedFile();
        var account = read("accounts: [" + ACCOUNT + "]").gateway().accounts().getFirst();
        var shipped = all.gateway().accounts().getFirst();
        assertEquals(account.maxBinds(), shipped.maxBinds());
        assertEquals(account.window(), shipped.window());
        assertEquals(account.ratePerSecond(), shipped.ratePerSecond());
        assertEquals(account.onSuppressed(), shipped.onSuppressed());
        var carrier = CARRIER.replace("localhost", "127.0.0.1");
        assertEquals(
                read("carriers: [" + carrier + "]").gateway().carriers(),
                all.gateway().carriers());
    }

    @Test
    void aVersionOrSuiteOfTlsThatThereIsNotIsToldWithThoseThatThereAre() {
        ConfigException e = refused("""
            server: { tls: { protocols: [TLSv1.1, TLSv1.2], ciphers: [TLS_AES_256_GCM_SHA348, RC4] } }
            carriers:
              - { id: a, hosts: ["127.0.0.1:1"], systemId: m, password: { plain: s }, tls: { ciphers: [TLS_AES_128_GCM_SHA256] } }
            """);
        for (String reason : List.of(
                "protocols: one of TLSv1.3, TLSv1.2",
                "ciphers: did you mean 'TLS_AES_256_GCM_SHA384'? This JDK has: TLS_AES_256_GCM_SHA384, ",
                "ciphers: This JDK has: ",
                "ciphers: none is of TLSv1.2: add one, or leave it out of protocols"))
            assertTrue(e.getMessage().contains(reason), () -> reason + " in " + e.getMessage());
    }

    @Test
    void mistakesAboutEsmesAreToldWithTheirReasons() {
        ConfigException e = refused("""
            server: { tls: { certificate: nowhere.crt, key: nowhere.key, requireClientCertificate: true } }
            accounts:
              - { systemId: acme, password: { plain: longer-than-eight }, senders: [890123] }
              - { systemId: beta, password: { plain: secret }, receipts: { template: "id:{ID}", zone: Mars } }
            moRoutes:
              - { to: "890123", account: beta }
              - { to: "8*", keyword: "two words", account: nobody }
            """);
        for (String reason : List.of(
                "requireClientCertificate: needs clientCa",
                "certificate: ",
                "password: is longer than SMPP's 8 characters; longPassword: true takes it all the same",
                "template: ",
                "zone: must be a time zone",
                "'890123' is a sender of an account already",
                "keyword: must be one word of letters and digits",
                "no account has the systemId 'nobody'")) {
            assertTrue(e.getMessage().contains(reason), reason + " in\n" + e.getMessage());
        }
    }

    @Test
    void theShippedFileShowsEveryKey() throws Exception {
        readAllOfTheShippedFile();
        Path file = directory.resolve("momentum.yaml");
        String text = Files.readString(file)
                + Files.readString(SHIPPED.resolveSibling("profiles/default.yaml"))
                + Files.readString(SHIPPED.resolveSibling("causes/base.yaml"))
                + Files.readString(SHIPPED.resolveSibling("policies/us-safe.yaml"))
                + Files.readString(SHIPPED.resolveSibling("webhooks/zendesk.yaml"));
        List<String> missing = ConfigFile.keysOf(file).stream()
                .filter(key -> !text.matches("(?s).*\\b" + key.replaceAll(".*[.]", "") + ":.*"))
                .collect(Collectors.toCollection(ArrayList::new));
        assertEquals(List.of(), missing);
    }

    private MomentumConfig readAllOfTheShippedFile() throws Exception {
        Files.createDirectories(directory.resolve("secrets"));
        Files.writeString(directory.resolve("secrets/acme"), "secret\n");
        Files.writeString(directory.resolve("secrets/telco"), "secret\n");
        Files.writeString(directory.resolve("secrets/crm"), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n");
        Files.writeString(directory.resolve("secrets/crm-token"), "dG9rZW4=\n");
        Files.writeString(directory.resolve("secrets/oidc"), "secret\n");
        Files.writeString(directory.resolve("secrets/signing.pem"), EvidenceKeysTest.pem("Ed25519"));
        Files.createDirectories(directory.resolve("numbering"));
        Files.writeString(
                directory.resolve("numbering/world.csv"),
                Files.readString(SHIPPED.resolveSibling("numbering/world.csv")));
        return read(Files.readString(SHIPPED)
                .lines()
                .map(line ->
                        line.matches("#[^#].*") && !line.contains("yaml-language-server") ? line.substring(1) : line)
                .collect(Collectors.joining("\n")));
    }

    @Test
    void allMistakesAreToldAtOnceWithTheirPlaces() {
        ConfigException e = refused("""
            durabilty: sync
            server: { listen: 2775, maxPduBytes: 64MB }
            accounts:
              - systemId: acme
                password: { plain: hunter2, hash: x }
                window: many
            routes:
              - { to: "*", carriers: [telco] }
            """);
        String name = directory.resolve("momentum.yaml").toString();
        List<String> heads = e.problems().stream()
                .map(p -> p.line() + ":" + p.column() + ": " + p.message())
                .toList();
        assertEquals(
                List.of(
                        "1:1: unknown key 'durabilty' (did you mean 'durability'?)",
                        "2:19: listen: must be host:port, an IPv6 address in brackets, not '2775'",
                        "2:38: maxPduBytes: must be a size such as 70000, 64KiB, 64MiB or 1GiB, not '64MB'",
                        "5:15: password: must have exactly one of credential, env, file, hash, plain",
                        "5:39: hash: what 'momentum hash-password' prints, $argon2id$…",
                        "6:13: window: must be a whole number, not 'many'",
                        "8:27: no carrier has the id 'telco'"),
                heads);
        assertTrue(e.getMessage().contains(name + ":1:1: unknown key"), e.getMessage());
        assertTrue(e.getMessage().contains("\n        window: many\n                ^\n"), e.getMessage());
        assertFalse(e.getMessage().contains("hunter2"), "a secret is not repeated");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        host: 256                              | 1:7: host: 256 is not in 0..255
        host: -1                               | 1:7: host: -1 is not in 0..255
        host: 99999999999                      | 1:7: host: must be a whole number, not '99999999999'
        host: [1]                              | 1:7: host: must be a single value
        host:                                  | 1:6: host: has no value
        durability: async                      | 1:13: durability: must be one of page-cache, sync, not 'async'
        server: 5                              | 1:9: server must be a mapping of keys to values
        server: { bindTimeout: 5 }             | 1:24: bindTimeout: must be a duration such as 500ms, 30s, 5m, 1h or 2d, not '5'
        server: { bindTimeout: 1h }            | 1:24: bindTimeout: 1h is not in 1s..5m
        server: { listen: '::1:5' }            | 1:19: listen: must be host:port, an IPv6 address in brackets, not '::1:5'
        server: { listen: 'localhost:65536' }  | 1:19: listen: port 65536 is not in 0..65535
        server: { maxUnbound: 2000 }           | 1:23: maxUnbound: must not be more than maxConnections, 1000
        admin: { listen: '*:9464' }            | 1:18: listen: metrics.listen has this port already
        metrics: { listen: '127.0.0.1:2775' }  | 1:20: listen: server.listen has this port already
        accounts: {}                           | 1:11: accounts: must be a list
        optOut: { languages: [de] }            | 1:23: languages: must be one of en, es, fr, pt, not 'de'
        followups: {}                          | 1:1: unknown key 'followups' (did you mean 'followup'?)
        [1, 2]                                 | 1:1: the file must be a mapping of keys to values
        host: 1 2: 3                           | 1:10: mapping values are not allowed here
        """)
    void oneMistakeIsToldInWords(String text, String expected) {
        Problem problem = refused(text).problems().getFirst();
        assertEquals(expected, problem.line() + ":" + problem.column() + ": " + problem.message());
    }

    @Test
    void aKeyThatIsThereTwiceIsRefused() {
        assertEquals(
                List.of("duplicate key 'host', first at " + directory.resolve("momentum.yaml") + ":1"),
                messages(refused("host: 1\nhost: 2\n")));
    }

    @Test
    void aSecondDocumentIsRefused() {
        assertEquals(1, refused("host: 1\n---\nhost: 2\n").problems().size());
    }

    @Test
    void namesThatCollideOrLeadNowhereAreRefused() {
        String file = directory.resolve("momentum.yaml").toString();
        ConfigException e = refused("""
            accounts:
              - { systemId: acme, password: { plain: secret }, senders: ["890123"] }
              - { systemId: acme, password: { plain: secret } }
              - { systemId: other, password: { plain: secret }, senders: ["+890123"] }
            carriers:
              - { id: telco, hosts: [localhost:1], systemId: us, password: { plain: s } }
              - { id: telco, hosts: [localhost:1], systemId: us, password: { plain: s } }
            routes:
              - { to: "1", carriers: [telko] }
              - { to: "1", carriers: [telco] }
              - { to: "1", carriers: [telco] }
            admin: { tokens: [{ name: n, role: viewer, account: nobody, hash: "sha256:%s" }] }
            """.formatted("00".repeat(32)));
        assertEquals(
                List.of(
                        "account 'acme' is there already, at " + file + ":2",
                        "sender '890123' belongs to account 'acme' already",
                        "carrier 'telco' is there already, at " + file + ":6",
                        "no carrier has the id 'telko' (did you mean 'telco'?)",
                        "a route to 1 is there already, at " + file + ":9",
                        "a route to 1 is there already, at " + file + ":9",
                        "no account has the systemId 'nobody'"),
                messages(e));
    }

    @Test
    void aCarrierWithAMistakeIsStillKnownToRoutes() {
        ConfigException e = refused(
                "carriers: [" + CARRIER.replace("}}", "") + "]\nroutes: [{ to: '*', carriers: [telco] }]\nhost: x");
        assertEquals(List.of("host: must be a whole number, not 'x'"), messages(e));
        e = refused("carriers: [{ id: telco, hosts: [localhost:1], systemId: us }]\n"
                + "routes: [{ to: '*', carriers: [telco] }]");
        assertEquals(List.of("'password' is missing"), messages(e));
    }

    @Test
    void accountsAndCarriersMayStandInFilesOfTheirOwn() throws Exception {
        write("accounts.d/b.yaml", "systemId: second\npassword: { plain: secret }\n");
        write("accounts.d/a.yaml", "- " + ACCOUNT + "\n");
        write("accounts.d/ignored.yaml.bak", "not: read");
        write("accounts.d/empty.yaml", "# nobody yet\n");
        write("carriers.d/telco.yaml", CARRIER);
        MomentumConfig config = read("routes: [{ to: '*', carriers: [telco] }]");
        assertEquals(
                List.of("acme", "second"),
                config.gateway().accounts().stream()
                        .map(a -> a.systemId().value())
                        .toList());
        assertEquals(1, config.gateway().carriers().size());
    }

    @Test
    void aMistakeInAFileOfItsOwnNamesThatFile() throws IOException {
        write("accounts.d/a.yaml", ACCOUNT.replace("}}", "} }").replace("systemId", "systemID"));
        write("accounts.d/b.yml", ACCOUNT);
        ConfigException e = refused("");
        Path parts = directory.resolve("accounts.d");
        assertTrue(
                e.getMessage()
                        .contains(parts.resolve("a.yaml") + ":1:3: unknown key 'systemID' (did you mean 'systemId'?)"),
                e.getMessage());
        assertTrue(
                e.getMessage().contains(parts.resolve("b.yml") + ":1:1: only files named *.yaml are read here"),
                e.getMessage());
    }

    @Test
    void secretsComeFromFilesTheEnvironmentAndCredentials() throws Exception {
        write("secret", "from file\n");
        write("credentials/smpp_a", Password.hash("from credential") + "\n");
        String text = """
            accounts:
              - { systemId: file, password: { file: secret }, longPassword: true }
              - { systemId: env, password: { env: SECRET } }
              - { systemId: credential, password: { credential: smpp_a } }
            """;
        Map<String, String> environment = Map.of(
                "SECRET",
                "from-env",
                "CREDENTIALS_DIRECTORY",
                directory.resolve("credentials").toString());
        write("momentum.yaml", text);
        var accounts = ConfigFile.read(directory.resolve("momentum.yaml"), environment)
                .gateway()
                .accounts();
        assertTrue(accounts.get(0).password().matches("from file"));
        assertTrue(accounts.get(1).password().matches("from-env"));
        assertTrue(accounts.get(2).password().matches("from credential"));
        assertEquals(
                List.of(
                        "env: the environment has no variable 'SECRET'",
                        "credential: no credentials here: CREDENTIALS_DIRECTORY is set by systemd's LoadCredential="),
                messages(refused(text)));
    }

    @Test
    void aHashWillNotDoForACarrier() {
        ConfigException e = refused("carriers: [" + CARRIER.replace("plain: secret", "hash: x") + "]");
        assertEquals(
                "unknown key 'hash', known here: credential, env, file, plain",
                messages(e).getFirst());
    }

    @Test
    void aFileThatIsNotThereIsToldInWords() {
        var e = assertThrows(ConfigException.class, () -> ConfigFile.read(directory.resolve("none.yaml")));
        assertEquals(
                directory.resolve("none.yaml") + ":1:1: " + directory.resolve("none.yaml") + " does not exist",
                e.getMessage());
    }

    @Test
    void passwordsAreNeverPrinted() throws Exception {
        MomentumConfig config = read("accounts: [" + ACCOUNT + "]\ncarriers: [" + CARRIER + "]\n");
        assertNotNull(config);
        assertFalse(config.toString().contains("secret"), config.toString());
    }

    private MomentumConfig read(String text) throws Exception {
        write("momentum.yaml", text);
        return ConfigFile.read(directory.resolve("momentum.yaml"), Map.of());
    }

    private ConfigException refused(String text) {
        return assertThrows(ConfigException.class, () -> read(text));
    }

    private static List<String> messages(ConfigException e) {
        return e.problems().stream().map(Problem::message).toList();
    }

    private void write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void optOutRulesBesideTheConfigurationTakeThePlaceOfTheShippedOnesAndAddLanguages() throws Exception {
        Files.createDirectories(directory.resolve("optout"));
        Files.writeString(directory.resolve("optout/en.tsv"), "version\t7\nphrase\tbasta now\n");
        Files.writeString(directory.resolve("optout/de.tsv"), "version\t1\noptout\tschluss\n");
        Path file = directory.resolve("momentum.yaml");
        Files.writeString(file, "optOut: { languages: [en, de], review: { within: 2h, calendar: always } }\n");
        OptOutConfig optOut = ConfigFile.read(file, Map.of()).gateway().optOut();
        OptOutWords words = OptOutWords.of(optOut);
        assertEquals(
                "basta now (optout-en@7)", words.classify("basta now, please").reason());
        assertEquals("schluss (optout-de@1)", words.classify("Schluss!").reason());
        assertEquals(2 * 3_600_000_000L, optOut.review().deadlineMicros(0));
    }

    @Test
    void aWrongOptOutRuleIsToldWithItsFileAndLine() throws Exception {
        Files.createDirectories(directory.resolve("optout"));
        Files.writeString(directory.resolve("optout/en.tsv"), "version\t7\nphrase\tstop [\n");
        Path file = directory.resolve("momentum.yaml");
        Files.writeString(file, "optOut: { help: { any: Help. } }\n");
        var wrong = assertThrows(ConfigException.class, () -> ConfigFile.read(file, Map.of()));
        Problem problem = wrong.problems().getFirst();
        assertTrue(problem.file().endsWith("optout/en.tsv"), problem.file());
        assertEquals("2 '[' is not one word", problem.line() + " " + problem.message());
    }
}
