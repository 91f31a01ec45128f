package io.momentum.gateway.carrier;

import io.momentum.gateway.codec.Concatenation;
import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.message.Mt;
import io.momentum.gateway.policy.AccountPolicies;
import io.momentum.gateway.policy.Ask;
import io.momentum.gateway.policy.Ask.Waiver;
import io.momentum.gateway.policy.Cap;
import io.momentum.gateway.policy.Category;
import io.momentum.gateway.policy.ContactCounters;
import io.momentum.gateway.policy.ContactZones;
import io.momentum.gateway.policy.CutMessages;
import io.momentum.gateway.policy.CutMessages.Segment;
import io.momentum.gateway.policy.CutMessages.Way;
import io.momentum.gateway.policy.Decision;
import io.momentum.gateway.policy.PolicyBook;
import io.momentum.gateway.policy.PolicyPack;
import io.momentum.gateway.policy.Waivers;
import io.momentum.gateway.session.Swapped;
import io.momentum.store.fact.Fact.Origin;
import io.momentum.store.fact.PolicyFact.MtAllowed;
import io.momentum.store.fact.PolicyFact.PolicyWaived;
import io.momentum.store.value.SystemId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What lanes ask before they attempt a message: whether the rules that its account keeps to let it leave now. Where no account
 * keeps to any, that costs one look. Any thread.
 */
public final class PolicyCheck {

    /** What a message is refused with that no rule lets go in any time worth waiting for. */
    public static final int REFUSED_STATUS = 0x0430;

    private static final int WHY_MAX = 200;

    private static final Decision SEND = new Decision.Send(List.of());

    /** The rules, and who keeps to which; accounts that keep to none are not in it. */
    private record Table(PolicyBook book, Map<SystemId, AccountPolicies> accounts) {}

    private final Swapped<Table> table = new Swapped<>(new Table(PolicyBook.NONE, Map.of()));
    private final ContactCounters counters = new ContactCounters();
    private final CutMessages cut = new CutMessages();
    private final ContactZones zones = new ContactZones();
    private final Waivers waivers = new Waivers();

    /** Takes new rules. What has been counted stays counted. */
    public void reload(PolicyBook book, Map<SystemId, AccountPolicies> accounts) {
        table.set(new Table(book, Map.copyOf(accounts)));
    }

    /** The packs that accounts keep to. */
    public Collection<PolicyPack> packs() {
        return table.get().book().packs();
    }

    /** Whether the account keeps to any rules. */
    boolean isFor(Mt mt) {
        Map<SystemId, AccountPolicies> accounts = table.get().accounts();
        return !accounts.isEmpty() && accounts.containsKey(mt.account());
    }

    /** Decides, and counts the message where it may leave. What has set out in parts goes on. */
    Decision decide(Mt mt, long nowMicros) {
        Table now = table.get();
        AccountPolicies policies = now.accounts().get(mt.account());
        if (policies == null || mt.origin() == Origin.OPT_OUT_CONFIRMATION || mt.digits() == 0) return SEND;
        if (mt.hasSetOut()) return SEND;
        Segment segment = segment(mt);
        if (segment == null) return decide(mt, mt.mtId(), policies, now.book(), nowMicros);
        Way way = cut.wayOf(segment, mt.mtId(), nowMicros);
        Decision decision = way.goesOn() ? SEND : decide(mt, way.id(), policies, now.book(), nowMicros);
        if (decision instanceof Decision.Send) cut.letGo(segment, mt.mtId(), nowMicros);
        else cut.notSent(segment, mt.mtId());
        return decision;
    }

    private Decision decide(Mt mt, long id, AccountPolicies policies, PolicyBook book, long nowMicros) {
        Ask ask = ask(mt, policies, nowMicros);
        Instant at = Instant.ofEpochMilli(nowMicros / 1_000);
        return counters.decide(mt.digits(), policies.category(), id, nowMicros, sent -> book.evaluate(ask, at, sent));
    }

    /** Where it stands in a message that its ESME has cut itself; null for a whole one. */
    private static @Nullable Segment segment(Mt mt) {
        if (mt.part() != null || mt.origin() != Origin.SMPP) return null;
        Concatenation place = Concatenation.of(MessagePdu.parse(mt.pdu()));
        return place == null ? null : new Segment(mt.account(), mt.source(), mt.digits(), place);
    }

    /** It was let go, and did not leave; a message in parts counts as long as one of them may arrive. */
    void notSent(Mt mt) {
        if (mt.mayArriveInPart()) return;
        AccountPolicies policies = table.get().accounts().get(mt.account());
        if (policies == null || mt.digits() == 0) return;
        Segment segment = segment(mt);
        long id = segment == null ? mt.mtId() : cut.notSent(segment, mt.mtId());
        if (id != 0) counters.notSent(mt.digits(), policies.category(), id);
    }

