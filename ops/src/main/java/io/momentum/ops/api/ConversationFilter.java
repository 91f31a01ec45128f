package io.momentum.ops.api;

import io.momentum.ops.access.Right;
import io.momentum.ops.followup.Conversation;
import io.momentum.ops.search.Search;
import io.momentum.store.value.MessageId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a list of conversations is narrowed by: all that is given must fit.
 *
 * @param fits what the caller may see of the list, and asked for
 * @param isNarrowed whether anything was asked for besides
 */
record ConversationFilter(Predicate<Conversation> fits, boolean isNarrowed) {

    private static final List<String> ATTRIBUTES = List.of("zone", "branch", "list", "stage", "language");
    private static final List<String> OTHERS =
            List.of("conversation", "campaign", "owner", "team", "label", "sla", "carrier", "olderThan", "youngerThan");

    /** By what a conversation says itself: nothing is read for it. Age is none of it, for nothing tells when it passes. */
    static ConversationFilter ofStream(Call call) {
        Predicate<Conversation> all = c -> call.caller().may(Right.READ, c);
        all = all.and(equal(call, "conversation", c -> MessageId.format(c.id())));
        all = all.and(equal(call, "campaign", c -> c.link().campaign()));
        all = all.and(equal(call, "owner", c -> c.ownership().owner()));
        all = all.and(equal(call, "team", c -> c.ownership().team()));
        all = all.and(equal(call, "label", c -> c.label().label()));
        all = all.and(equal(call, "sla", ConversationJson::sla));
        for (String name : ATTRIBUTES)
            all = all.and(equal(call, name, c -> c.contact().getOrDefault(name, "")));
        boolean narrowed = Stream.concat(ATTRIBUTES.stream(), OTHERS.stream())
                .anyMatch(name -> call.query(name).isPresent());
        return new ConversationFilter(all, narrowed);
    }

    /** By age and carrier too; of the latter the search knows. */
    static ConversationFilter ofList(Call call, Search search, Instant now) {
        ConversationFilter known = ofStream(call);
        Predicate<Conversation> all = known.fits;
        Optional<String> older = call.query("olderThan");
        Optional<String> younger = call.query("youngerThan");
        if (older.isPresent()) {
            long until = Age.millis("olderThan", older.get(), now) * 1_000;
            all = all.and(c -> c.openedAtMicros() < until);
        }
        if (younger.isPresent()) {
            long from = Age.millis("youngerThan", younger.get(), now) * 1_000;
            all = all.and(c -> c.openedAtMicros() >= from);
        }
        Optional<String> carrier = call.query("carrier");
        if (carrier.isPresent()) all = all.and(c -> search.cameOver(carrier.get(), c.id()));
        return new ConversationFilter(all, known.isNarrowed);
    }

    private static Predicate<Conversation> equal(Call call, String name, Function<Conversation, String> value) {
        return call.query(name)
                .map(wanted -> (Predicate<Conversation>) c -> value.apply(c).equalsIgnoreCase(wanted))
                .orElse(c -> true);
    }
}
