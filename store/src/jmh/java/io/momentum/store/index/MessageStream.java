package io.momentum.store.index;

import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.DlrForwarded;
import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.fact.Fact.MtAttempted;
import io.momentum.store.fact.Fact.MtSubmitted;
import io.momentum.store.fact.Fact.Origin;
import io.momentum.store.journal.Position;
import io.momentum.store.value.Address;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.MessageState;
import io.momentum.store.value.SystemId;

/** The facts of delivered messages without end: receipts come a number of messages behind, and are forwarded soon after. */
final class MessageStream {

    static final int FACTS = 5;

    private static final long BASE_MICROS = 1_795_000_000_000_000L;
    private static final int FORWARD_LAG = 500;
    private static final int ATTEMPT_LAG = 50;
    private static final SystemId ACCOUNT = new SystemId("acme");
    private static final CarrierId CARRIER = new CarrierId("telco");
    private static final Address SENDER = new Address(0, 1, "890123");
    private static final long FIRST_NUMBER = 15_550_100_000L;

    private final byte[] submit = submit();
    private final byte[] receipt = new byte[180];
    private final int receiptLag;
    private long sequence;
    private long n;

    MessageStream(int receiptLag) {
        this.receiptLag = receiptLag;
    }

    /** Folds the next message's acceptance, and one step each of four older ones. */
    void next(Fold fold) {
        long i = n++;
        fold(fold, accepted(i));
        if (i >= ATTEMPT_LAG) {
            long j = i - ATTEMPT_LAG;
            fold(fold, new MtAttempted(at(i), id(j), CARRIER, 1));
            fold(fold, new MtSubmitted(at(i), id(j), CARRIER, smscId(j)));
        }
        if (i >= receiptLag) {
            long j = i - receiptLag;
            fold(fold, new DlrReceived(
                    at(i), id(j) + 1, CARRIER, smscId(j), MessageState.DELIVERED, "000", at(i), receipt));
        }
        if (i >= receiptLag + FORWARD_LAG) {
            long j = i - receiptLag - FORWARD_LAG;
            fold(fold, new DlrForwarded(at(i), j + 1, id(j), ACCOUNT, 0));
        }
    }

    private void fold(Fold fold, Fact fact) {
        sequence++;
        fold.fold(sequence, fact, new Position(1, 0x7_9c00_0000_0000L + sequence / 100, (int) (sequence % 100) * 300));
    }

    private MtAccepted accepted(long i) {
        long digits = FIRST_NUMBER + i * 7_919 % 10_000_000;
        var destination = new Address(1, 1, Long.toString(digits));
        return new MtAccepted(
                at(i), id(i), ACCOUNT, Origin.SMPP, SENDER, destination, digits, 1, null, submit.clone());
    }

    private static long at(long i) {
        return BASE_MICROS + i * 20;
    }

    private static long id(long i) {
        return io.momentum.store.value.MessageId.firstOf(BASE_MICROS / 1_000 + i / 50) + (i % 50 << 12);
    }

    private static String smscId(long i) {
        return Long.toHexString(0x5000_0000L + i);
    }

    private static byte[] submit() {
        String text = "Your parcel is on its way and will be with you tomorrow before noon. Reply STOP to end.";
        String body = "\0" + "\0\1" + "890123\0" + "\1\1" + "15550100000\0" + "\0\0\0" + "\0\0" + "\1\0\0\0"
                + (char) text.length() + text;
        return ("0123456789abcdef" + body).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    }
}
