package io.momentum.ops.kpi;

import io.momentum.ops.followup.Clocks;
import io.momentum.ops.followup.Conversation;
import io.momentum.ops.followup.Conversation.Clock;
import io.momentum.ops.followup.ConversationFold;
import io.momentum.ops.followup.match.Match;
import io.momentum.ops.followup.sla.ClockKind;
import io.momentum.ops.followup.sla.SlaBook;
import io.momentum.ops.followup.sla.SlaPolicy;
import io.momentum.store.calendar.Interval;
import io.momentum.store.calendar.WorkCalendar;
import io.momentum.store.fact.CareFact;
import io.momentum.store.fact.CareFact.ActionLogged;
import io.momentum.store.fact.CareFact.ContactSaved;
import io.momentum.store.fact.CareFact.ConversationClosed;
import io.momentum.store.fact.CareFact.ConversationEscalated;
import io.momentum.store.fact.CareFact.ConversationMerged;
import io.momentum.store.fact.CareFact.ConversationOpened;
import io.momentum.store.fact.CareFact.ConversationReopened;
import io.momentum.store.fact.CareFact.MtTagged;
import io.momentum.store.fact.CareFact.NoteAdded;
import io.momentum.store.fact.CareFact.OwnerAssigned;
import io.momentum.store.fact.CareFact.PromiseSettled;
import io.momentum.store.fact.CareFact.RecipientSkipped;
import io.momentum.store.fact.CareFact.ReplyClassified;
import io.momentum.store.fact.CareFact.ReplyJoined;
import io.momentum.store.fact.CareFact.ReplySent;
import io.momentum.store.fact.CareFact.Verdict;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.fact.Fact.MtAttempted;
import io.momentum.store.fact.Fact.MtRefused;
import io.momentum.store.fact.Fact.MtSubmitted;
import io.momentum.store.fact.Fact.Origin;
import io.momentum.store.value.Address;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.MessageState;
import io.momentum.store.value.SystemId;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Facts as a gateway and its follow-up would journal them, told in the order in which they happen, by the clock of a zone.
 * Response-time clocks run as the product runs them: first action within an hour of work, resolution within eight; the team
 * {@code care} works from 9 to 17, Monday to Friday, but for one holiday.
 */
public final class Scene {

    public static final String CAMPAIGN = "nov";
    private static final CarrierId TELCO = new CarrierId("telco");

    private final ZoneId zone;
    private final List<Fact> facts = new ArrayList<>();
    private final Map<Long, Conversation> conversations = new TreeMap<>();
    private final Map<Long, Map<String, String>> contacts = new TreeMap<>();
    private final Map<String, String> terms = new TreeMap<>();
    private final Clocks clocks;
    private final Set<Long> pending = new TreeSet<>();
    private long nowMicros;

