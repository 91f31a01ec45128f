package io.momentum.ops.event;

import io.momentum.ops.followup.Conversation;
import io.momentum.ops.followup.ConversationFold;
import io.momentum.store.fact.CareFact.ConversationOpened;
import io.momentum.store.fact.Fact.OptOutUndone;
import io.momentum.store.fact.Fact.Origin;
import io.momentum.store.index.Views.Message;
import io.momentum.store.index.Views.MessageStatus;
import io.momentum.store.value.Address;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.SystemId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One message, one conversation, and one reply; which fact ended the message is said. */
public record FakeSurroundings(MessageStatus status) implements Surroundings {

    public static final long AT = 1_790_000_000_123_456L;
    public static final long MT = 0x0a1b2c3d4e5f6071L;
    public static final long TALK = 0x0a1b2c3d4e5f6a00L;
    public static final long MO = 0x0a1b2c3d4e5f6b00L;
    public static final long DIGITS = 15_550_100_142L;
    private static final SystemId ACME = new SystemId("acme");

    @Override
    public Optional<Ended> endedBy(long sequence) {
        return status.isEnd() ? Optional.of(new Ended(MT, status)) : Optional.empty();
    }

    @Override
    public Optional<Message> message(long mtId) {
        return Optional.of(new Message(
                MT,
                ACME,
                Origin.SMPP,
                new Address(3, 0, "890123"),
                new Address(1, 1, Long.toString(DIGITS)),
                DIGITS,
                status,
                new CarrierId("telco"),
                "a1",
                1,
                "nov",
                List.of()));
    }

    @Override
    public boolean isUndone(long sequence, OptOutUndone undone) {
        return undone.seen() + 1 == sequence;
    }

    @Override
    public Optional<Conversation> conversation(long id) {
        var opened = new ConversationOpened(AT, "system", TALK, DIGITS, "890123", ACME, 0);
        return Optional.of(ConversationFold.open(opened, Map.of("externalId", "51", "name", "Ana Ruiz")));
    }

    @Override
    public Optional<String> textOf(long digits, long moId) {
        return Optional.of("Sí, pago el viernes");
    }
}
