package io.momentum.gateway.sim;

import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.pdu.BaseBind;
import com.cloudhopper.smpp.pdu.BaseSm;
import com.cloudhopper.smpp.pdu.BindReceiver;
import com.cloudhopper.smpp.pdu.BindTransmitter;
import com.cloudhopper.smpp.pdu.DataSmResp;
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
import com.cloudhopper.smpp.tlv.Tlv;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a {@link SimulatedCarrier}: answers PDUs and holds the window of deliver_sm. Owned by its event
 * loop.
 */
final class CarrierBind extends SmppChannel {

    private static final int UNBIND_MILLIS = 1_000;

    private record Sent(Delivery delivery, long atMillis) {}

    private final CarrierCore core;
    private final long number;
    private final Map<Integer, Sent> unanswered = new LinkedHashMap<>();
    private String systemId = "";
    private boolean bound;
    private boolean transmits;
    private boolean receives;
    private boolean unbinding;
    private boolean goodbye;

    CarrierBind(Channel channel, CarrierCore core, long number) {
        super(channel);
        this.core = core;
        this.number = number;
    }

    long number() {
        return number;
    }

    String systemId() {
        return systemId;
    }

    boolean isBound() {
        return bound;
    }

    boolean receives() {
        return receives;
    }

    /** Whether one side has said unbind. */
    boolean saidGoodbye() {
        return goodbye || unbinding;
    }

    boolean hasRoom() {
        return isOpen()
                && !unbinding
                && channel().isWritable()
                && unanswered.size() < core.options().limits().deliverWindow();
    }

    void deliver(Delivery delivery, long nowMillis) {
        BaseSm<?> pdu = core.draft(delivery, this, nowMillis).toPdu();
        int sequence = nextSequence();
        pdu.setSequenceNumber(sequence);
        unanswered.put(sequence, new Sent(delivery, nowMillis));
        send(pdu);
        if (delivery instanceof Delivery.Receipt receipt && receipt.response() != null) {
            core.answer(receipt.response());
        }
    }

    void answer(Delivery.SubmitAnswer answer) {
        if (!isOpen()) return;
        SubmitCase submit = answer.submit();
        int sequence = submit.pdu.getSequenceNumber();
        switch (submit.form) {
            case HEADER_ONLY -> header(SmppConstants.CMD_ID_SUBMIT_SM_RESP, submit.status, sequence);
            case NACK -> nack(0, sequence, submit.status);
            case NACK_WITHOUT_SEQUENCE -> nack(0, 0, submit.status);
            case EMPTY_ID -> respond(sequence, submit.status, "");
            case USUAL, ID_THOUGH_REFUSED -> {
                boolean named = submit.isAccepted() || submit.form == SubmitCase.Form.ID_THOUGH_REFUSED;
                respond(sequence, submit.status, named ? answer.messageId() : null);
            }
            case NONE, HANG_UP -> throw new IllegalStateException(submit.form + " has no answer");
        }
    }

    private void respond(int sequence, int status, @Nullable String messageId) {
        var response = new SubmitSmResp();
        response.setSequenceNumber(sequence);
        response.setCommandStatus(status);
        response.setMessageId(messageId);
        send(response);
    }

    /** Writes octets as they are, past every habit. */
    void raw(byte... octets) {
        if (isOpen()) out().writeBytes(octets);
    }

    @Override
    void write(ByteBuf pdu) {
        if (core.habits().isEmpty()) {
            super.write(pdu);
            return;
        }
        byte[] octets = ByteBufUtil.getBytes(pdu);
        pdu.release();
        for (CarrierHabit habit : core.habits()) octets = habit.wire(octets);
        out().writeBytes(octets);
    }

    /** Whether the oldest deliver_sm has waited too long for its answer. */
    boolean isOverdue(long nowMillis) {
        if (unanswered.isEmpty()) return false;
        Sent oldest = unanswered.values().iterator().next();
        return nowMillis - oldest.atMillis > core.options().limits().deliverTimeoutMillis();
    }

