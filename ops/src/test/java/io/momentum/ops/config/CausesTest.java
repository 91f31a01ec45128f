package io.momentum.ops.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.cause.Cause;
import io.momentum.gateway.cause.CauseTable;
import io.momentum.gateway.cause.Layer;
import io.momentum.gateway.cause.Meaning;
import io.momentum.gateway.cause.Retry;
import io.momentum.gateway.profile.CauseRules;
import io.momentum.gateway.profile.CauseRules.OptOuts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CausesTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("shippedNames")
    void everyShippedFileHasCodes(String name) throws Exception {
        int base = rules("causes: []").table().meanings().size();
        int all = rules("causes: [" + name + "]").table().meanings().size();
        assertTrue(name.equals("base") ? all == base : all > base, name + " has " + all);
    }

    @ParameterizedTest
    @CsvSource({
        "vonage, RECEIPT, 1, UNKNOWN",
        "gsm-map, RECEIPT, 1, NUMBER_DEAD",
        "twilio, RECEIPT, 1, HANDSET_ABSENT",
        "8x8, RECEIPT, 1, HANDSET_ABSENT",
        "gsm-map, RECEIPT, 1165, ROUTE",
        "gsm-map, RECEIPT, 1500, NETWORK_TEMP",
        "gsm-map, NEC, 27, HANDSET_ABSENT",
        "bandwidth, RECEIPT, 4470, CONTENT",
        "bandwidth, RECEIPT, 4740, REGISTRATION",
        "bandwidth, RECEIPT, 9902, UNKNOWN",
        "horisen, RECEIPT, 986, NUMBER_FORMAT",
        "kpn, RECEIPT, 005, NOT_SMS_CAPABLE",
        "telnyx, RECEIPT, 40011, VOLUME",
        "telnyx, API, 40011, VOLUME",
        "sinch, RECEIPT, 60, REGISTRATION",
        "gsm-uk, RECEIPT, 62, HANDSET_ABSENT",
        "flowroute, SUBMIT, 1160, VOLUME",
        "flowroute, SUBMIT, 1205, REGISTRATION",
        "flowroute, SUBMIT, 1206, NUMBER_FORMAT",
        "base, SUBMIT, 11, NUMBER_FORMAT",
        "base, SUBMIT, 88, VOLUME",
        "base, SUBMIT, 1024, UNKNOWN"
    })
    void theSameCodeMeansWhatItsCarrierSays(String file, Layer layer, String code, Cause expected) throws Exception {
        CauseTable table = rules("causes: [" + file + "]").table();
        Meaning meaning = layer == Layer.SUBMIT ? table.ofSubmit(Integer.parseInt(code)) : table.of(layer, code);
        assertEquals(expected, meaning.cause());
    }

    @ParameterizedTest
    @CsvSource({
        "gsm-map, RECEIPT, 2050",
        "gsm-map, RECEIPT, 2052",
        "bandwidth, RECEIPT, 4775",
        "flowroute, RECEIPT, 1110",
        "flowroute, SUBMIT, 1110",
        "telnyx, API, 40300",
        "twilio, RECEIPT, 21610",
        "horisen, RECEIPT, 997",
        "vonage, RECEIPT, 9"
    })
    void theCarriersWordForAnOptOutGoesToTheSuppressionList(String file, Layer layer, String code) throws Exception {
        assertTrue(rules("causes: [" + file + "]").table().of(layer, code).optsOut());
    }

    @ParameterizedTest
    @CsvSource({"gsm-map, 13", "gsm-uk, 13", "kpn, 4", "vonage, 4", "bandwidth, 4482", "telnyx, 40300"})
    void aBarThatMayBeTheOperatorsIsNoOptOut(String file, String code) throws Exception {
        Meaning meaning = rules("causes: [" + file + "]").table().of(Layer.RECEIPT, code);
        assertEquals(Cause.OPTED_OUT, meaning.cause());
        assertFalse(meaning.optsOut());
    }

    @Test
    void ofTwoFilesThatKnowACodeTheFirstCounts() throws Exception {
        assertEquals(
                Cause.UNKNOWN,
                rules("causes: [vonage, gsm-map]")
                        .table()
                        .of(Layer.RECEIPT, "1")
                        .cause());
        assertEquals(
                Cause.NUMBER_DEAD,
                rules("causes: [gsm-map, vonage]")
                        .table()
                        .of(Layer.RECEIPT, "1")
                        .cause());
        assertEquals(
                Cause.CONTENT,
                rules("causes: [gsm-map, 8x8]").table().of(Layer.RECEIPT, "2").cause());
    }

    @Test
    void aFileBesideTheConfigurationIsReadWithAllThatACodeMayHave() throws Exception {
        write("mine", """
                version: "1"
                submit:
                  0x400-0x4FF: content
                  0x421: { cause: opted-out, optsOut: true, means: do not disturb, advice: Ask., retry: hours }
                receipt: { E1F: route, 007: volume }
                """);
        CauseRules rules = rules("causes: [mine], optOuts: global");
        assertEquals(OptOuts.GLOBAL, rules.optOuts());
        assertEquals(Cause.CONTENT, rules.table().ofSubmit(0x4FF).cause());
        assertEquals(Cause.UNKNOWN, rules.table().ofSubmit(0x500).cause());
        assertEquals(
                new Meaning(Cause.OPTED_OUT, Retry.HOURS, "do not disturb", "Ask.", true),
                rules.table().ofSubmit(0x421));
        assertEquals(Cause.ROUTE, rules.table().of(Layer.RECEIPT, "e1f").cause());
        assertEquals(Cause.VOLUME, rules.table().of(Layer.RECEIPT, "7").cause());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            receipt: { 1: route }                                 | 1:1: 'version' is missing
            {version: 1, receipts: { 1: route }}                  | 1:14: unknown key 'receipts' (did you mean 'receipt'?)
            {version: 1, receipt: { 1: dead }}                    | 1:28: 1: must be one of blocked, cancelled, content, credit, delivered, encoding, expired, handset-absent, handset-busy, handset-tech, in-transit, length, network-temp, not-sms-capable, number-dead, number-format, opted-out, our-side, policy, registration, route, unknown, volume, not 'dead'
            {version: 1, receipt: { 1: { retry: never } }}        | 1:28: 'cause' is missing
            {version: 1, receipt: { 1: { cause: route, retrys: never } }} | 1:44: unknown key 'retrys' (did you mean 'retry'?)
            {version: 1, receipt: { 1: { cause: route, optsOut: true } }}  | 1:53: optsOut: only with cause: opted-out
            {version: 1, submit: { x: route }}                    | 1:27: x: must be a command_status such as 0x58 or 88, or a range of them
            {version: 1, receipt: { 9-1: route }}                 | 1:30: 9-1: must be a range of at most 4096 codes
            {version: 1, receipt: { 0-999999999: route }}         | 1:38: 0-999999999: must be a range of at most 4096 codes
            {version: 1, receipt: { 1: route, 1: volume }}        | 1:35: duplicate key '1', first at mine.yaml:1
            """)
    void aMistakeInAFileOfCausesIsToldWithItsPlace(String text, String expected) throws Exception {
        write("mine", text);
        String file = directory.resolve("causes/mine.yaml").toString();
        assertEquals(
                List.of(file + ":" + expected.replace("mine.yaml", file)),
                refused("causes: [mine]").stream()
                        .map(p -> "%s:%d:%d: %s".formatted(p.file(), p.line(), p.column(), p.message()))
                        .toList());
    }

    @Test
    void aFileOfCausesThatDoesNotExistIsToldWithTheOneThatWasMeant() {
        assertEquals(
                "no file of causes 'vonnage' in " + directory.resolve("causes")
                        + " nor among the shipped ones (did you mean 'vonage'?)",
                refused("causes: [vonnage]").getFirst().message());
    }

    static Stream<String> shippedNames() throws IOException {
        return Shipped.namesIn(Path.of("../config/causes")).stream();
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(directory.resolve("causes"));
        Files.writeString(directory.resolve("causes").resolve(name + ".yaml"), text);
    }

    private CauseRules rules(String keys) throws Exception {
        return read(keys).gateway().carriers().getFirst().profile().causes();
    }

    private List<Problem> refused(String keys) {
        return assertThrows(ConfigException.class, () -> read(keys)).problems();
    }

    private MomentumConfig read(String keys) throws Exception {
        Path file = Files.writeString(
                directory.resolve("momentum.yaml"),
                "carriers: [{ id: telco, hosts: [localhost:1], systemId: us, password: { plain: s }, " + keys + " }]");
        return ConfigFile.read(file, Map.of());
    }
}
