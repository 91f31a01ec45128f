package io.momentum.ops.followup.evidence;

import io.momentum.ops.followup.Conversation;
import io.momentum.ops.followup.Conversation.Clock;
import io.momentum.store.fact.CareFact;
import io.momentum.store.fact.CareFact.ContactErased;
import io.momentum.store.fact.Fact.OptedIn;
import io.momentum.store.fact.Fact.OptedOut;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Records of evidence. A record depends on facts and the contact's key alone, never on when it is made, so the same facts give
 * the same octets.
 */
public final class RecordJson {

    public static final String CLOSED = "conversation_closed";
    public static final String OPT_OUT = "opt_out";
    public static final String OPT_IN = "opt_in";
    public static final String ERASED = "contact_erased";

    /** No record is longer by much; what finds no room is counted and hashed. */
    static final int ROOM = 600_000;

    /** An empty object's braces, a comma, a name: what each event costs beside itself. */
    private static final int EACH = 2;

    private RecordJson() {}

    /** What a record is called, after the fact that it is about. */
    public static String idOf(long cause) {
        return "ev-" + cause;
    }

    /**
     * What all records begin with.
     *
     * @param cause the sequence number of the fact that the record is about
     * @param subject the contact, under a name that says nothing of its number
     */
    public record About(long cause, long atMicros, String actor, String subject, long digits) {}

    /**
     * A step of a conversation.
     *
     * @param erased whether the contact was erased after it
     */
    public record Step(CareFact fact, boolean erased) {}

    /**
     * A closed conversation.
     *
     * @param c as it stood when it was closed
     * @param steps of the episode that was closed
     * @param messages that the episode speaks of
     * @param previous the record of the episode before it, empty for none
     */
    public static byte[] closed(
            About about, Conversation c, List<Step> steps, List<Message> messages, String previous, byte[] key) {
        RecordSeal seal = RecordSeal.of(key, idOf(about.cause()));
        Fields record = head(CLOSED, about)
                .id("conversation", c.id())
                .put("episode", c.episode())
                .put("previous", previous)
                .put("address", c.address())
                .account(c.account())
                .time("opened", c.openedAtMicros())
                .put("campaign", c.link().campaign())
                .put("label", label(c))
                .put("owner", owner(c))
                .put("clocks", clocks(c))
                .put("outcome", outcome(c));
        var room = new Room(seal);
        record.put("messages", room.fit("messages", messages.stream().map(MessageJson::of)));
        record.put("events", room.fit("events", steps.stream().map(step -> EventJson.of(step.fact(), step.erased()))));
        record.put("omitted", room.omitted());
        return seal.sealed(record.map());
    }

    /**
     * A number that must not be written to any more.
     *
     * @param messages that said so, where one did
     */
    public static byte[] optOut(About about, OptedOut f, List<Message> messages, byte[] key) {
        Fields record = head(OPT_OUT, about)
                .put("scope", f.scope().toString())
                .word("source", f.source())
                .id("said", f.evidenceId())
                .hidden("reason", f.reason());
        return withMessages(about, record, messages, key);
    }

    /**
     * A number that may be written to again.
     *
     * @param messages that said so, where one did
     */
    public static byte[] optIn(About about, OptedIn f, List<Message> messages, byte[] key) {
        Fields record = head(OPT_IN, about)
                .put("scope", f.scope().toString())
                .word("source", f.source())
                .id("said", f.evidenceId())
                .hidden("reason", f.reason());
        return withMessages(about, record, messages, key);
    }

    private static byte[] withMessages(About about, Fields record, List<Message> messages, byte[] key) {
        RecordSeal seal = RecordSeal.of(key, idOf(about.cause()));
        var room = new Room(seal);
        record.put("messages", room.fit("messages", messages.stream().map(MessageJson::of)));
        record.put("omitted", room.omitted());
        return seal.sealed(record.map());
    }

