package io.momentum.store.correlation;

import io.momentum.store.value.IdForm;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * One number written in two bases. Ids are text here, however long: thirty digits and UUIDs are as good as any, and none is
 * cut to 64 bits on the way.
 */
public final class IdForms {

    /** The forms that an id may have been turned by, the most usual first. */
    private static final IdForm[] FORMS = {IdForm.SAME, IdForm.HEX_THEN_DECIMAL, IdForm.DECIMAL_THEN_HEX};

    /** From here on two different messages do not share a number by chance. */
    private static final int LONG_ID = 10;

    /** message_id has at most 64 characters; a decimal of so many has 54 in hexadecimal. */
    private static final int ID_MAX = 64;

    /** Digits that fit into a long in either base. */
    private static final int SHORT_MAX = 15;

    private IdForms() {}

    /** A carrier's forms in the order in which to try them: the declared or learned one first. */
    public static IdForm[] inOrder(IdForm declared, @Nullable IdForm learned) {
        IdForm first = declared == IdForm.AUTO ? learned : declared;
        if (first == null || first == IdForm.SAME) return FORMS;
        IdForm other = first == IdForm.HEX_THEN_DECIMAL ? IdForm.DECIMAL_THEN_HEX : IdForm.HEX_THEN_DECIMAL;
        return new IdForm[] {first, IdForm.SAME, other};
    }

    /** The id of submit_sm_resp that a receipt's id stands for; null where it is no number of the form's base. */
    public static @Nullable String submitted(IdForm form, String receiptId) {
        return switch (form) {
            case SAME, AUTO -> receiptId;
            case HEX_THEN_DECIMAL -> turned(receiptId, 10, 16);
            case DECIMAL_THEN_HEX -> turned(receiptId, 16, 10);
        };
    }

    /** The id that receipts have for an id of submit_sm_resp; null where it is no number of the form's base. */
    public static @Nullable String receipted(IdForm form, String submitId) {
        return switch (form) {
            case SAME, AUTO -> submitId;
            case HEX_THEN_DECIMAL -> turned(submitId, 16, 10);
            case DECIMAL_THEN_HEX -> turned(submitId, 10, 16);
        };
    }

    /**
     * Whether a message found by an id is the receipt's: the carrier's own form is trusted; any other has to agree in the
     * subscriber's number, or be too long for a coincidence.
     *
     * @param how the form by which it was found
     * @param agrees whether message and receipt name the same subscriber
     */
    public static boolean trusts(
            IdForm declared, @Nullable IdForm learned, IdForm how, boolean agrees, String receiptId) {
        if (declared != IdForm.AUTO)
            return how == declared || (agrees && declared != IdForm.SAME && how == IdForm.SAME);
        IdForm known = learned == null ? IdForm.SAME : learned;
        return how == known || agrees || receiptId.length() >= LONG_ID;
    }

    /** Whether a match by this form tells it from the others: one digit reads the same in both bases. */
    public static boolean isTelling(IdForm how, String receiptId) {
        if (how != IdForm.SAME) return true;
        int digits = receiptId.length() - SmscIds.start(receiptId);
        if (digits > 1) return true;
        return digits == 1 && Character.digit(receiptId.charAt(receiptId.length() - 1), 10) < 0;
    }

    private static @Nullable String turned(String id, int from, int to) {
        int length = id.length();
        if (length == 0 || length > ID_MAX) return null;
        for (int i = 0; i < length; i++) {
            char c = id.charAt(i);
            if (c > 'f' || Character.digit(c, from) < 0) return null;
        }
        if (length <= SHORT_MAX) return Long.toString(Long.parseLong(id, from), to);
        return new BigInteger(id, from).toString(to);
    }
}
