package io.momentum.ops.event;

import io.momentum.store.fact.CareFact;
import io.momentum.store.fact.CareFact.CampaignMoved;
import io.momentum.store.fact.CareFact.EvidenceSealed;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.fact.Fact.DlrRematched;
import io.momentum.store.fact.Fact.MtCancelled;
import io.momentum.store.fact.Fact.MtExpired;
import io.momentum.store.fact.Fact.MtRefused;
import io.momentum.store.fact.Fact.MtSubmitted;
import io.momentum.store.fact.Fact.MtSuppressed;
import io.momentum.store.fact.Fact.MtUnknown;
import io.momentum.store.fact.Fact.OptOutUndone;
import io.momentum.store.fact.Fact.OptedIn;
import io.momentum.store.fact.Fact.OptedOut;
import io.momentum.store.value.SuppressionScope;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The events of a fact. */
public final class Events {

    private Events() {}

    /** Whether a fact may have events; false for most of those that there are thousands of in a second. */
    public static boolean concern(Fact fact, TypeFilter wanted) {
        return switch (fact) {
            case MtSubmitted _,
                    MtRefused _,
                    MtSuppressed _,
                    MtExpired _,
                    MtCancelled _,
                    MtUnknown _,
                    DlrReceived _,
                    DlrRematched _ -> wanted.wantsMessages();
            case OptedOut f -> !isOfList(f);
            case OptedIn _, OptOutUndone _ -> true;
            case CareFact.MtTagged _, CareFact.EventsDelivered _ -> false;
            case CareFact _ -> true;
            default -> false;
        };
    }

    /**
     * The events that a fact tells, in their order; none for most.
     *
     * @param sequence the fact's place in the journal
     */
    public static List<Event> of(long sequence, Fact fact, Surroundings around) {
        var told = new Told(sequence, fact.atMicros());
        switch (fact) {
            case CampaignMoved f -> campaign(f, told);
            case EvidenceSealed f -> sealed(f, told);
            case OptedOut f -> {
                if (!isOfList(f))
                    suppression(EventType.CONTACT_OPTED_OUT, f.digits(), f.scope(), f.source(), f.reason(), told);
            }
            case OptedIn f ->
                suppression(EventType.CONTACT_OPTED_IN, f.digits(), f.scope(), f.source(), f.reason(), told);
            case OptOutUndone f -> {
                OptedIn in = f.opens();
                if (around.isUndone(sequence, f))
                    suppression(EventType.CONTACT_OPTED_IN, in.digits(), in.scope(), in.source(), in.reason(), told);
            }
            case CareFact f -> ConversationEvents.of(f, around, told);
            default -> MessageEvents.of(sequence, fact, around, told);
        }
        return told.events;
    }

    /**
     * Whether a number is closed because it stands on a list of a state or a carrier: millions of them do that are nobody's contact
     * here, and none of them has said anything. Who brings along the opt-outs that another system took tells of each.
     */
    private static boolean isOfList(OptedOut f) {
        return f.source() == Fact.OptSource.REGISTRY || f.source() == Fact.OptSource.DEACTIVATED;
    }

    /** Takes the events of one fact, and gives them their ids. */
    static final class Told {
        private final long sequence;
        private final long atMicros;
        private final List<Event> events = new ArrayList<>(1);

        private Told(long sequence, long atMicros) {
            this.sequence = sequence;
            this.atMicros = atMicros;
        }

        void add(EventType type, long turn, long conversation, String subject, Members data) {
            long id = EventId.of(sequence, events.size());
            events.add(new Event(id, type, atMicros, turn, conversation, subject, Fitting.of(data.map())));
        }
    }

    private static void suppression(
            EventType type, long digits, SuppressionScope scope, Fact.OptSource source, String reason, Told told) {
        if (digits <= 0) return;
        var data = new Members()
                .contact(digits, Map.of())
                .text("scope", scope.name())
                .text("source", source.name().toLowerCase(Locale.ROOT))
                .text("reason", reason);
        told.add(type, digits, 0, "+" + digits, data);
    }

    private static void campaign(CampaignMoved f, Told told) {
        EventType type = switch (f.stage()) {
            case DRAFT -> null;
            case RUNNING -> EventType.CAMPAIGN_STARTED;
            case PAUSED -> EventType.CAMPAIGN_PAUSED;
            case CANCELLED -> EventType.CAMPAIGN_CANCELLED;
            case FINISHED -> EventType.CAMPAIGN_FINISHED;
        };
        if (type == null) return;
        var data = new Members()
                .text("campaign", f.campaign())
                .text("reason", f.reason())
                .text("by", f.actor());
        told.add(type, turnOf(f.campaign()), 0, f.campaign(), data);
    }

    private static void sealed(EvidenceSealed f, Told told) {
        var data = new Members()
                .text("day", f.day())
                .number("first", f.first())
                .number("last", f.last())
                .text("root", HexFormat.of().formatHex(f.root()))
                .text("signature", HexFormat.of().formatHex(f.signature()))
                .text("key", f.key());
        told.add(EventType.EVIDENCE_SEALED, turnOf("evidence"), 0, f.day(), data);
    }

    /** What is no contact's has a turn of its own, below 0. */
    static long turnOf(String name) {
        return -1L - (name.hashCode() & 0x7fff_ffffL);
    }
}
