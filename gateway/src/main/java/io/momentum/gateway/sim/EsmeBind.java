package io.momentum.gateway.sim;

import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.pdu.BaseBind;
import com.cloudhopper.smpp.pdu.BaseBindResp;
import com.cloudhopper.smpp.pdu.BindReceiver;
import com.cloudhopper.smpp.pdu.BindTransceiver;
import com.cloudhopper.smpp.pdu.BindTransmitter;
import com.cloudhopper.smpp.pdu.DeliverSm;
import com.cloudhopper.smpp.pdu.DeliverSmResp;
import com.cloudhopper.smpp.pdu.EnquireLink;
import com.cloudhopper.smpp.pdu.EnquireLinkResp;
import com.cloudhopper.smpp.pdu.GenericNack;
import com.cloudhopper.smpp.pdu.Pdu;
import com.cloudhopper.smpp.pdu.PduRequest;
import com.cloudhopper.smpp.pdu.PduResponse;
import com.cloudhopper.smpp.pdu.SubmitSm;
import com.cloudhopper.smpp.pdu.SubmitSmResp;
import com.cloudhopper.smpp.pdu.Unbind;
import com.cloudhopper.smpp.pdu.UnbindResp;
import io.momentum.gateway.sim.EsmeListener.Outcome;
import io.momentum.gateway.sim.EsmeListener.Submit;
import io.momentum.gateway.sim.EsmeListener.SubmitResult;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One connection of a {@link SimulatedEsme} with its window of submit_sm. Owned by its event loop. */
final class EsmeBind extends SmppChannel {

    /** A submit_sm on its way, and whoever waits for its answer. */
    record Waiting(Submit submit, CompletableFuture<SubmitResult> result) {}

    private final EsmeCore core;
    private final EsmeOptions.Bind mode;
    private final CompletableFuture<Integer> bindStatus = new CompletableFuture<>();
    private final Map<Integer, Waiting> unanswered = new LinkedHashMap<>();
    private boolean bound;

    EsmeBind(Channel channel, EsmeCore core, EsmeOptions.Bind mode) {
        super(channel);
        this.core = core;
        this.mode = mode;
    }

    /** The status of the bind_resp, or a failure where the connection was lost before it. */
    CompletableFuture<Integer> bindStatus() {
        return bindStatus;
    }

    EsmeOptions.Bind mode() {
        return mode;
    }

    boolean isBound() {
        return bound;
    }

    boolean hasRoom() {
        return bound
                && isOpen()
                && mode != EsmeOptions.Bind.RECEIVER
                && channel().isWritable()
                && unanswered.size() < core.options().binds().window();
    }

    void bind() {
        BaseBind<?> bind = switch (mode) {
            case RECEIVER -> new BindReceiver();
            case TRANSMITTER -> new BindTransmitter();
            case TRANSCEIVER, TRANSMITTER_RECEIVER -> new BindTransceiver();
        };
        bind.setSystemId(core.options().target().systemId());
        bind.setPassword(core.options().target().password());
        bind.setSystemType("");
        bind.setInterfaceVersion(SmppConstants.VERSION_3_4);
        for (EsmeHabit habit : core.habits()) {
            habit.connected(this);
            habit.bind(bind);
        }
        request(bind);
    }

    void submit(Waiting waiting) {
        var pdu = new SubmitSm();
        Submit submit = waiting.submit();
        pdu.setSourceAddress(Addresses.toPdu(submit.source()));
        pdu.setDestAddress(Addresses.toPdu(submit.destination()));
        pdu.setEsmClass((byte) submit.esmClass());
        pdu.setDataCoding((byte) submit.dataCoding());
        pdu.setRegisteredDelivery((byte) submit.registeredDelivery());
        SmsText.put(pdu, submit.octets());
        for (EsmeHabit habit : core.habits()) habit.submit(pdu);
        int sequence = nextSequence();
        pdu.setSequenceNumber(sequence);
        unanswered.put(sequence, waiting);
        send(pdu);
    }