    public Scene(ZoneId zone, LocalDate holiday) {
        this.zone = zone;
        Map<DayOfWeek, List<Interval>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.getValue() <= 5) week.put(day, List.of(Interval.parse("09:00-17:00")));
        }
        var calendar = new WorkCalendar("office", zone, week, Map.of(holiday, WorkCalendar.Day.holiday("a holiday")));
        var policy = new SlaPolicy(
                "quick",
                1,
                1,
                Match.ANY,
                Map.of(ClockKind.FIRST_ACTION, Duration.ofHours(1), ClockKind.RESOLUTION, Duration.ofHours(8)),
                Optional.empty(),
                List.of(),
                List.of());
        var book = new SlaBook(List.of(policy), List.of(calendar), Map.of("care", "office"));
        clocks = new Clocks(book, name -> Optional.ofNullable(terms.get(name)));
    }

    public List<Fact> facts() {
        return facts;
    }

    /** It is now, as {@code 2026-11-23T10:00} or with seconds; clocks that are due by then say so first. */
    public Scene at(String time) {
        return at(micros(time));
    }

    public Scene at(long micros) {
        pending.forEach(this::tick);
        pending.clear();
        while (true) {
            long due = Long.MAX_VALUE;
            Conversation next = null;
            for (Conversation c : conversations.values()) {
                for (Clock clock : c.clocks()) {
                    if (!clock.isRunning() || clock.nextMicros() == 0 || clock.nextMicros() >= due) continue;
                    due = clock.nextMicros();
                    next = c;
                }
            }
            if (next == null || due > micros) break;
            nowMicros = due;
            tick(next.id());
        }
        nowMicros = micros;
        return this;
    }

    public long micros(String time) {
        Instant instant = LocalDateTime.parse(time).atZone(zone).toInstant();
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    // ---- contacts and messages

    public static long digits(int contact) {
        return 15_550_100_000L + contact;
    }

    public static long mtId(int contact) {
        return 1_000L + contact;
    }

    public Scene contact(int contact, Map<String, String> attributes) {
        contacts.put(digits(contact), attributes);
        facts.add(new ContactSaved(nowMicros, "user:ana", digits(contact), "test", attributes));
        return this;
    }

    /** A message of the campaign, accepted and taken. */
    public Scene sent(int contact) {
        accepted(contact);
        facts.add(new MtAttempted(nowMicros, mtId(contact), TELCO, 1));
        facts.add(new MtSubmitted(nowMicros + 1_000, mtId(contact), TELCO, "S" + contact));
        return this;
    }

    private void accepted(int contact) {
        var to = new Address(1, 1, Long.toString(digits(contact)));
        facts.add(new MtAccepted(
                nowMicros,
                mtId(contact),
                new SystemId("acme"),
                Origin.API,
                new Address(0, 1, "890123"),
                to,
                digits(contact),
                0,
                null,
                new byte[0]));
        facts.add(new MtTagged(nowMicros, "system", mtId(contact), digits(contact), CAMPAIGN, -1, "tlv"));
    }

    public Scene refused(int contact) {
        accepted(contact);
        facts.add(new MtAttempted(nowMicros, mtId(contact), TELCO, 1));
        facts.add(new MtRefused(nowMicros + 1_000, mtId(contact), TELCO, 0x0B));
        return this;
    }

    public Scene receipt(int contact, MessageState state, String error) {
        facts.add(new DlrReceived(
                nowMicros, 5_000L + contact, TELCO, "S" + contact, state, error, nowMicros, new byte[0]));
        return this;
    }

    public Scene leftOut(int contact) {
        facts.add(new RecipientSkipped(nowMicros, "system", CAMPAIGN, contact, digits(contact), "opted_out"));
        return this;
    }

    public Scene add(Fact fact) {
        facts.add(fact);
        return this;
    }

    // ---- conversations; each has the number of its contact

    public Scene reply(int contact, int number, String label, String detail, boolean joined) {
        return reply(contact, number, label, detail, joined, 0);
    }

    /** It belongs to the contact of another one, which came before. */
    public Scene replyAfter(int contact, int previous, String label) {
        return reply(contact, 1, label, label, true, previous);
    }

    private Scene reply(int contact, int number, String label, String detail, boolean joined, int previous) {
        long id = contact;
        Conversation c = conversations.get(id);
        if (c == null) {
            long digits = digits(previous == 0 ? contact : previous);
            var opened =
                    new ConversationOpened(nowMicros, "system", id, digits, "890123", new SystemId("acme"), previous);
            facts.add(opened);
            conversations.put(id, ConversationFold.open(opened, contacts.getOrDefault(digits, Map.of())));
        } else if (!c.isOpen()) {
            apply(new ConversationReopened(nowMicros, "system", id, "reply"));
        }
        long moId = contact * 100L + number;
        apply(joinedFact(contact, moId, joined, 0));
        apply(classified(id, moId, label, detail, "rule", "system"));
        // Its clocks begin once it has its owner, in the same moment.
        pending.add(id);
        return this;
    }

    public Scene duplicate(int contact, int number, int of) {
        apply(joinedFact(contact, contact * 100L + number, true, contact * 100L + of));
        return this;
    }

    private ReplyJoined joinedFact(int contact, long moId, boolean joined, long duplicateOf) {
        return new ReplyJoined(
                nowMicros,
                "system",
                contact,
                digits(contact),
                moId,
                nowMicros,
                joined ? mtId(contact) : 0,
                joined ? CAMPAIGN : "",
                joined ? "only" : "none",
                joined ? 970 : 0,
                List.of(),
                duplicateOf);
    }

    private ReplyClassified classified(long id, long moId, String label, String detail, String source, String actor) {
        return new ReplyClassified(
                nowMicros, actor, id, moId, label, detail, false, false, 900, source, "1", List.of(), Map.of());
    }

    public Scene labelled(int contact, int number, String label) {
        return act(classified(contact, contact * 100L + number, label, "", "human", "user:ana"));
    }

    /**
     * It has an owner.
     *
     * @param how {@code rule}, {@code claim}, {@code manual}
     */
    public Scene owned(int contact, String owner, String how) {
        String actor = how.equals("rule") ? "rule:all" : "user:" + owner;
        return act(new OwnerAssigned(nowMicros, actor, contact, "care", owner, how, "", "", 0));
    }

    public Scene answered(int contact) {
        return act(new ReplySent(nowMicros, "user:ana", contact, 9_000L + contact));
    }

    public Scene noted(int contact) {
        return act(new NoteAdded(nowMicros, "user:ana", contact, "a note"));
    }

    public Scene visited(int contact) {
        return act(new ActionLogged(nowMicros, "user:ana", contact, "visit", ""));
    }

    public Scene escalated(int contact) {
        return act(new ConversationEscalated(nowMicros, "user:ana", contact, "lead", "boss", "too much"));
    }

    public Scene closed(int contact, String outcome, Map<String, String> fields) {
        return act(new ConversationClosed(nowMicros, "user:ana", contact, outcome, fields, 0));
    }

    /** As a release that keeps what the outcome amounts to. */
    public Scene closed(int contact, String outcome, Map<String, String> fields, Verdict verdict) {
        return act(new ConversationClosed(nowMicros, "user:ana", contact, outcome, fields, 0, verdict));
    }

    /** It is part of another one. */
    public Scene merged(int contact, int into) {
        return act(new ConversationMerged(nowMicros, "user:ana", contact, into));
    }

    public Scene promised(int contact, String amount, String due) {
        Map<String, String> fields = Map.of("date", due.substring(0, 10), "amount", amount);
        return act(new ConversationClosed(nowMicros, "user:ana", contact, "payment_promised", fields, micros(due)));
    }

    public Scene settled(int contact, String state, String amount) {
        return act(new PromiseSettled(nowMicros, "user:ana", contact, state, amount));
    }

    public Scene optedOutByRule(int contact) {
        return act(new ConversationClosed(
                nowMicros, "rule:opt-out", contact, "opt_out_applied", Map.of("rule", "STOP"), 0));
    }

    private Scene act(CareFact fact) {
        apply(fact);
        tick(ConversationOf.fact(fact));
        return this;
    }

    private void apply(CareFact fact) {
        facts.add(fact);
        long id = ConversationOf.fact(fact);
        Conversation c = conversations.get(id);
        if (c == null) throw new IllegalStateException("no conversation " + id);
        conversations.put(id, ConversationFold.apply(c, fact));
    }

    /** What the clocks of a conversation do now. */
    private void tick(long id) {
        Conversation c = conversations.get(id);
        if (c == null) return;
        Clocks.Moves moves = clocks.moves(c, nowMicros);
        terms.putAll(moves.terms());
        moves.facts().forEach(this::apply);
    }
}
