package io.momentum.gateway.path;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.store.correlation.ReceiptMatches;
import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.MessageState;
import org.junit.jupiter.api.Test;

class UnknownReceiptsTest {

    private static final ReceiptMatches NOBODY = new ReceiptMatches() {
        @Override
        public void await(long dlrId, Matched matched) {
            throw new IllegalStateException("nobody is asked");
        }

        @Override
        public void forget(long dlrId) {
            throw new IllegalStateException("nobody is asked");
        }

        @Override
        public void tellOptOuts(OptOuts to) {
            throw new IllegalStateException("nobody is asked");
        }
    };

    private final UnknownReceipts receipts = new UnknownReceipts(NOBODY);

    private boolean refuses(int id) {
        var carrier = new CarrierId("telco");
        return receipts.refuses(
                new DlrReceived(1, id, carrier, "id" + id, MessageState.DELIVERED, "", 0, new byte[0]), 1);
    }

    @Test
    void eachIsRefusedAsOftenAsTheProfileSays() {
        assertTrue(refuses(1));
        assertTrue(refuses(2));
        assertFalse(refuses(1));
        assertFalse(refuses(2));
    }

    @Test
    void onlySoManyAreRememberedAndTheOldestIsForgotten() {
        for (int i = 0; i < 20_000; i++) assertTrue(refuses(i));
        assertFalse(refuses(19_999));
        assertTrue(refuses(0), "as if it had never come");
    }
}
