package io.momentum.ops.care;

import io.momentum.ops.followup.Conversation;
import io.momentum.ops.followup.ConversationFold;
import io.momentum.store.fact.CareFact;
import io.momentum.store.fact.CareFact.ConversationOpened;
import io.momentum.store.fact.CareFact.OwnerAssigned;
import io.momentum.store.fact.CareFact.SettingSaved;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The facts of one decision, one behind the other, and the state that they lead to. */
final class Story {

    private final List<CareFact> facts = new ArrayList<>();
    private final boolean isNew;
    private final Conversation before;
    private Conversation state;

    private Story(Conversation before, boolean isNew) {
        this.before = before;
        this.isNew = isNew;
        state = before;
    }

    /** Goes on with a conversation. */
    static Story of(Conversation known) {
        return new Story(known, false);
    }

    /** Begins a conversation. */
    static Story of(ConversationOpened fact, Map<String, String> contact) {
        var story = new Story(ConversationFold.open(fact, contact), true);
        story.facts.add(fact);
        return story;
    }

    void add(CareFact fact) {
        facts.add(fact);
        state = ConversationFold.apply(state, fact);
    }

    /** Adds a fact that is not about the conversation. */
    void aside(SettingSaved fact) {
        facts.add(fact);
    }

    Conversation state() {
        return state;
    }

    /** Where it stood before; of a new one, as it was opened. */
    Conversation before() {
        return before;
    }

    boolean isNew() {
        return isNew;
    }

    /** By what the owner was chosen in this decision; null where it was not. */
    @Nullable
    OwnerAssigned chosen() {
        OwnerAssigned last = null;
        for (CareFact fact : facts) {
            if (fact instanceof OwnerAssigned assigned) last = assigned;
        }
        return last;
    }

    /** Whether it gives the conversation to somebody. */
    boolean isAssigned() {
        return facts.stream().anyMatch(OwnerAssigned.class::isInstance);
    }

    /** A setting that this decision saves. */
    Optional<String> setting(String kind, String name) {
        for (CareFact fact : facts) {
            boolean isIt = fact instanceof SettingSaved saved
                    && saved.kind().equals(kind)
                    && saved.name().equals(name);
            if (isIt) return Optional.of(((SettingSaved) fact).body());
        }
        return Optional.empty();
    }

    List<CareFact> all() {
        return List.copyOf(facts);
    }
}
