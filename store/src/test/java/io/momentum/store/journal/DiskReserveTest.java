package io.momentum.store.journal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DiskReserveTest {

    private final AtomicLong free = new AtomicLong(1000);
    private final DiskReserve reserve = new DiskReserve(free::get, new DiskMarks(500, 600), 0);

    @Test
    void aDiskThatFillsUpIsLowUntilThereIsRoomAgain() {
        assertFalse(reserve.isLow());
        free.set(499);
        reserve.check(DiskReserve.CHECK_NANOS);
        assertTrue(reserve.isLow());
        free.set(599);
        reserve.check(2 * DiskReserve.CHECK_NANOS);
        assertTrue(reserve.isLow());
        free.set(600);
        reserve.check(3 * DiskReserve.CHECK_NANOS);
        assertFalse(reserve.isLow());
    }

    @Test
    void aWriterWithoutRoomDoesNotWaitForTheNextLook() {
        reserve.isFull();
        assertTrue(reserve.isLow());
    }

    @Test
    void theDiskIsAskedOnceASecond() {
        free.set(0);
        reserve.check(DiskReserve.CHECK_NANOS - 1);
        assertFalse(reserve.isLow());
    }
}
