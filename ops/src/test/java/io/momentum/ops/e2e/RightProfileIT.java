package io.momentum.ops.e2e;

import static io.momentum.ops.e2e.ConfiguredAppliance.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.EsmeListener;
import io.momentum.gateway.sim.SimulatedCarrier;
import io.momentum.gateway.sim.SimulatedEsme;
import io.momentum.store.value.MessageState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a carrier insists on, and the key of its profile that gives it: without the key the carrier refuses the message, with
 * it the same message is delivered.
 */
class RightProfileIT {

    private static final String LONG = "Forty characters, ten times, in a payload".repeat(10);

    /**
     * @param quirk of the carrier
     * @param esme the quirk of the ESME, empty for none
     */
    private record Want(String quirk, String esme, String text, String wrong, String right) {}

    private static final List<Want> WANTS = List.of(
            new Want("service-type=CMT", "", "Hello", "", "submit: { serviceType: CMT }"),
            new Want("no-plus", "plus-numbers", "Hello", "", "submit: { addresses: normalised }"),
            new Want("validity-absolute", "validity", "Hello", "", "validity: absolute"),
            new Want("validity-none", "validity", "Hello", "", "validity: none"),
            new Want(
                    "tlv-wanted=0x1400",
                    "",
                    "Hello",
                    "",
                    "tlvs: [{ name: entity, tag: 0x1400, form: c-string, value: \"1101\" }]"),
            new Want("no-tlv", "tlv-vendor", "Hello", "", "interfaceVersion: 3.3"),
            new Want("no-udh", "payload", LONG, "", "parts: { split: sar }"),
            new Want("no-sar", "payload", LONG, "parts: { split: sar }", "parts: { split: udh8 }"),
            new Want("no-payload", "payload", LONG, "parts: { split: payload }", "parts: { split: udh16 }"));

    @TempDir
    Path dir;

    @Test
    void whatDeliveredMeansAtACarrierIsSaidAsItsProfileHasIt() throws Exception {
        String carrier = "  - { id: %s, hosts: [\"127.0.0.1:1\"], systemId: m, password: { plain: p }%s }%n";
        String config = "carriers:\n" + carrier.formatted("usual", "")
                + carrier.formatted("early", ", receipts: { delivered: accepted }");
        try (var momentum = ConfiguredAppliance.start(dir, config)) {
            String said = momentum.api("/v1/carriers");
            assertTrue(said.matches("(?s).*\"id\":\"early\"[^}]*\"deliveredMeans\":\"accepted\".*"), said);
            assertTrue(said.matches("(?s).*\"id\":\"usual\"[^}]*\"deliveredMeans\":\"handset\".*"), said);
        }
    }

    @Test
    void aCarrierThatInsistsIsSatisfiedByTheKeyOfItsProfileAndNotWithoutIt() throws Exception {
        List<SimulatedCarrier> carriers = new ArrayList<>();
        try {
            for (int i = 0; i < 2 * WANTS.size(); i++) {
                String quirk = WANTS.get(i / 2).quirk;
                carriers.add(SimulatedCarrier.start(CarrierOptions.defaults().withQuirks(quirk)));
            }
            try (var momentum = ConfiguredAppliance.start(dir, config(carriers))) {
                Map<String, String> ends = new TreeMap<>();
                Map<String, String> expected = new TreeMap<>();
                for (int i = 0; i < WANTS.size(); i++) {
                    expected.put(WANTS.get(i).quirk, "REJECTED without, DELIVERED with");
                    ends.put(WANTS.get(i).quirk, ends(momentum, i));
                }
                assertEquals(expected, ends);
            }
        } finally {
            carriers.forEach(SimulatedCarrier::close);
        }
    }

    private static String ends(ConfiguredAppliance momentum, int number) throws Exception {
        Want want = WANTS.get(number);
        String[] quirks = want.esme.isEmpty() ? new String[0] : new String[] {want.esme};
        try (SimulatedEsme esme = momentum.esme(quirks)) {
            return end(esme, "1" + wrongArea(number) + "5550100", want.text) + " without, "
                    + end(esme, "1" + rightArea(number) + "5550100", want.text) + " with";
        }
    }

    private static MessageState end(SimulatedEsme esme, String to, String text) throws Exception {
        EsmeListener.SubmitResult result = esme.submit("890123", to, text).get(20, TimeUnit.SECONDS);
        assertEquals(0, result.status());
        List<MessageState> ended = new ArrayList<>();
        until("the end of a message to " + to, () -> {
            ended.clear();
            esme.receipts().stream()
                    .filter(receipt -> receipt.messageId().equals(result.messageId()))
                    .map(EsmeListener.Receipt::state)
                    .filter(MessageState::isFinal)
                    .forEach(ended::add);
            return !ended.isEmpty();
        });
        return ended.getFirst();
    }

    private static int wrongArea(int number) {
        return 201 + 2 * number;
    }

    private static int rightArea(int number) {
        return wrongArea(number) + 1;
    }

    private static String config(List<SimulatedCarrier> carriers) throws IOException {
        var entries = new StringBuilder();
        var routes = new StringBuilder();
        for (int i = 0; i < WANTS.size(); i++) {
            carrier(entries, "wrong" + i, carriers.get(2 * i).port(), WANTS.get(i).wrong);
            carrier(entries, "right" + i, carriers.get(2 * i + 1).port(), WANTS.get(i).right);
            routes.append("  - { to: \"1%d\", carriers: [wrong%d] }%n".formatted(wrongArea(i), i));
            routes.append("  - { to: \"1%d\", carriers: [right%d] }%n".formatted(rightArea(i), i));
        }
        return """
                accounts:
                  - { systemId: acme, password: { plain: secret } }
                carriers:
                %sroutes:
                %s""".formatted(entries, routes);
    }

    private static void carrier(StringBuilder entries, String id, int port, String keys) {
        entries.append("""
                  - id: %s
                    hosts: ["127.0.0.1:%d"]
                    systemId: momentum
                    password: { plain: secret }
                    binds: 1
                    %s
                """.formatted(id, port, keys));
    }
}
