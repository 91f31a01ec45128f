package io.momentum.ops.api;

import io.momentum.gateway.carrier.Carrier;
import io.momentum.gateway.carrier.Carriers;
import io.momentum.gateway.carrier.PolicyCheck;
import io.momentum.gateway.cause.Cause;
import io.momentum.gateway.cause.CauseTable;
import io.momentum.gateway.cause.Meaning;
import io.momentum.gateway.codec.CommandStatus;
import io.momentum.gateway.intercept.Action;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.fact.Fact.MtExpired;
import io.momentum.store.fact.Fact.MtRefused;
import io.momentum.store.fact.Fact.MtSuppressed;
import io.momentum.store.index.Views;
import io.momentum.store.value.CarrierId;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a message ended as it did, by what its carrier's codes mean as the configuration has them now. */
final class MessageCauses {

    private final Carriers carriers;

    MessageCauses(Carriers carriers) {
        this.carriers = carriers;
    }

    /** A code as it came, and its meaning. */
    private record Found(String code, Meaning meaning) {}

    /** The cause that the last of its ends tells; empty while nothing has ended it. */
    Optional<JsonObject> of(Views.Message message) {
        for (Views.Event event : message.timeline().reversed()) {
            Found found = found(event.fact());
            if (found != null && found.meaning.cause() != Cause.IN_TRANSIT) return Optional.of(json(found));
        }
        return Optional.empty();
    }

    private @Nullable Found found(Fact fact) {
        return switch (fact) {
            case DlrReceived f -> new Found(f.error(), table(f.carrier()).ofReceipt(f.state(), f.error()));
            case MtRefused f -> {
                CarrierId by = f.carrier();
                Meaning meaning = by == null ? ours(f.status()) : table(by).ofSubmit(f.status());
                yield new Found(CommandStatus.name(f.status()), meaning);
            }
            case MtSuppressed _ -> new Found("", Meaning.of(Cause.OPTED_OUT));
            case MtExpired _ -> new Found("", Meaning.of(Cause.OUR_SIDE));
            default -> null;
        };
    }

    private static Meaning ours(int status) {
        boolean byRule = status == PolicyCheck.REFUSED_STATUS || status == Action.STATUS;
        return Meaning.of(byRule ? Cause.POLICY : Cause.OUR_SIDE);
    }

    private CauseTable table(CarrierId id) {
        Carrier carrier = carriers.get(id);
        return carrier == null ? CauseTable.EMPTY : carrier.causes();
    }

    private static JsonObject json(Found found) {
        Meaning meaning = found.meaning();
        JsonObject json = new JsonObject()
                .put("cause", meaning.cause().name().toLowerCase(Locale.ROOT))
                .put("retry", meaning.retry().name().toLowerCase(Locale.ROOT));
        if (!found.code().isEmpty()) json.put("code", found.code());
        if (!meaning.means().isEmpty()) json.put("means", meaning.means());
        if (!meaning.advice().isEmpty()) json.put("advice", meaning.advice());
        return json;
    }
}
