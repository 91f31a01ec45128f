package io.momentum.store.index;

import io.momentum.store.correlation.IdForms;
import io.momentum.store.correlation.Numbers;
import io.momentum.store.correlation.SmscIds;
import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.value.IdForm;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds a receipt's message, whichever base its id is written in. */
final class ReceiptSearch {

    /**
     * A message that is the receipt's.
     *
     * @param how the form that its id had to be turned by
     */
    record Match(MessageFold message, IdForm how) {}

    private ReceiptSearch() {}

    /**
     * Searches by the forms that the carrier's profile allows.
     *
     * @param learned what the carrier's receipts have taught, null for nothing yet
     * @param called the message that its carrier called so
     */
    static @Nullable Match find(
            DlrReceived receipt, @Nullable IdForm learned, Function<String, @Nullable MessageFold> called) {
        String receiptId = receipt.smscId();
        if (receiptId.isEmpty()) return null;
        IdForm declared = receipt.reading().idForm();
        if (declared == IdForm.SAME) {
            MessageFold message = called.apply(receiptId);
            return message == null ? null : new Match(message, IdForm.SAME);
        }
        Numbers numbers = Numbers.of(receipt);
        Match unsure = null;
        for (IdForm how : IdForms.inOrder(declared, learned)) {
            String id = IdForms.submitted(how, receiptId);
            if (id == null || (how != IdForm.SAME && SmscIds.same(id, receiptId))) continue;
            MessageFold message = called.apply(id);
            if (message == null) continue;
            boolean agrees = numbers.have(message.destinationDigits);
            if (!IdForms.trusts(declared, learned, how, agrees, receiptId)) continue;
            if (agrees || (numbers.isEmpty() && (how == declared || how == learned))) return new Match(message, how);
            if (unsure == null) unsure = new Match(message, how);
        }
        return unsure;
    }
}
