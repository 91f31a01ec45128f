package io.momentum.store.index;

import io.momentum.store.fact.CareFact.MtTagged;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.DlrForwarded;
import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.fact.Fact.DlrRematched;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.fact.Fact.MtAttempted;
import io.momentum.store.fact.Fact.MtDeferred;
import io.momentum.store.fact.Fact.MtHeldBack;
import io.momentum.store.fact.Fact.MtIntercepted;
import io.momentum.store.fact.Fact.MtLocated;
import io.momentum.store.fact.Fact.MtPassedOn;
import io.momentum.store.fact.Fact.MtRefused;
import io.momentum.store.fact.Fact.MtReplaced;
import io.momentum.store.fact.Fact.MtRouted;
import io.momentum.store.fact.Fact.MtSplit;
import io.momentum.store.fact.Fact.MtSubmitted;
import io.momentum.store.fact.Fact.MtSuppressed;
import io.momentum.store.fact.Fact.MtUnknown;
import io.momentum.store.fact.PolicyFact.MtAllowed;
import io.momentum.store.fact.PolicyFact.MtPurposed;
import io.momentum.store.fact.PolicyFact.PolicyWaived;
import io.momentum.store.index.Bytes.Reader;
import io.momentum.store.index.Views.Event;
import io.momentum.store.index.Views.Message;
import io.momentum.store.value.CarrierId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A message's row, told to people. */
final class Timeline {

    private Timeline() {}

    /**
     * A message as it stood.
     *
     * @param asOfMicros what happened later is not told; {@link Long#MAX_VALUE} for all
     * @return empty where it had not been accepted by then
     */
    static Optional<Message> of(long mtId, byte[] row, long asOfMicros) {
        List<MessageRow.Step> steps = steps(mtId, row, asOfMicros);
        if (steps.isEmpty() || !(steps.getFirst().fact() instanceof MtAccepted accepted)) return Optional.empty();
        MessageRow.Step first = steps.getFirst();
        var m = new MessageFold(accepted, first.position(), first.text());
        steps.stream().skip(1).forEach(m::apply);
        CarrierId carrier = m.carrier() != null ? m.carrier() : m.attemptedCarrier;
        return Optional.of(new Message(
                mtId,
                m.account,
                m.origin,
                m.source,
                m.destination,
                m.destinationDigits,
                m.status,
                carrier,
                m.smscId(),
                m.partCount(),
                m.campaign,
                events(steps)));
    }

    private static List<MessageRow.Step> steps(long mtId, byte[] row, long asOfMicros) {
        var steps = new ArrayList<MessageRow.Step>();
        var in = new Reader(row);
        while (in.hasMore()) {
            MessageRow.Step step = MessageRow.read(in, mtId);
            if (step.fact().atMicros() <= asOfMicros) steps.add(step);
        }
        return steps;
    }

    private static List<Event> events(List<MessageRow.Step> steps) {
        var events = new ArrayList<Event>();
        var told = new ReceiptRemarks();
        for (MessageRow.Step step : steps) {
            Fact fact = step.fact();
            String detail = detailOf(fact) + told.about(fact);
            String kind = fact.getClass().getSimpleName();
            events.add(new Event(fact.atMicros(), kind, detail, step.position(), fact));
        }
        return List.copyOf(events);
    }

    private static String detailOf(Fact fact) {
        return switch (fact) {
            case MtAccepted f -> f.origin() + " " + f.account();
            case MtSplit f -> f.carrier() + " " + f.parts() + (f.parts() == 1 ? " part" : " parts");
            case MtAttempted f -> f.carrier() + " attempt " + f.attempt() + partOf(f.part());
            case MtIntercepted f -> f.rule() + " " + f.what();
            case MtRouted f -> f.carrier() + " " + f.reason() + (f.rule().isEmpty() ? "" : ": " + f.rule());
            case MtLocated f -> f.network().isEmpty() ? f.by() : f.network() + " " + f.by();
            case MtSubmitted f -> f.carrier() + " " + f.smscId() + partOf(f.part());
            case MtRefused f -> nameOf(f.carrier()) + statusOf(f.status()) + partOf(f.part());
            case MtDeferred f -> f.carrier() + " " + statusOf(f.status()) + partOf(f.part());
            case MtReplaced f -> (f.registeredDelivery() & 3) == 0 ? "no receipt asked" : "receipt asked";
            case MtHeldBack f -> f.pack() + "@" + f.version() + " " + f.reason();
            case MtAllowed f -> f.why();
            case MtPurposed f -> f.category() + (f.program().isEmpty() ? "" : " " + f.program());
            case PolicyWaived f -> f.actor() + ": " + f.reason();
            case MtPassedOn f -> f.carrier() + " " + statusOf(f.status()) + partOf(f.part());
            case MtSuppressed f -> f.scope().toString();
            case MtUnknown f -> f.carrier() + " " + f.policy().name().toLowerCase(Locale.ROOT) + partOf(f.part());
            case DlrReceived f -> (f.carrier() + " " + f.state().stat() + " " + f.error()).strip();
            case DlrRematched f -> detailOf(f.receipt());
            case MtTagged f -> f.campaign() + " (" + f.how() + ")";
            case DlrForwarded f -> f.account() + " " + statusOf(f.status());
            default -> "";
        };
    }

    private static String partOf(int part) {
        return part == Fact.WHOLE ? "" : " part " + part;
    }

    private static String nameOf(@Nullable CarrierId carrier) {
        return carrier == null ? "" : carrier + " ";
    }

    private static String statusOf(int status) {
        return "0x" + HexFormat.of().toHexDigits(status);
    }
}
