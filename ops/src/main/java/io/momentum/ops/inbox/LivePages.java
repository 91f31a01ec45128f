package io.momentum.ops.inbox;

import io.momentum.ops.access.Right;
import io.momentum.ops.api.Answer;
import io.momentum.ops.api.Ask;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** What changes, as it changes: the API's stream, for a browser with a session. */
final class LivePages implements Section {

    @Override
    public void on(Routes routes) {
        routes.byItself(HttpMethod.GET, "/live", Right.READ, LivePages::open);
    }

    private static View open(Visit visit) {
        String seen = Optional.ofNullable(visit.context().request().getHeader("Last-Event-ID"))
                .filter(each -> each.matches("[0-9]{1,19}"))
                .orElse("");
        Ask ask = Ask.of("streamConversations")
                .query("view", "all")
                .query("conversation", visit.query("conversation"))
                .header("Last-Event-ID", seen);
        Optional<Answer> refused =
                visit.site().api().stream(visit.caller(), visit.context(), ask, visit::isStillSignedIn);
        if (refused.isEmpty()) return new View.Given();
        throw new NotDone(refused.get().status(), new JsonObject(refused.get().body()));
    }
}
