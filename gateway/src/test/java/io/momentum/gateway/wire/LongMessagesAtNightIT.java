package io.momentum.gateway.wire;

import static io.momentum.gateway.wire.Pdus.RESP;
import static io.momentum.gateway.wire.Pdus.SUBMIT_SM;
import static io.momentum.gateway.wire.Pdus.response;
import static io.momentum.gateway.wire.QuietHoursIT.NIGHT;
import static io.momentum.gateway.wire.QuietHoursIT.book;
import static io.momentum.gateway.wire.QuietHoursIT.setup;
import static io.momentum.gateway.wire.TestGateway.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.policy.PolicyBook;
import io.momentum.gateway.wire.RawPeer.Seen;
import io.momentum.store.calendar.Interval;
import io.momentum.store.fact.Fact.MtAttempted;
import io.momentum.store.fact.Fact.MtHeldBack;
import io.momentum.store.fact.Fact.MtSubmitted;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A message in parts that is on its way when the quiet hours begin. */
class LongMessagesAtNightIT {

    private static final int THROTTLED = 0x58;
    private static final int MESSAGE_PAYLOAD = 0x0424;
    private static final PolicyBook DAY = book(Interval.WHOLE_DAY, List.of());
    private static final PolicyBook AT_NIGHT = book(new Interval(86_000, 86_400), List.of());

    private static byte[] inTwoParts() {
        byte[] text = Pdus.tlv(MESSAGE_PAYLOAD, "x".repeat(200).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        return Pdus.message(SUBMIT_SM, 1, "890123", NIGHT, 0, 0, new byte[0], text);
    }

    /** Both parts are with the carrier when the quiet hours begin. */
    private static List<Seen> nightFalls(RawSmsc smsc, TestGateway gateway, RawPeer esme, RawPeer link)
            throws IOException {
        esme.send(inTwoParts()).read().expect(SUBMIT_SM | RESP, 0, 1);
        List<Seen> parts = List.of(link.read(), link.read());
        gateway.reload(setup(smsc, AT_NIGHT));
        return parts;
    }

    @Test
    void oneOfWhichNothingWasTakenWaitsForTheMorning() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = setup(smsc, DAY).start();
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            List<Seen> parts = nightFalls(smsc, gateway, esme, link);
            link.send(response(SUBMIT_SM | RESP, THROTTLED, parts.getFirst().sequence(), ""));
            link.send(response(SUBMIT_SM | RESP, THROTTLED, parts.getLast().sequence(), ""));
            until(
                    "both parts are held back",
                    () -> gateway.facts(MtHeldBack.class).size() == 2);
            assertEquals(2, gateway.facts(MtAttempted.class).size());
            assertTrue(link.isSilentForNow(100));
        }
    }

    @Test
    void theRestOfOneThatHasBegunToArriveFollows() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = setup(smsc, DAY).start();
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            List<Seen> parts = nightFalls(smsc, gateway, esme, link);
            link.send(response(SUBMIT_SM | RESP, 0, parts.getFirst().sequence(), "a"));
            link.send(response(SUBMIT_SM | RESP, THROTTLED, parts.getLast().sequence(), ""));
            Seen again = link.read();
            link.send(response(SUBMIT_SM | RESP, 0, again.sequence(), "b"));
            until("both have arrived", () -> gateway.facts(MtSubmitted.class).size() == 2);
            assertEquals(0, gateway.facts(MtHeldBack.class).size());
        }
    }
}
