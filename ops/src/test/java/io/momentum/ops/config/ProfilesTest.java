package io.momentum.ops.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.momentum.gateway.message.Priority;
import io.momentum.gateway.profile.Billed;
import io.momentum.gateway.profile.CarrierProfile;
import io.momentum.gateway.profile.CauseRules;
import io.momentum.gateway.profile.ReceiptProfile;
import io.momentum.gateway.profile.SessionProfile;
import io.momentum.gateway.profile.SessionProfile.AddressRange;
import io.momentum.gateway.profile.SessionProfile.BindMode;
import io.momentum.gateway.profile.SessionProfile.HostOrder;
import io.momentum.gateway.profile.SessionProfile.Outbind;
import io.momentum.gateway.profile.SessionProfile.Patience;
import io.momentum.gateway.profile.SessionProfile.Rebinding;
import io.momentum.gateway.profile.StatusClasses.StatusClass;
import io.momentum.gateway.profile.SubmitProfile;
import io.momentum.gateway.profile.SubmitProfile.Addresses;
import io.momentum.gateway.profile.SubmitProfile.Flash;
import io.momentum.gateway.server.Cidr;
import io.momentum.store.fact.Fact.UnknownPolicy;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.IdForm;
import io.momentum.store.value.MessageState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProfilesTest {

    private static final Path SHIPPED = Path.of("../config/profiles");

    @TempDir
    Path directory;

    @Test
    void theDefaultProfileSaysWhatHoldsWithoutOne() throws Exception {
        for (String keys : List.of("profile: default", "window: 10")) {
            CarrierProfile profile = profile(keys);
            assertEquals(CarrierProfile.DEFAULT.with(profile.causes()), profile);
            assertEquals(CauseRules.DEFAULT.optOuts(), profile.causes().optOuts());
        }
    }

    @ParameterizedTest
    @MethodSource("shippedNames")
    void everyShippedProfileIsFoundByItsName(String name) throws Exception {
        assertEquals(name, profile("profile: " + name).name());
    }

    @ParameterizedTest
    @MethodSource("shippedNames")
    void whatAShippedProfileShowsAsAnExampleIsValid(String name) throws Exception {
        String text = Files.readString(SHIPPED.resolve(name + ".yaml"));
        write(name, text.replaceAll("(?m)^#(?!#)", ""));
        assertEquals(name, profile("profile: " + name).name());
    }

    @Test
    void aFileBesideTheConfigurationIsStrongerThanTheShippedOne() throws Exception {
        write("default", "window: 3");
        assertEquals(3, profile("profile: default").flow().window());
        assertEquals(3, profile("binds: 1").flow().window());
    }

    @Test
    void everyRuleOfASessionCanBeSaid() throws Exception {
        write("mine", """
                bind: transmitter+receiver
                receiverDown: send
                interfaceVersion: 5.0
                systemType: VMA
                addressRange: { ton: 1, npi: 2, range: "^34" }
                outbind: { listen: "127.0.0.1:2777", allowFrom: [192.0.2.0/24], systemId: smsc }
                hostOrder: spread
                enquireLink: 45s
                enquireAlways: true
                bindTimeout: 4s
                stalledAfter: 5m
                nackDelay: 3s
                reconnect: { min: 2s, max: 3s }
                rebind: { alreadyBound: 31s, refused: 61s, refusedMax: 16m, perMinute: 21, alarmPerHour: 62 }
                """);
        var expected = new SessionProfile(
                BindMode.TRANSMITTER_RECEIVER,
                0x50,
                "VMA",
                new AddressRange(1, 2, "^34"),
                Duration.ofSeconds(45),
                true,
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                new Patience(Duration.ofSeconds(4), Duration.ofMinutes(5), Duration.ofSeconds(3)),
                new Rebinding(Duration.ofSeconds(31), Duration.ofSeconds(61), Duration.ofMinutes(16), 21, 62),
                HostOrder.SPREAD,
                false,
                Optional.of(new Outbind("127.0.0.1", 2777, List.of(Cidr.parse("192.0.2.0/24")), "smsc")));
        assertEquals(expected, profile("profile: mine").session());
    }

    @Test
    void howASubmitIsWrittenCanBeSaid() throws Exception {
        write("mine", "submit: { serviceType: CMT, flash: subunit, addresses: normalised }");
        var expected = new SubmitProfile(Billed.all("CMT"), Flash.SUBUNIT, Addresses.NORMALISED);
        assertEquals(expected, profile("profile: mine").submit());
        var stronger = new SubmitProfile(Billed.NOTHING, Flash.DATA_CODING, Addresses.NORMALISED);
        assertEquals(
                stronger,
                profile("profile: mine, submit: { serviceType: \"\", flash: data-coding }")
                        .submit());
    }

    @Test
    void whatACarrierBillsByCanBeSaidByClassAndByCampaign() throws Exception {
        write("mine", """
                submit: { serviceType: ALL, serviceTypes: { otp: OTP, campaign: MKT }, campaignServiceTypes: { sale: SPR } }
                tlvs: [{ name: id, tag: 0x1403, form: integer2, values: { otp: "1" }, campaignValues: { sale: "71" } }]
                """);
        CarrierProfile profile = profile("profile: mine, submit: { serviceTypes: { otp: NOW } }");
        var expected = new Billed("ALL", Map.of(Priority.OTP, "NOW", Priority.CAMPAIGN, "MKT"), Map.of("sale", "SPR"));
        assertEquals(expected, profile.submit().serviceType());
        assertEquals(
                new Billed("", Map.of(Priority.OTP, "1"), Map.of("sale", "71")),
                profile.tlvs().rules().getFirst().value());
        assertEquals("SPR", expected.of(Priority.OTP, "sale"));
        assertEquals("NOW", expected.of(Priority.OTP, "other"));
        assertEquals("ALL", expected.of(Priority.TRANSACTIONAL, ""));
    }

    @Test
    void theCarriersEntryIsStrongerThanItsProfile() throws Exception {
        write("mine", """
                window: 3
                unknownOutcome: resend
                ids: { format: auto, learnFrom: 7 }
                bind: transmitter+receiver
                receipts: { zone: "+02:00", stats: { FAILED: rejected, ok: delivered } }
                statuses: { throttle: [0x45, 1028], permanent: [0x08] }
                """);
        CarrierProfile profile =
                profile("profile: mine, window: 9, ids: { format: same }, statuses: { temporary: [0x45] }");
        assertEquals("mine", profile.name());
        assertEquals(9, profile.flow().window());
        assertEquals(UnknownPolicy.RESEND, profile.flow().unknownPolicy());
        assertEquals(IdForm.SAME, profile.ids().format());
        assertEquals(7, profile.ids().learnFrom());
        assertEquals(BindMode.TRANSMITTER_RECEIVER, profile.session().bind());
        assertEquals(ZoneOffset.ofHours(2), profile.receipts().zone());
        assertEquals(
                Map.of("FAILED", MessageState.REJECTED, "OK", MessageState.DELIVERED),
                profile.receipts().stats());
        assertEquals(StatusClass.TEMPORARY, profile.statuses().of(0x45));
        assertEquals(StatusClass.THROTTLE, profile.statuses().of(0x404));
        assertEquals(StatusClass.PERMANENT, profile.statuses().of(0x08));
        assertEquals(StatusClass.THROTTLE, profile.statuses().of(0x58));
        assertEquals(StatusClass.TEMPORARY, profile.statuses().of(0x64));
        assertEquals(StatusClass.PERMANENT, profile.statuses().of(0x0B));
    }

    @Test
    void aProfileHasTheRulesOfTheOneThatItExtends() throws Exception {
        write("mine", "extends: yours\nwindow: 4");
        write("yours", "extends: vonage\nwindow: 3\nresponseTimeout: 7s");
        CarrierProfile profile = profile("profile: mine");
        assertEquals("mine", profile.name());
        assertEquals(4, profile.flow().window());
        assertEquals(7, profile.flow().responseTimeout().toSeconds());
        assertEquals(profile("profile: vonage").causes(), profile.causes());
    }

    @Test
    void profilesThatExtendEachOtherAreRefused() throws Exception {
        write("mine", "extends: yours");
        write("yours", "extends: mine");
        assertEquals(List.of("profile 'mine' would extend itself"), refused("profile: mine"));
        write("mine", "extends: nobody");
        assertEquals(1, refused("profile: mine").size());
    }

    @Test
    void everyRuleOfReceiptsIsRead() throws Exception {
        write("mine", """
                receipts:
                  zone: Europe/Madrid
                  textWins: true
                  lastFinalWins: true
                  pattern: "(?<id>[0-9]+)"
                  suspectBefore: 1s
                  nackUnknown: 3
                  delivered: network
                  stats: { "00": delivered }
                """);
        var expected = new ReceiptProfile(
                ZoneId.of("Europe/Madrid"),
                Map.of("00", MessageState.DELIVERED),
                true,
                true,
                Optional.of("(?<id>[0-9]+)"),
                Duration.ofSeconds(1),
                3,
                ReceiptProfile.Meaning.NETWORK);
        assertEquals(expected, profile("profile: mine").receipts());
    }

    @Test
    void aProfileThatDoesNotExistIsToldWithTheOneThatWasMeant() throws Exception {
        write("telco-mexico", "window: 3");
        String where = directory.resolve("profiles").toString();
        assertEquals(
                List.of("no profile 'telco-mexiko' in " + where
                        + " nor among the shipped ones (did you mean 'telco-mexico'?)"),
                refused("profile: telco-mexiko"));
        assertEquals(
                List.of("no profile 'defualt' in " + where + " nor among the shipped ones (did you mean 'default'?)"),
                refused("profile: defualt"));
    }

    @Test
    void aProfileIsNoWayOutOfItsDirectory() throws Exception {
        Files.writeString(directory.resolve("other.yaml"), "window: 3");
        assertEquals(1, refused("profile: ../other").size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            windw: 3                              | 1:1: unknown key 'windw' (did you mean 'window'?)
            ids: { format: hexa }                 | 1:16: format: must be one of auto, decimal-then-hex, hex-then-decimal, same, not 'hexa'
            receipts: { zone: Madrid }            | 1:19: zone: must be a time zone such as UTC, +02:00 or Europe/Madrid, not 'Madrid'
            receipts: { stats: { X: dead } }      | 1:25: X: must be one of accepted, deleted, delivered, enroute, expired, rejected, undeliverable, unknown, not 'dead'
            receipts: { pattern: '(' }            | 1:22: pattern: is no regular expression: Unclosed group
            receipts: { pattern: '(?<err>.)' }    | 1:22: pattern: needs a group (?<id>...): a receipt without it names no message
            receipts: { suspectBefore: 2h }       | 1:28: suspectBefore: 2h is not in 0ms..1h
            receipts: { nackUnknown: 101 }        | 1:26: nackUnknown: 101 is not in 0..100
            receipts: { delivered: yes }          | 1:24: delivered: must be one of accepted, handset, network, not 'yes'
            receipts: { textWins: yes }           | 1:23: textWins: must be true or false, not 'yes'
            statuses: { throttle: [fast] }        | 1:24: throttle: must be a command_status such as 0x58 or 88, not 'fast'
            statuses: { throttle: [0] }           | 1:24: throttle: 0 is no error
            statuses: { throttle: [5], temporary: [0x5] } | 1:40: is there already, as throttle
            parts: { max: 256 }                   | 1:15: max: 256 is not in 1..255
            parts: { receipt: some }              | 1:19: receipt: must be one of all, any, each, first, last, not 'some'
            interfaceVersion: 3.5                 | 1:19: interfaceVersion: must be one of 3.3, 3.4, 5.0, not '3.5'
            reconnect: { min: 2m }                | 1:19: min: min must not be longer than max
            tlvs: [{ name: x }]                   | 1:8: 'tag' is missing
            tlvs: [{ name: x, tag: 0x1400, form: integer1, value: 256 }] | 1:55: value: must be a value of form integer1, not '256'
            tlvs: [{ name: x, tag: 0x1400, form: octets, value: 0g }]    | 1:53: value: must be a value of form octets, not '0g'
            tlvs: [{ name: x, tag: 20000 }]       | 1:24: tag: must be a tag such as 0x1400, not '20000'
            """)
    void aMistakeInAProfileIsToldWithItsPlace(String text, String expected) throws Exception {
        write("mine", text);
        assertEquals(List.of(directory.resolve("profiles/mine.yaml") + ":" + expected), places("profile: mine"));
    }

    @Test
    void twoCarriersTellTheMistakesOfTheirProfileOnce() throws Exception {
        write("mine", "window: 0");
        var refused = assertThrows(ConfigException.class, () -> read("profile: mine", "profile: mine, id: second"));
        assertEquals(1, refused.problems().size());
    }

    @Test
    void aReloadSeesThatAProfileHasChanged() throws Exception {
        write("mine", "window: 3");
        MomentumConfig before = read("profile: mine", "id: second");
        write("mine", "window: 4");
        MomentumConfig after = read("profile: mine", "id: second");
        assertEquals(
                Set.of(new CarrierId("telco0")),
                Reload.between(before, after).carriers().changed());
    }

    static Stream<String> shippedNames() throws IOException {
        return Shipped.namesIn(SHIPPED).stream();
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(directory.resolve("profiles"));
        Files.writeString(directory.resolve("profiles").resolve(name + ".yaml"), text);
    }

    private CarrierProfile profile(String keys) throws Exception {
        return read(keys).gateway().carriers().getFirst().profile();
    }

    private List<String> refused(String keys) {
        return assertThrows(ConfigException.class, () -> read(keys)).problems().stream()
                .map(Problem::message)
                .toList();
    }

    private List<String> places(String keys) {
        return assertThrows(ConfigException.class, () -> read(keys)).problems().stream()
                .map(problem ->
                        "%s:%d:%d: %s".formatted(problem.file(), problem.line(), problem.column(), problem.message()))
                .toList();
    }

    private MomentumConfig read(String... carriers) throws Exception {
        var text = new StringBuilder("carriers:\n");
        int number = 0;
        for (String keys : carriers) {
            String id = keys.contains("id: ") && !keys.contains("ids: ") ? "" : "id: telco" + number++ + ", ";
            text.append("  - { ")
                    .append(id)
                    .append("hosts: [localhost:1], systemId: us, password: { plain: s }, ")
                    .append(keys)
                    .append(" }\n");
        }
        Path file = Files.writeString(directory.resolve("momentum.yaml"), text);
        return ConfigFile.read(file, Map.of());
    }
}