    /** Says goodbye and goes when that is answered, or after a while. */
    void unbind() {
        unbinding = true;
        request(new Unbind());
        var _ = channel().eventLoop().schedule(this::cut, UNBIND_MILLIS, TimeUnit.MILLISECONDS);
    }

    void enquire() {
        request(new EnquireLink());
    }

    private void request(PduRequest<?> pdu) {
        pdu.setSequenceNumber(nextSequence());
        send(pdu);
        flush();
    }

    @Override
    void onPdu(Pdu pdu) {
        if (core.isStalled()) return;
        for (CarrierHabit habit : core.habits()) {
            if (!habit.hears(this, pdu)) return;
        }
        switch (pdu) {
            case SubmitSm submit -> onSubmit(submit);
            case DeliverSmResp response -> onAnswer(response);
            case DataSmResp response -> onAnswer(response);
            case BaseBind<?> bind -> onBind(bind);
            case EnquireLink enquire -> send(enquire.createResponse());
            case Unbind unbind -> {
                goodbye = true;
                send(unbind.createResponse());
                closeAfterFlush();
            }
            case UnbindResp done -> cut();
            case EnquireLinkResp alive -> {
                // nothing depends on it
            }
            case GenericNack nack -> {
                core.counters().nacks.increment();
                onAnswer(nack);
            }
            case PduRequest<?> other ->
                nack(other.getCommandId(), other.getSequenceNumber(), SmppConstants.STATUS_INVCMDID);
            default -> core.counters().unexpectedResponses.increment();
        }
    }

    private void onSubmit(SubmitSm submit) {
        if (bound && transmits) core.submitted(this, submit);
        else respond(submit.getSequenceNumber(), SmppConstants.STATUS_INVBNDSTS, null);
    }

    private void onAnswer(PduResponse response) {
        Sent sent = unanswered.remove(response.getSequenceNumber());
        if (sent == null) core.counters().unexpectedResponses.increment();
        else core.delivered(this, sent.delivery, response.getCommandStatus());
    }

    private void onBind(BaseBind<?> bind) {
        if (bound) {
            PduResponse response = bind.createResponse();
            response.setCommandStatus(SmppConstants.STATUS_ALYBND);
            send(response);
            return;
        }
        BindCase judged = core.judge(this, bind);
        sendBindAnswer(judged);
        if (judged.status != SmppConstants.STATUS_OK) {
            core.counters().bindsRefused.increment();
            closeAfterFlush();
            return;
        }
        bound = true;
        systemId = bind.getSystemId() == null ? "" : bind.getSystemId();
        transmits = !(bind instanceof BindReceiver);
        receives = !(bind instanceof BindTransmitter);
        core.bound(this);
    }

    private void sendBindAnswer(BindCase judged) {
        PduResponse response = judged.pdu.createResponse();
        if (judged.headerOnly) {
            header(response.getCommandId(), judged.status, judged.pdu.getSequenceNumber());
            return;
        }
        response.setCommandStatus(judged.status);
        if (judged.status == SmppConstants.STATUS_OK && judged.version != BindCase.NO_VERSION) {
            byte[] version = {(byte) judged.version};
            response.addOptionalParameter(new Tlv(SmppConstants.TAG_SC_INTERFACE_VERSION, version));
        }
        send(response);
    }

    @Override
    void onReadComplete() {
        core.pumpAndFlush();
        flush();
        for (CarrierHabit habit : core.habits()) habit.read(this);
    }

    @Override
    void onClosed() {
        List<Delivery> again = new ArrayList<>(unanswered.size());
        for (Sent sent : unanswered.values()) {
            again.add(sent.delivery instanceof Delivery.Receipt receipt ? receipt.alone() : sent.delivery);
        }
        unanswered.clear();
        core.closed(this, again);
    }
}
