package io.momentum.gateway.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.momentum.gateway.optout.OptOutConfig;
import io.momentum.gateway.optout.OptOutWords;
import io.momentum.gateway.optout.Verdict;
import io.momentum.gateway.receipt.Receipt;
import io.momentum.gateway.receipt.ReceiptScanner;
import io.momentum.store.outbox.OutboxEntry;
import io.momentum.store.value.Address;
import io.momentum.store.value.MessageState;
import io.momentum.store.value.SystemId;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What the codec costs a message: one submit_sm in, one out, its responses, one receipt in, one out. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CodecBenchmark {

    private static final long ID = 0x0123456789abcdefL;

    private final ByteBuf out = Unpooled.directBuffer(4096);
    private final OutboxEntry.Receipt entry = new OutboxEntry.Receipt(
            1,
            new SystemId("acme"),
            ID,
            new Address(3, 0, "890123"),
            new Address(1, 1, "15550100123"),
            MessageState.DELIVERED,
            "000",
            1_795_435_200_000_000L,
            1_795_435_290_000_000L,
            "Your appointment is ".getBytes(ISO_8859_1));
    private final byte[] submit = PduWriter.submitSm(
            entry.source(), entry.destination(), "Your appointment is tomorrow at 9. Reply YES to confirm it.", 1);
    private final byte[] receipt = receiptPdu(true);
    private final byte[] textReceipt = receiptPdu(false);
    private final MessagePdu mo =
            MessagePdu.parse(PduWriter.submitSm(entry.destination(), entry.source(), "Yes, see you at 9, thanks", 0));
    private final OptOutWords words = OptOutWords.of(OptOutConfig.BARE);

    private byte[] receiptPdu(boolean tlvs) {
        PduWriter.receipt(out.clear(), 1, entry, tlvs ? ReceiptForm.DEFAULT : ReceiptForm.DEFAULT.withoutTlvs());
        byte[] pdu = new byte[out.readableBytes()];
        out.readBytes(pdu);
        return pdu;
    }

    @Benchmark
    public long parseSubmitSm() {
        MessagePdu pdu = MessagePdu.parse(submit);
        return pdu.status() + pdu.destinationDigits();
    }

    @Benchmark
    public Address parseSubmitSmAndItsAddresses() {
        MessagePdu pdu = MessagePdu.parse(submit);
        return pdu.source().ton() == 0 ? pdu.source() : pdu.destination();
    }

    @Benchmark
    public ByteBuf writeSubmitSm() {
        PduWriter.writeWithSequence(out.clear(), submit, 7);
        return out;
    }

    @Benchmark
    public ByteBuf writeSubmitSmResponse() {
        PduWriter.submitSmResponse(out.clear(), 7, ID);
        return out;
    }

    @Benchmark
    public @Nullable Receipt scanReceiptWithTlvs() {
        return ReceiptScanner.DEFAULT.scan(MessagePdu.parse(receipt, true));
    }

    @Benchmark
    public @Nullable Receipt scanReceiptOfText() {
        return ReceiptScanner.DEFAULT.scan(MessagePdu.parse(textReceipt, true));
    }

    @Benchmark
    public ByteBuf writeReceipt() {
        PduWriter.receipt(out.clear(), 7, entry, ReceiptForm.DEFAULT);
        return out;
    }

    @Benchmark
    public Verdict scanReplyForOptOut() {
        return ReceiptScanner.DEFAULT.scan(mo) == null ? words.classify(TextDecoder.decode(mo)) : Verdict.NONE;
    }
}
