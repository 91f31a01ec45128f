package io.momentum.store.correlation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.store.correlation.ParkedReceipts.Parked;
import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.journal.Position;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.MessageState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ParkedReceiptsTest {

    private static final CarrierId TELCO = new CarrierId("telco");
    private static final CarrierId OTHER = new CarrierId("other");
    private static final long HOUR = ParkedReceipts.MATCH_MICROS;

    private final ParkedReceipts receipts = new ParkedReceipts(3);

    private void park(long dlrId, String smscId, long atMicros) {
        var fact = new DlrReceived(atMicros, dlrId, TELCO, smscId, MessageState.DELIVERED, "", 0, new byte[0]);
        receipts.park(new Parked(fact, new Position(1, dlrId, 0), false));
    }

    private List<Long> take(CarrierId carrier, String smscId, long atMicros) {
        return receipts.take(carrier, smscId, atMicros, _ -> true).stream()
                .map(p -> p.fact().dlrId())
                .toList();
    }

    @Test
    void aMessageTakesItsReceiptsOldestFirstAndOnce() {
        park(1, "a", 10);
        park(2, "b", 11);
        park(3, "0A", 12);
        assertEquals(List.of(), take(OTHER, "a", 20));
        assertEquals(List.of(1L, 3L), take(TELCO, "a", 20));
        assertEquals(List.of(), take(TELCO, "a", 20));
        assertEquals(1, receipts.size());
    }

    @Test
    void aReceiptOverAnHourOldIsOfAnotherMessage() {
        park(1, "a", 0);
        assertEquals(List.of(), take(TELCO, "a", HOUR + 1));
        assertEquals(List.of(1L), take(TELCO, "a", HOUR));
    }

    @Test
    void theOldestLeaveMemoryAndTheIndexIsAskedForAsLongAsTheyCount() {
        for (long id = 1; id <= 5; id++) {
            park(id, "id" + id % 2, id);
        }
        receipts.trim(5);
        assertEquals(3, receipts.size());
        assertEquals(List.of(3L, 5L), take(TELCO, "id1", 6));
        assertEquals(List.of(4L), take(TELCO, "id0", 6));
        assertTrue(receipts.mayBeElsewhere(2 + HOUR));
        assertFalse(receipts.mayBeElsewhere(3 + HOUR));
    }

    @Test
    void whatIsTooOldLeavesForGood() {
        park(1, "a", 0);
        receipts.trim(ParkedReceipts.KEPT_MICROS + 1);
        assertEquals(0, receipts.size());
        assertFalse(receipts.mayBeElsewhere(0));
    }

    @Test
    void oneCanBeTakenOutByItsOwnId() {
        park(1, "a", 10);
        park(2, "a", 11);
        assertNull(receipts.remove(OTHER, "a", 1));
        assertNull(receipts.remove(TELCO, "a", 3));
        var removed = receipts.remove(TELCO, "a", 1);
        assertNotNull(removed);
        assertEquals(1, removed.fact().dlrId());
        assertEquals(List.of(2L), take(TELCO, "a", 20));
    }

    @Test
    void onlyWhatIsNotStoredYetIsShown() {
        park(1, "a", 0);
        receipts.forEachUnstored(Parked::markStored);
        park(2, "b", 1);
        park(3, "c", 1);
        take(TELCO, "b", 2);
        var shown = new ArrayList<Long>();
        receipts.forEachUnstored(p -> shown.add(p.fact().dlrId()));
        assertEquals(List.of(3L), shown);
    }
}
