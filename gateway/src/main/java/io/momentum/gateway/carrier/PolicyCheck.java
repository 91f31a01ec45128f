package io.momentum.gateway.carrier;

import io.momentum.gateway.message.Mt;
import io.momentum.gateway.policy.AccountPolicies;
import io.momentum.gateway.policy.Ask;
import io.momentum.gateway.policy.Category;
import io.momentum.gateway.policy.ContactCounters;
import io.momentum.gateway.policy.Decision;
import io.momentum.gateway.policy.PolicyBook;
import io.momentum.gateway.session.Swapped;
import io.momentum.store.fact.Fact.Origin;
import io.momentum.store.value.SystemId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What lanes ask before they attempt a message: whether the rules that its account keeps to let it leave now. Where no account
 * keeps to any, that costs one look. Any thread.
 */
public final class PolicyCheck {

    /** What a message is refused with that no rule lets go in any time worth waiting for. */
    public static final int REFUSED_STATUS = 0x0430;

    private static final Decision SEND = new Decision.Send(List.of());

    /** The rules, and who keeps to which; accounts that keep to none are not in it. */
    private record Table(PolicyBook book, Map<SystemId, AccountPolicies> accounts) {}

    private final Swapped<Table> table = new Swapped<>(new Table(PolicyBook.NONE, Map.of()));
    private final ContactCounters counters = new ContactCounters();

    /** Takes new rules. What has been counted stays counted. */
    public void reload(PolicyBook book, Map<SystemId, AccountPolicies> accounts) {
        table.set(new Table(book, Map.copyOf(accounts)));
    }

    /** Whether the account keeps to any rules. */
    boolean isFor(Mt mt) {
        Map<SystemId, AccountPolicies> accounts = table.get().accounts();
        return !accounts.isEmpty() && accounts.containsKey(mt.account());
    }

    /** Decides, and counts the message where it may leave. What has begun in parts is ended. */
    Decision decide(Mt mt, long nowMicros) {
        Table now = table.get();
        AccountPolicies policies = now.accounts().get(mt.account());
        if (policies == null || mt.origin() == Origin.OPT_OUT_CONFIRMATION || mt.digits() == 0) return SEND;
        Category category = policies.category();
        if (mt.part() != null && counters.isCounted(mt.digits(), category, mt.mtId())) return SEND;
        Ask ask = ask(mt, policies, nowMicros);
        Instant at = Instant.ofEpochMilli(nowMicros / 1_000);
        return counters.decide(
                mt.digits(), category, mt.mtId(), nowMicros, sent -> now.book().evaluate(ask, at, sent));
    }

    /** It was let go, and did not leave. */
    void notSent(Mt mt) {
        AccountPolicies policies = table.get().accounts().get(mt.account());
        if (policies != null && mt.digits() != 0) counters.notSent(mt.digits(), policies.category(), mt.mtId());
    }

    private Ask ask(Mt mt, AccountPolicies policies, long nowMicros) {
        Ask ask = Ask.of(mt.digits(), policies.category(), policies.packs());
        long withinMicros = policies.answersWithin().toNanos() / 1_000;
        boolean answers = counters.hasWritten(mt.digits(), mt.source(), nowMicros, withinMicros);
        return answers ? ask.answering() : ask;
    }

    /** A subscriber wrote to a number: what that number's account writes back is an answer. */
    public void wrote(long digits, String to, long nowMicros) {
        if (digits != 0 && !table.get().accounts().isEmpty()) counters.wrote(digits, to, nowMicros);
    }
}
