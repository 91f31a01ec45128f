package io.momentum.store.index;

import io.momentum.store.correlation.ReceiptRules;
import io.momentum.store.correlation.ReceiptRules.Verdict;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.fact.Fact.DlrRematched;
import io.momentum.store.fact.Fact.MtSubmitted;
import io.momentum.store.value.MessageState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is odd about the receipts of one message, told as they come. */
final class ReceiptRemarks {

    private long submittedAtMicros;
    private @Nullable MessageState known;

    /** Remarks in brackets, empty where there is nothing to remark; takes the step in. */
    String about(Fact fact) {
        return switch (fact) {
            case MtSubmitted f -> {
                submittedAtMicros = f.atMicros();
                yield f.smscId().isEmpty() ? " [untraceable: the carrier gave no id]" : "";
            }
            case DlrReceived f -> aboutReceipt(f);
            case DlrRematched f -> aboutReceipt(f.receipt());
            default -> "";
        };
    }

    private String aboutReceipt(DlrReceived f) {
        var remarks = new ArrayList<String>();
        Verdict verdict = ReceiptRules.judge(known, f);
        if (verdict == Verdict.CONTRADICTORY) remarks.add("contradicts " + known);
        if (verdict == Verdict.REVISED) remarks.add("replaces " + known);
        if (verdict == Verdict.REPEATED) remarks.add("says nothing new");
        if (f.reading().intermediate()) remarks.add("intermediate");
        if (f.reading().conflicting()) remarks.add("message_state and text differ");
        if (!f.reading().stat().isEmpty()
                && !f.reading().stat().equalsIgnoreCase(f.state().stat()))
            remarks.add("stat " + f.reading().stat());
        if (ReceiptRules.isSuspect(f, submittedAtMicros))
            remarks.add("suspect: %d ms after submit".formatted((f.atMicros() - submittedAtMicros) / 1_000));
        if (ReceiptRules.isClockWrong(f, submittedAtMicros)) remarks.add("done date cannot be");
        if (verdict == Verdict.ENDED || verdict == Verdict.REVISED) known = f.state();
        return text(remarks);
    }

    private static String text(List<String> remarks) {
        return remarks.isEmpty() ? "" : " [" + String.join(", ", remarks).toLowerCase(Locale.ROOT) + "]";
    }
}
