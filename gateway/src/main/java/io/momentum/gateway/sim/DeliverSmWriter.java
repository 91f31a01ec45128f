package io.momentum.gateway.sim;

import com.cloudhopper.smpp.SmppConstants;
import io.momentum.gateway.sim.CarrierOptions.ReceiptForm;
import io.momentum.store.value.MessageState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Drafts the deliver_sm of receipts (SMPP 3.4 Appendix B) and of subscribers' messages. Owned by the carrier's event
 * loop.
 */
final class DeliverSmWriter {

    private static final byte[] NOTHING = new byte[0];

    private final ReceiptForm form;
    private final MinuteText submitted = new MinuteText();
    private final MinuteText done = new MinuteText();

    DeliverSmWriter(ReceiptForm form) {
        this.form = form;
    }

    DeliverDraft draft(Delivery delivery, CarrierBind bind, long nowMillis) {
        var draft = new DeliverDraft(delivery, bind, nowMillis);
        switch (delivery) {
            case Delivery.Receipt receipt -> receipt(receipt, draft);
            case Delivery.Mo mo -> message(mo, draft);
        }
        return draft;
    }

    private void receipt(Delivery.Receipt receipt, DeliverDraft draft) {
        draft.source = receipt.source();
        draft.destination = receipt.destination();
        draft.esmClass = SmppConstants.ESM_CLASS_MT_SMSC_DELIVERY_RECEIPT;
        if (form == ReceiptForm.TLV) draft.octets = NOTHING;
        fields(receipt, draft);
        if (form == ReceiptForm.TEXT) return;
        draft.putTlv(SmppConstants.TAG_RECEIPTED_MSG_ID, (receipt.id() + "\0").getBytes(StandardCharsets.ISO_8859_1));
        draft.putTlv(SmppConstants.TAG_MSG_STATE, (byte) receipt.state().code());
    }

    private void fields(Delivery.Receipt receipt, DeliverDraft draft) {
        boolean delivered = receipt.state() == MessageState.DELIVERED;
        boolean failed = !delivered && receipt.state().isFinal();
        draft.fields.put("id", receipt.id());
        draft.fields.put("sub", "001");
        draft.fields.put("dlvrd", delivered ? "001" : "000");
        draft.fields.put("submit date", submitted.of(receipt.submittedMillis()));
        draft.fields.put("done date", done.of(draft.nowMillis));
        draft.fields.put("stat", receipt.state().stat());
        draft.fields.put("err", failed ? "001" : "000");
        draft.fields.put("text", "");
    }

    private static void message(Delivery.Mo mo, DeliverDraft draft) {
        draft.source = mo.source();
        draft.destination = mo.destination();
        draft.esmClass = mo.esmClass();
        draft.dataCoding = mo.dataCoding();
        draft.octets = mo.octets();
    }

    /** A date to the minute in UTC, formatted once for all receipts of that minute. */
    private static final class MinuteText {
        private static final DateTimeFormatter FORMAT =
                DateTimeFormatter.ofPattern("yyMMddHHmm").withZone(ZoneOffset.UTC);

        private long minute = -1;
        private String text = "";

        String of(long millis) {
            if (millis / 60_000 != minute) {
                minute = millis / 60_000;
                text = FORMAT.format(Instant.ofEpochMilli(millis));
            }
            return text;
        }
    }
}
