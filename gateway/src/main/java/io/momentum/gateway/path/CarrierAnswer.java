package io.momentum.gateway.path;

import io.momentum.gateway.carrier.CarrierBind;
import io.momentum.gateway.carrier.DeliveryAnswer;
import io.momentum.gateway.codec.CommandId;
import io.momentum.gateway.net.SmppConnection;
import io.momentum.store.value.MessageId;

/** The deliver_sm_resp or data_sm_resp that is owed, on the connection that asked. Given once. */
final class CarrierAnswer implements Answer {

    private final CarrierBind bind;
    private final SmppConnection connection;
    private final int commandId;
    private final int sequence;
    private long ourId;
    private boolean given;
    private boolean held;

    CarrierAnswer(CarrierBind bind, int commandId, int sequence) {
        this.bind = bind;
        this.commandId = commandId;
        this.sequence = sequence;
        connection = bind.connection();
    }

    @Override
    public void give(int status) {
        if (given) return;
        given = true;
        String id = commandId == CommandId.DATA_SM ? MessageId.format(ourId) : "";
        var response = new DeliveryAnswer(commandId, sequence, status, id);
        if (held) bind.answerHeld(connection, response);
        else bind.answerDeliver(connection, response);
    }

    @Override
    public long named(long id) {
        ourId = id;
        return id;
    }

    @Override
    public boolean hold() {
        held = bind.tryHoldAnswer(connection);
        return held;
    }
}