    /** That a contact's key is gone. It hides nothing: nothing could open it. The reason is a person's words and stays out. */
    public static byte[] erased(long cause, ContactErased f, String subject) {
        return CanonicalJson.bytes(new Fields()
                .put("v", 1)
                .put("id", idOf(cause))
                .put("kind", ERASED)
                .time("at", f.atMicros())
                .put("actor", f.actor())
                .put("contact", subject)
                .map());
    }

    /** That there should be a record, and why there is none. */
    public static byte[] unmade(long cause, String kind, String problem) {
        return CanonicalJson.bytes(new Fields()
                .put("v", 1)
                .put("id", idOf(cause))
                .put("kind", kind)
                .put("problem", problem)
                .map());
    }

    private static Fields head(String kind, About about) {
        return new Fields()
                .put("v", 1)
                .put("id", idOf(about.cause()))
                .put("kind", kind)
                .time("at", about.atMicros())
                .put("actor", about.actor())
                .put("contact", about.subject())
                .hidden("number", Long.toString(about.digits()));
    }

    private static @Nullable Map<String, @Nullable Object> label(Conversation c) {
        if (c.label().source().isEmpty()) return null;
        return new Fields()
                .put("label", c.label().label())
                .put("detail", c.label().detail())
                .put("source", c.label().source())
                .put("version", c.label().version())
                .put("confidence", c.label().confidence())
                .put("corrected", c.label().corrected() ? true : null)
                .map();
    }

    private static @Nullable Map<String, @Nullable Object> owner(Conversation c) {
        Map<String, @Nullable Object> owner = new Fields()
                .put("team", c.ownership().team())
                .put("owner", c.ownership().owner())
                .put("rule", c.ownership().rule())
                .put("changes", c.ownership().changes())
                .map();
        return owner.isEmpty() ? null : owner;
    }

    private static @Nullable List<Map<String, @Nullable Object>> clocks(Conversation c) {
        List<Map<String, @Nullable Object>> clocks = new ArrayList<>();
        for (Clock clock : c.clocks()) {
            if (clock.episode() != c.episode()) continue;
            clocks.add(new Fields()
                    .put("clock", clock.name())
                    .word("state", clock.last())
                    .put("policy", clock.policy())
                    .put("breached", clock.breached())
                    .time("started", clock.startedAtMicros())
                    .time("due", clock.dueMicros())
                    .time("ended", clock.endedAtMicros())
                    .put("wallMillis", clock.wallMillis())
                    .put("businessMillis", clock.businessMillis())
                    .map());
        }
        return clocks.isEmpty() ? null : clocks;
    }

    private static Map<String, @Nullable Object> outcome(Conversation c) {
        return new Fields()
                .put("code", c.closure().outcome())
                .hidden("fields", c.closure().fields())
                .put("by", c.closure().actor())
                .time("at", c.closure().atMicros())
                .time("until", c.closure().untilMicros())
                .map();
    }

    /** Takes in what fits; the rest is said to be there, and its hash is kept. */
    private static final class Room {
        private final RecordSeal seal;
        private int left = ROOM;
        private int omitted;
        private byte[] hash = {};

        Room(RecordSeal seal) {
            this.seal = seal;
        }

        List<Map<String, @Nullable Object>> fit(String name, Stream<Map<String, @Nullable Object>> entries) {
            List<Map<String, @Nullable Object>> taken = new ArrayList<>();
            entries.forEach(entry -> {
                byte[] form = seal.sealed(Map.of(name, entry));
                int length = form.length + EACH;
                if (length <= left) {
                    taken.add(entry);
                    left -= length;
                } else {
                    omitted++;
                    hash = Digests.sha256(hash, form);
                }
            });
            return taken;
        }

        @Nullable
        Map<String, @Nullable Object> omitted() {
            if (omitted == 0) return null;
            return new Fields()
                    .put("count", omitted)
                    .put("sha256", Digests.hex(hash))
                    .map();
        }
    }
}
