package io.momentum.ops.followup.evidence;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.ops.followup.evidence.RecordJson.About;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.MtAttempted;
import io.momentum.store.fact.Fact.OptSource;
import io.momentum.store.fact.Fact.OptedOut;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.SuppressionScope;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordJsonTest {

    private static final long NUMBER = 15_550_100_101L;

    /** A carrier that throttles one message for hours, and then says that its number has opted out. */
    @Test
    void aMessageOfTenThousandStepsIsNamedWhereThereIsNoRoomForIt() {
        String record = record(10_000);
        assertTrue(record.length() < 1 << 20, record.length() + " octets");
        assertTrue(record.contains("\"omitted\""), "what is left out is said to be there");
    }

    @Test
    void anOrdinaryOneLeavesNothingOut() {
        assertFalse(record(3).contains("\"omitted\""));
    }

    private static String record(int attempts) {
        List<Fact> steps = new ArrayList<>();
        for (int i = 1; i <= attempts; i++) steps.add(new MtAttempted(i, 7, new CarrierId("telco"), 1));
        var message = new Message(
                7, false, 1, "acme", "telco", "890123", Long.toString(NUMBER), "hello", "", "", steps, false);
        var fact = new OptedOut(9, NUMBER, SuppressionScope.GLOBAL, OptSource.CARRIER, 7, "told");
        byte[] octets =
                RecordJson.optOut(new About(3, 9, "system", "subject", NUMBER), fact, List.of(message), new byte[32]);
        return new String(octets, StandardCharsets.UTF_8);
    }
}
