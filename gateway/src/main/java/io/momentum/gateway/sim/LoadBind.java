package io.momentum.gateway.sim;

import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.pdu.BaseBind;
import com.cloudhopper.smpp.pdu.BaseBindResp;
import com.cloudhopper.smpp.pdu.BindReceiver;
import com.cloudhopper.smpp.pdu.BindTransceiver;
import com.cloudhopper.smpp.pdu.BindTransmitter;
import com.cloudhopper.smpp.pdu.EnquireLink;
import com.cloudhopper.smpp.pdu.Pdu;
import com.cloudhopper.smpp.pdu.PduRequest;
import com.cloudhopper.smpp.pdu.Unbind;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/**
 * One connection of a load: messages and their answers are written and read in place, everything else goes through
 * Cloudhopper. Owned by the load's event loop.
 */
final class LoadBind extends SmppChannel {

    private static final int DELIVER_SM_RESP_LENGTH = HEADER + 1;

    private final LoadRun run;
    private final EsmeOptions.Bind mode;
    private final CompletableFuture<Integer> bindStatus = new CompletableFuture<>();
    private final DeliverFields fields = new DeliverFields();
    private final int mask;
    private final int[] sequences;
    private final long[] dueNanos;
    private int unanswered;
    private boolean bound;

    LoadBind(Channel channel, LoadRun run, EsmeOptions.Bind mode) {
        super(channel);
        this.run = run;
        this.mode = mode;
        // four times the window: a late answer holds up few of the sequence numbers that share its slot
        int slots = Integer.highestOneBit(run.options().window()) * 8;
        mask = slots - 1;
        sequences = new int[slots];
        dueNanos = new long[slots];
    }

    CompletableFuture<Integer> bindStatus() {
        return bindStatus;
    }

    void bind() {
        BaseBind<?> bind = switch (mode) {
            case RECEIVER -> new BindReceiver();
            case TRANSMITTER -> new BindTransmitter();
            case TRANSCEIVER, TRANSMITTER_RECEIVER -> new BindTransceiver();
        };
        bind.setSystemId(run.options().systemId());
        bind.setPassword(run.options().password());
        bind.setSystemType("");
        bind.setInterfaceVersion(SmppConstants.VERSION_3_4);
        bind.setSequenceNumber(nextSequence());
        send(bind);
        flush();
    }

    boolean hasRoom() {
        return bound
                && mode != EsmeOptions.Bind.RECEIVER
                && unanswered < run.options().window()
                && isOpen()
                && channel().isWritable();
    }

    void submit(SubmitTemplate template, long number, long due) {
        int sequence = nextSequence();
        while (sequences[sequence & mask] != 0) sequence = nextSequence();
        sequences[sequence & mask] = sequence;
        dueNanos[sequence & mask] = due;
        unanswered++;
        template.write(out(), sequence, number);
    }

    void unbind() {
        var unbind = new Unbind();
        unbind.setSequenceNumber(nextSequence());
        send(unbind);
        closeAfterFlush();
    }

    @Override
    void onFrame(ByteBuf frame) {
        switch (frame.getInt(4)) {
            case SmppConstants.CMD_ID_SUBMIT_SM_RESP, SmppConstants.CMD_ID_GENERIC_NACK -> onAnswer(frame);
            case SmppConstants.CMD_ID_DELIVER_SM -> onDeliver(frame);
            default -> super.onFrame(frame);
        }
    }

    private void onAnswer(ByteBuf frame) {
        int sequence = frame.getInt(12);
        int slot = sequence & mask;
        if (sequence == 0 || sequences[slot] != sequence) {
            run.ledger().malformed();
            return;
        }
        sequences[slot] = 0;
        unanswered--;
        int status = frame.getInt(8);
        long nowNanos = run.nowNanos();
        if (status == SmppConstants.STATUS_OK) {
            long idHash = DeliverFields.hashUpTo(frame, HEADER, frame.writerIndex() - HEADER, 0);
            run.ledger()
                    .accepted(idHash, dueNanos[slot], nowNanos, run.options().receipts());
        } else {
            run.ledger().refused(status, dueNanos[slot], nowNanos);
        }
    }

    private void onDeliver(ByteBuf frame) {
        try {
            fields.read(frame);
        } catch (IndexOutOfBoundsException e) {
            run.ledger().malformed();
            nack(SmppConstants.CMD_ID_DELIVER_SM, frame.getInt(12), SmppConstants.STATUS_INVMSGLEN);
            return;
        }
        if (fields.isReceipt()) run.ledger().receipt(fields.idHash(), run.nowNanos(), fields.isLast());
        else run.ledger().mo();
        out().writeInt(DELIVER_SM_RESP_LENGTH)
                .writeInt(SmppConstants.CMD_ID_DELIVER_SM_RESP)
                .writeInt(SmppConstants.STATUS_OK)
                .writeInt(frame.getInt(12))
                .writeByte(0);
    }

    @Override
    void onPdu(Pdu pdu) {
        switch (pdu) {
            case BaseBindResp response -> {
                bound = response.getCommandStatus() == SmppConstants.STATUS_OK;
                bindStatus.complete(response.getCommandStatus());
            }
            case EnquireLink enquire -> send(enquire.createResponse());
            case Unbind unbind -> {
                send(unbind.createResponse());
                closeAfterFlush();
            }
            case PduRequest<?> other ->
                nack(other.getCommandId(), other.getSequenceNumber(), SmppConstants.STATUS_INVCMDID);
            default -> {
                // the answer to an enquire_link or unbind of ours
            }
        }
    }

    @Override
    void onReadComplete() {
        run.pump();
        flush();
    }

    @Override
    void onClosed() {
        bound = false;
        bindStatus.completeExceptionally(new IOException("connection lost before the answer to the bind"));
        run.lost(this, unanswered);
        unanswered = 0;
    }
}
