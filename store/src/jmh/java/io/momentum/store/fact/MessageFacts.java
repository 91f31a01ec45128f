package io.momentum.store.fact;

import io.momentum.store.value.Address;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.MessageState;
import io.momentum.store.value.SystemId;
import java.util.List;

/** The five facts of an ordinary message with a receipt; PDUs as long as those of a text of 100 characters. */
public final class MessageFacts {

    public static final int COUNT = 5;

    private MessageFacts() {}

    public static List<Fact> of(long mtId) {
        long at = 1_790_000_000_000_000L + mtId;
        CarrierId telco = new CarrierId("telco");
        SystemId acme = new SystemId("acme");
        Address sender = new Address(5, 0, "Momentum");
        Address subscriber = new Address(1, 1, "15550100142");
        return List.of(
                new Fact.MtAccepted(
                        at, mtId, acme, Fact.Origin.SMPP, sender, subscriber, 15_550_100_142L, 1, null, new byte[160]),
                new Fact.MtAttempted(at, mtId, telco, 1),
                new Fact.MtSubmitted(at, mtId, telco, "7F00A3B4C5"),
                new Fact.DlrReceived(
                        at, mtId, telco, "7F00A3B4C5", MessageState.DELIVERED, "000", at, new byte[190]),
                new Fact.DlrForwarded(at, mtId, mtId, acme, 0));
    }
}
