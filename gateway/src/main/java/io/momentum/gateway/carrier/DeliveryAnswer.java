package io.momentum.gateway.carrier;

import io.momentum.gateway.codec.CommandId;
import io.momentum.gateway.codec.PduWriter;
import io.netty.buffer.ByteBuf;

/**
 * The answer to a deliver_sm or data_sm.
 *
 * @param requestCommandId which of them
 * @param messageId ours; only data_sm_resp carries it (SMPP 3.4 sections 4.6.2 and 4.7.2)
 */
public record DeliveryAnswer(int requestCommandId, int sequence, int status, String messageId) {

    void write(ByteBuf out) {
        if (requestCommandId == CommandId.DELIVER_SM) PduWriter.deliverSmResponse(out, sequence, status);
        else if (status != 0) PduWriter.header(out, requestCommandId | CommandId.RESPONSE, status, sequence);
        else PduWriter.messageResponse(out, requestCommandId, sequence, messageId);
    }
}