    /** What tells that a message may leave; null where nobody had to be asked. */
    @Nullable
    MtAllowed allowed(Mt mt, Decision.Send send, long nowMicros) {
        AccountPolicies policies = table.get().accounts().get(mt.account());
        if (policies == null || send.why().isEmpty()) return null;
        String why = String.join(", ", send.why());
        return new MtAllowed(
                nowMicros,
                mt.mtId(),
                mt.digits(),
                policies.category().word(),
                why.length() <= WHY_MAX ? why : why.substring(0, WHY_MAX));
    }

    private Ask ask(Mt mt, AccountPolicies policies, long nowMicros) {
        Ask ask = ask(mt.digits(), mt.source(), policies, nowMicros);
        Waiver waiver = waivers.of(mt.mtId(), mt.traits().campaign(), nowMicros);
        return waiver == null ? ask : ask.overridden(waiver.by(), waiver.reason());
    }

    private Ask ask(long digits, String from, AccountPolicies policies, long atMicros) {
        Ask ask = Ask.of(digits, policies.category(), policies.packs());
        Optional<ZoneId> zone = zones.of(digits);
        if (zone.isPresent()) ask = ask.in(zone.get());
        long withinMicros = policies.answersWithin().toNanos() / 1_000;
        return counters.hasWritten(digits, from, atMicros, withinMicros) ? ask.answering() : ask;
    }

    /**
     * What would become of a message, and why.
     *
     * @param category as what it would count
     * @param lines for people
     * @param had what the number has had, from whatever account; for those who may know of all accounts
     * @param bare the decision if it had had nothing
     */
    public record Outlook(Decision decision, String category, List<String> lines, String had, Decision bare) {
        /** Whether it is what the number has had that decides. */
        public boolean byHad() {
            return !decision.equals(bare);
        }
    }

    /**
     * What would become of a message to a number at a moment, by all that is known now: nothing is counted.
     *
     * @param from the sender's address; empty for one that nobody has written to
     * @param campaign that it belongs to; empty for none
     */
    public Outlook outlook(SystemId account, long digits, String from, String campaign, Instant at) {
        Table now = table.get();
        AccountPolicies policies = now.accounts().get(account);
        if (policies == null) {
            List<String> none = List.of("the account keeps to no packs of rules");
            Decision send = new Decision.Send(none);
            return new Outlook(send, "", none, "", send);
        }
        long atMicros = ChronoUnit.MICROS.between(Instant.EPOCH, at);
        Ask ask = ask(digits, from, policies, atMicros);
        List<String> lines = new ArrayList<>(now.book().explain(ask, at));
        if (ask.zone().isPresent())
            lines.add("the contact's card says " + ask.zone().get());
        if (ask.answers()) lines.add("it would answer what the contact wrote to " + from);
        long[] sent = counters.sent(digits, policies.category());
        String had = sent.length == 0
                ? "no message is counted"
                : "%d counted, the last at %s".formatted(sent.length, Cap.instant(sent[sent.length - 1]));
        Waiver waiver = waivers.of(0, campaign, atMicros);
        if (waiver != null) ask = ask.overridden(waiver.by(), waiver.reason());
        Decision decision = now.book().evaluate(ask, at, sent);
        Decision bare = now.book().evaluate(ask, at, new long[0]);
        return new Outlook(decision, policies.category().word(), lines, had, bare);
    }

    // ---- what is known of recipients

    /** Where contacts say that they are. */
    public ContactZones zones() {
        return zones;
    }

    /** Whether anybody keeps to rules, so that somebody asks for what is known of recipients. */
    public boolean isNeeded() {
        return !table.get().accounts().isEmpty();
    }

    /** For how long what recipients have had, or have written, may count. */
    public Duration lookBack() {
        Table now = table.get();
        Duration longest = now.book().lookBack();
        for (AccountPolicies each : now.accounts().values())
            if (each.answersWithin().compareTo(longest) > 0) longest = each.answersWithin();
        return longest;
    }

    /** Takes up a message that an earlier process let go; before any is decided about. */
    public void restore(long digits, String category, long mtId, long atMicros) {
        Category known = Category.of(category);
        if (known != null) counters.restore(digits, known, mtId, atMicros);
    }

    /** Lets a message or campaign leave whatever the packs say, or not any more. */
    public void apply(PolicyWaived waived) {
        waivers.apply(waived);
    }

    /** A subscriber wrote to a number: what that number's account writes back is an answer. */
    public void wrote(long digits, String to, long nowMicros) {
        if (digits != 0 && !table.get().accounts().isEmpty()) counters.wrote(digits, to, nowMicros);
    }
}
