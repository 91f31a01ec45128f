package io.momentum.gateway.sim;

import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.pdu.BaseBind;
import com.cloudhopper.smpp.pdu.BindReceiver;
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
import com.cloudhopper.smpp.tlv.Tlv;
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

    boolean hasRoom() {
        return isOpen()
                && !unbinding
                && channel().isWritable()
                && unanswered.size() < core.options().deliverWindow();
    }

    void deliver(Delivery delivery, long nowMillis) {
        DeliverSm pdu = core.write(delivery, nowMillis);
        int sequence = nextSequence();
        pdu.setSequenceNumber(sequence);
        unanswered.put(sequence, new Sent(delivery, nowMillis));
        send(pdu);
        if (delivery instanceof Delivery.Receipt receipt && receipt.response() != null) {
            core.answer(receipt.response());
        }
    }

    void answer(int sequence, int status, @Nullable String messageId) {
        if (!isOpen()) return;
        var response = new SubmitSmResp();
        response.setSequenceNumber(sequence);
        response.setCommandStatus(status);
        response.setMessageId(messageId);
        send(response);
    }

    /** Whether the oldest deliver_sm has waited too long for its answer. */
    boolean isOverdue(long nowMillis) {
        if (unanswered.isEmpty()) return false;
        Sent oldest = unanswered.values().iterator().next();
        return nowMillis - oldest.atMillis > core.options().deliverTimeoutMillis();
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
        switch (pdu) {
            case SubmitSm submit -> onSubmit(submit);
            case DeliverSmResp response -> onAnswer(response);
            case BaseBind<?> bind -> onBind(bind);
            case EnquireLink enquire -> send(enquire.createResponse());
            case Unbind unbind -> {
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
        else answer(submit.getSequenceNumber(), SmppConstants.STATUS_INVBNDSTS, null);
    }

    private void onAnswer(PduResponse response) {
        Sent sent = unanswered.remove(response.getSequenceNumber());
        if (sent == null) core.counters().unexpectedResponses.increment();
        else core.delivered(this, sent.delivery, response.getCommandStatus());
    }

    private void onBind(BaseBind<?> bind) {
        int status = bound ? SmppConstants.STATUS_ALYBND : core.judge(bind);
        PduResponse response = bind.createResponse();
        response.setCommandStatus(status);
        if (status != SmppConstants.STATUS_OK) {
            core.counters().bindsRefused.increment();
            send(response);
            if (!bound) closeAfterFlush();
            return;
        }
        byte[] version = {SmppConstants.VERSION_3_4};
        response.addOptionalParameter(new Tlv(SmppConstants.TAG_SC_INTERFACE_VERSION, version));
        send(response);
        bound = true;
        systemId = bind.getSystemId() == null ? "" : bind.getSystemId();
        transmits = !(bind instanceof BindReceiver);
        receives = !(bind instanceof BindTransmitter);
        core.bound(this);
    }

    @Override
    void onReadComplete() {
        core.pumpAndFlush();
        flush();
        int pauseMillis = core.options().faults().readPauseMillis();
        if (pauseMillis == 0) return;
        channel().config().setAutoRead(false);
        var _ = channel()
                .eventLoop()
                .schedule(() -> channel().config().setAutoRead(true), pauseMillis, TimeUnit.MILLISECONDS);
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
