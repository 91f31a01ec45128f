package io.momentum.gateway.sim;

import io.momentum.gateway.sim.CarrierOptions.IdFormat;
import java.util.UUID;

/**
 * Makes a carrier's message ids: new ones after a restart too, since they begin with the time. Owned by the event
 * loop.
 */
final class CarrierIds {

    private final IdFormat format;
    private long last;

    CarrierIds(IdFormat format, long startMillis) {
        this.format = format;
        last = (startMillis / 1000) << 20;
    }

    /** One message's id as submit_sm_resp and as its receipts write it. */
    record CarrierMessageId(String inResponse, String inReceipt) {}

    CarrierMessageId next() {
        last++;
        return switch (format) {
            case DECIMAL -> same(Long.toString(last));
            case HEX -> same(Long.toHexString(last));
            case HEX_THEN_DECIMAL -> new CarrierMessageId(Long.toHexString(last), Long.toString(last));
            case DECIMAL_THEN_HEX -> new CarrierMessageId(Long.toString(last), Long.toHexString(last));
            case UUID -> same(new UUID(0x4000L | last << 16, last * 0x9E3779B97F4A7C15L).toString());
        };
    }

    private static CarrierMessageId same(String id) {
        return new CarrierMessageId(id, id);
    }
}
