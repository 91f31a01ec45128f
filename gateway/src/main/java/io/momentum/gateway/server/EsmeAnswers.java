package io.momentum.gateway.server;

import io.momentum.gateway.codec.BindRequest;
import io.momentum.gateway.codec.CommandId;
import io.momentum.gateway.codec.CommandStatus;
import io.momentum.gateway.codec.MessageIdForm;
import io.momentum.gateway.codec.PduWriter;
import io.momentum.gateway.codec.ReceiptForm;
import io.momentum.gateway.codec.SubmitMulti;
import io.momentum.gateway.net.Loop;
import io.momentum.gateway.net.SmppConnection;
import io.momentum.store.value.MessageState;
import io.momentum.store.value.ShortId;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * Writes what one bound ESME is answered, as its account and the version that it spoke at bind have it: TLVs from 3.4 on,
 * congestion_state for 5.0, the account's ids. Owned by the connection's loop.
 */
final class EsmeAnswers {

    private static final int VERSION_3_4 = 0x34;
    private static final int VERSION_5_0 = 0x50;

    private final SmppConnection connection;
    private final EsmeProfile profile;
    private final int version;
    private final IntSupplier congestion;
    private final ShortId.Source shortIds;
    private final boolean hasShortIds;

    /**
     * The answers of one bind.
     *
     * @param congestion how full we are, 0 to 99
     */
    EsmeAnswers(
            SmppConnection connection,
            EsmeProfile profile,
            BindRequest bind,
            IntSupplier congestion,
            ShortId.Source shortIds) {
        this.connection = connection;
        this.profile = profile;
        this.congestion = congestion;
        this.shortIds = shortIds;
        version = negotiated(bind);
        hasShortIds = ids().isShortFor(!takesTlvs());
    }

    /** 5.0 only to who asks for it; whatever else is above 3.4 gets 3.4, and below it the peer knows no TLVs. */
    private static int negotiated(BindRequest bind) {
        if (bind.interfaceVersion() == VERSION_5_0) return VERSION_5_0;
        return bind.takesTlvs() ? VERSION_3_4 : PduWriter.NO_VERSION;
    }

    /** sc_interface_version of the bind response. */
    int version() {
        return version;
    }

    boolean takesTlvs() {
        return version != PduWriter.NO_VERSION;
    }

    private MessageIdForm ids() {
        return profile.receipts().ids();
    }

    /** An id for what is submitted over this bind; 0 where there is none for now. */
    long newId() {
        return hasShortIds ? shortIds.next(Loop.nowMillis()) : connection.loop().nextId();
    }

    /** The id that the ESME means, of whatever bind of its account it came; -1 where the text is none. */
    long idOf(String text) {
        return ShortId.isFormOf(text) ? shortIds.parse(text, Loop.nowMillis()) : ids().parse(text);
    }

    ReceiptForm receipts() {
        ReceiptForm form = profile.receipts();
        return takesTlvs() || !form.tlvs() ? form : form.withoutTlvs();
    }

    /** A submit_sm or data_sm was taken. */
    void accepted(int commandId, int sequence, long mtId) {
        ByteBuf out = connection.out();
        int start = out.writerIndex();
        if (commandId == CommandId.SUBMIT_SM && ids().isHex() && !ShortId.isShort(mtId)) {
            PduWriter.submitSmResponse(out, sequence, mtId);
        } else {
            PduWriter.messageResponse(out, commandId, sequence, ids().format(mtId));
        }
        congested(out, start);
    }

    /** A submit_multi of which at least one destination was taken. */
    void accepted(int sequence, List<Long> mtIds, List<SubmitMulti.Refused> refused) {
        ByteBuf out = connection.out();
        int start = out.writerIndex();
        List<String> names = mtIds.stream().map(ids()::format).toList();
        SubmitMulti.writeResponse(out, sequence, names, refused, takesTlvs());
        congested(out, start);
    }

    /** What a message was found to be. */
    void found(int sequence, String messageId, String finalAt, MessageState state, int error) {
        ByteBuf out = connection.out();
        int start = out.writerIndex();
        PduWriter.queryResponse(out, sequence, messageId, finalAt, state, error);
        congested(out, start);
    }

    /** A request was refused, or done where its response has no body. */
    void status(int commandId, int status, int sequence) {
        ByteBuf out = connection.out();
        int start = out.writerIndex();
        boolean submits = commandId == CommandId.SUBMIT_SM || commandId == CommandId.DATA_SM;
        if (submits && profile.errorBody() && status != CommandStatus.ESME_ROK) {
            PduWriter.refusalWithEmptyId(out, commandId, status, sequence);
        } else {
            PduWriter.refusal(out, commandId, status, sequence);
        }
        congested(out, start);
    }

    private void congested(ByteBuf out, int start) {
        if (version == VERSION_5_0) PduWriter.addCongestion(out, start, congestion.getAsInt());
    }
}
