package io.momentum.ops.api;

import io.momentum.gateway.record.FlightRecorder;
import io.momentum.gateway.record.FlightTape;
import io.momentum.gateway.record.Recording;
import io.momentum.ops.access.Role;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** Operations on the flight recorder. */
final class Records {

    /** Connections of one dump: their tapes are held in memory until it is sent. */
    private static final int CONNECTIONS_MAX = 64;

    private final FlightRecorder recorder;

    Records(ApiParts parts) {
        recorder = parts.gateway().recorder();
    }

    Answer list(Call call) {
        call.caller().mustSeeAll();
        JsonArray items = new JsonArray();
        for (FlightTape tape : recorder.tapes()) {
            items.add(new JsonObject()
                    .put("session", Long.toString(tape.id()))
                    .put("owner", tape.owner())
                    .put("peer", String.valueOf(tape.theirs())));
        }
        return Answer.json(200, new JsonObject().put("items", items));
    }

    /** A pcapng file of the connections that fit. */
    Answer dump(Call call) throws InterruptedException, TimeoutException {
        call.caller().mustSeeAll();
        boolean masked = !call.query("unmasked").map(Boolean::parseBoolean).orElse(false);
        if (!masked && !call.caller().role().covers(Role.ADMIN)) {
            throw Problem.forbidden("What messages say and to whom is for admins.")
                    .refusal();
        }
        List<FlightTape> wanted =
                recorder.tapes().stream().filter(tape -> fits(tape, call)).toList();
        if (wanted.isEmpty())
            throw Problem.notFound("No connection of that kind is recorded.").refusal();
        if (wanted.size() > CONNECTIONS_MAX) {
            throw Problem.badRequest("These are %d connections; name fewer, at most %d."
                            .formatted(wanted.size(), CONNECTIONS_MAX))
                    .refusal();
        }
        List<Recording> recordings = recorder.recordings(wanted);
        byte[] file = FlightRecorder.pcapng(recordings, "dumped on request", masked);
        return new Answer(
                200,
                Map.of(
                        "Content-Type",
                        "application/x-pcapng",
                        "Content-Disposition",
                        "attachment; filename=\"momentum.pcapng\""),
                Buffer.buffer(file));
    }

    private static boolean fits(FlightTape tape, Call call) {
        return is(call.query("session"), Long.toString(tape.id()))
                && is(call.query("carrier").map("carrier "::concat), tape.owner())
                && is(call.query("account").map("account "::concat), tape.owner());
    }

    private static boolean is(Optional<String> wanted, String value) {
        return wanted.isEmpty() || wanted.get().equals(value);
    }
}
