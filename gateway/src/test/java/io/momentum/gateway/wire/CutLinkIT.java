package io.momentum.gateway.wire;

import static io.momentum.gateway.wire.Pdus.RESP;
import static io.momentum.gateway.wire.Pdus.SUBMIT_SM;
import static io.momentum.gateway.wire.Pdus.submit;
import static io.momentum.gateway.wire.TestGateway.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.carrier.BindEnd;
import io.momentum.store.fact.Fact.MtSubmitted;
import io.momentum.store.fact.Fact.MtUnknown;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A carrier's link swallows every packet, as behind a firewall that drops: nobody is told. */
class CutLinkIT {

    private static final int ENQUIRE_MILLIS = 1_000;

    /** As long as five minutes where the interval is half of one. */
    private static final int CUT_INTERVALS = 10;

    /** What the clocks of a busy machine may add. */
    private static final int SLACK_MILLIS = 500;

    private static List<String> submits(CutLink link) {
        return link.seen().stream().filter(line -> line.startsWith("submit ")).toList();
    }

    @Test
    void aLinkThatDropsIsNoticedWithinTwoIntervalsWithoutStormAndWithoutDuplicates() throws Exception {
        try (CutLink link = CutLink.make()) {
            var telco = TestGateway.carrier("telco", link.port());
            telco.host = link.host();
            telco.enquireLink = Duration.ofMillis(ENQUIRE_MILLIS);
            try (TestGateway gateway = TestGateway.setup()
                            .account("acme")
                            .carrier(telco.config())
                            .start();
                    RawPeer esme = gateway.bind("acme")) {
                until("bound", () -> gateway.carrierOf("telco").boundTransmitters() == 2);
                for (int i = 1; i <= 5; i++)
                    esme.send(submit(i, "15550100", "text " + i)).read();
                until("taken", () -> gateway.facts(MtSubmitted.class).size() == 5);

                link.cut();
                long cutNanos = System.nanoTime();
                for (int i = 6; i <= 15; i++) {
                    esme.send(submit(i, "15550100", "text " + i)).read().expect(SUBMIT_SM | RESP, 0, i);
                }
                until("noticed", () -> !gateway.carrierOf("telco").isBound());
                long noticedMillis = (System.nanoTime() - cutNanos) / 1_000_000;
                assertTrue(noticedMillis <= 2 * ENQUIRE_MILLIS + SLACK_MILLIS, noticedMillis + " ms");
                until(
                        "both have gone",
                        () -> gateway.carrier("telco").disconnects.sum() == 2);
                assertTrue(gateway.carrier("telco").ends(BindEnd.SILENT) > 0);
                int unknown = 10;
                until("unknown", () -> gateway.facts(MtUnknown.class).size() == unknown);
                esme.send(submit(16, "15550100", "text 16")).read().expect(SUBMIT_SM | RESP, 0, 16);
                long cutUntil = cutNanos + CUT_INTERVALS * ENQUIRE_MILLIS * 1_000_000L;
                until("it has been cut for long", () -> System.nanoTime() - cutUntil > 0);
                assertFalse(gateway.carrierOf("telco").isBound());
                assertTrue(esme.stands(17));

                link.mend();
                until("back", () -> gateway.carrierOf("telco").boundTransmitters() == 2);
                until("taken", () -> gateway.facts(MtSubmitted.class).size() == 16 - unknown);
                assertEquals(unknown, gateway.facts(MtUnknown.class).size());
                assertEquals(new HashSet<>(submits(link)).size(), submits(link).size(), "nothing twice");
                assertTrue(submits(link).contains("submit text 16"));
                int binds = gateway.carrierOf("telco").binding().lastHour();
                assertTrue(binds <= 2 * CUT_INTERVALS, binds + " tries: no storm, with a wait of 20 ms to begin with");
            }
        }
    }
}