    void enquire() {
        if (bound && isOpen()) request(new EnquireLink());
    }

    void unbind() {
        if (bound && isOpen()) request(new Unbind());
        else cut();
    }

    private void request(PduRequest<?> pdu) {
        pdu.setSequenceNumber(nextSequence());
        send(pdu);
        flush();
    }

    @Override
    void onPdu(Pdu pdu) {
        if (core.isStalled()) return;
        for (EsmeHabit habit : core.habits()) {
            if (!habit.hears(this, pdu)) return;
        }
        switch (pdu) {
            case SubmitSmResp response -> onAnswer(response, response.getMessageId());
            case DeliverSm deliver -> onDeliver(deliver);
            case BaseBindResp response -> onBindAnswer(response);
            case EnquireLink enquire -> send(enquire.createResponse());
            case Unbind unbind -> {
                send(unbind.createResponse());
                closeAfterFlush();
            }
            case UnbindResp done -> cut();
            case EnquireLinkResp alive -> {
                // nothing depends on it
            }
            case GenericNack nack -> onAnswer(nack, "");
            case PduRequest<?> other ->
                nack(other.getCommandId(), other.getSequenceNumber(), SmppConstants.STATUS_INVCMDID);
            default -> core.unexpected();
        }
    }

    private void onAnswer(PduResponse response, String messageId) {
        Waiting waiting = unanswered.remove(response.getSequenceNumber());
        if (waiting == null) {
            core.unexpected();
            return;
        }
        String id = messageId == null ? "" : messageId;
        core.answered(waiting, new SubmitResult(Outcome.ANSWERED, response.getCommandStatus(), id));
    }

    private void onDeliver(DeliverSm pdu) {
        DeliverCase deliver = core.received(pdu);
        if (deliver.delayMillis == 0) {
            answer(deliver);
            return;
        }
        Runnable later = () -> {
            if (!isOpen()) return;
            answer(deliver);
            flush();
        };
        var _ = channel().eventLoop().schedule(later, deliver.delayMillis, TimeUnit.MILLISECONDS);
    }

    private void answer(DeliverCase deliver) {
        DeliverSmResp response = deliver.pdu.createResponse();
        response.setCommandStatus(deliver.status);
        response.setMessageId(deliver.form == DeliverCase.Form.NAMED ? "4711" : "");
        int sequence = deliver.pdu.getSequenceNumber();
        switch (deliver.form) {
            case USUAL, NAMED -> send(response);
            case TWICE -> {
                send(response);
                send(response);
            }
            case HEADER_ONLY -> header(SmppConstants.CMD_ID_DELIVER_SM_RESP, deliver.status, sequence);
            case NACK -> nack(0, sequence, SmppConstants.STATUS_SYSERR);
            case NONE -> {
                // the peer waits
            }
        }
    }

    @Override
    void write(ByteBuf pdu) {
        if (core.habits().isEmpty()) {
            super.write(pdu);
            return;
        }
        byte[] octets = ByteBufUtil.getBytes(pdu);
        pdu.release();
        for (EsmeHabit habit : core.habits()) octets = habit.wire(octets);
        out().writeBytes(octets);
    }

    private void onBindAnswer(BaseBindResp response) {
        bound = response.getCommandStatus() == SmppConstants.STATUS_OK;
        if (bound) core.bound(this);
        bindStatus.complete(response.getCommandStatus());
        if (!bound) closeAfterFlush();
    }

    @Override
    void onReadComplete() {
        core.pumpAndFlush();
        flush();
        for (EsmeHabit habit : core.habits()) habit.read(this);
    }

    @Override
    void onClosed() {
        boolean wasBound = bound;
        bound = false;
        bindStatus.completeExceptionally(new java.io.IOException("connection lost before the answer to the bind"));
        core.closed(this, wasBound, unanswered.values());
        unanswered.clear();
    }
}
