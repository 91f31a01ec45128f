package io.momentum.gateway.codec;

import java.util.Optional;

/**
 * How receipts look to one ESME.
 *
 * @param ids the form of our id, in the text and in receipted_message_id
 * @param template the text, empty for the one of {@link ReceiptText}
 * @param tlvs whether the TLVs of 3.4 go with it; never to a peer before 3.4
 */
public record ReceiptForm(MessageIdForm ids, Optional<ReceiptTemplate> template, boolean tlvs) {

    public static final ReceiptForm DEFAULT = new ReceiptForm(MessageIdForm.AUTO, Optional.empty(), true);

    private static final java.time.ZoneId UTC = java.time.ZoneOffset.UTC;

    public ReceiptForm withoutTlvs() {
        return new ReceiptForm(ids, template, false);
    }

    /** Whether the text is the fixed one, which is written without looking at a template. */
    boolean isPlain() {
        return ids.isHex() && template.isEmpty();
    }

    /** The template in force: that of Appendix B where only the ids differ. */
    ReceiptTemplate templateInForce() {
        return template.orElseGet(() -> new ReceiptTemplate(ReceiptTemplate.APPENDIX_B, UTC, false, 3));
    }
}
