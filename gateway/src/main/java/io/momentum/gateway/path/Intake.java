package io.momentum.gateway.path;

import static io.momentum.gateway.codec.CommandStatus.ESME_RINVDSTADR;
import static io.momentum.gateway.codec.CommandStatus.ESME_RINVDSTTON;
import static io.momentum.gateway.codec.CommandStatus.ESME_ROK;
import static io.momentum.gateway.codec.CommandStatus.ESME_RX_T_APPN;

import io.momentum.gateway.codec.Addresses;
import io.momentum.gateway.codec.Gsm7Fit;
import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.hook.Hooks;
import io.momentum.gateway.intake.IntakeRules;
import io.momentum.gateway.intake.NationalForm;
import io.momentum.gateway.intercept.Action;
import io.momentum.gateway.intercept.Action.Ask;
import io.momentum.gateway.intercept.Action.Unanswered;
import io.momentum.gateway.intercept.Decisions;
import io.momentum.gateway.intercept.InterceptConfig;
import io.momentum.gateway.intercept.Interception;
import io.momentum.gateway.intercept.Interception.Rewritten;
import io.momentum.gateway.intercept.Rule;
import io.momentum.gateway.intercept.Subject;
import io.momentum.gateway.message.Mt;
import io.momentum.gateway.net.Loop;
import io.momentum.gateway.path.SubmitPath.Submission;
import io.momentum.gateway.server.Account;
import io.momentum.gateway.server.AccountConfig;
import io.momentum.gateway.session.Swapped;
import io.momentum.store.fact.Fact.Origin;
import io.momentum.store.value.Address;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is made of a message before it is routed, and before it meets the suppression gate, which sees the result:
 *
 * <pre>{@code
 * number in national form ─▶ international ─▶ rules of interception, one after the other ─▶ fit to the GSM 7-bit alphabet
 * }</pre>
 *
 * A rule may ask a program; then the message waits, its event loop does not. Of messages of one ESME, one that waits may be overtaken.
 */
public final class Intake implements AutoCloseable {

    private static final String COUNTRY = "country";
    private static final String GSM7 = "gsm7";

    private final Swapped<Interception> rules = new Swapped<>(Interception.NONE);
    private final Hooks hooks = new Hooks();
    private final Decisions decisions = new Decisions();

    /** What follows; called once, on the loop. */
    interface Next {
        void taken(Taken taken);

        void refused(int status);
    }

    /** Takes new rules and programs. */
    public void reload(InterceptConfig config) {
        hooks.reload(config.hooks());
        rules.set(new Interception(config.rules()));
    }

    public Hooks hooks() {
        return hooks;
    }

    public Decisions decisions() {
        return decisions;
    }

    @Override
    public void close() {
        hooks.close();
    }

    void take(Loop loop, Account account, Submission submission, MessagePdu message, Next next) {
        Taken taken = new Taken(account, submission, message);
        int refusal = international(taken);
        if (refusal != ESME_ROK) next.refused(refusal);
        else new Walk(loop, rules.get(), taken, next).from(0);
    }

    // ---- the number

    private static int international(Taken taken) {
        MessagePdu message = taken.message();
        boolean zero = message.destinationLength() > 0 && message.bytes()[message.destinationOffset()] == '0';
        if (!NationalForm.mayBe(message.destinationTon(), zero)) return ESME_ROK;
        IntakeRules account = taken.account().config().intake();
        Address written = message.destination();
        Address meant = NationalForm.international(written, account.country());
        if (meant == null) {
            if (account.country().isPresent()) return ESME_RINVDSTADR;
            return account.takesNational() ? ESME_ROK : ESME_RINVDSTTON;
        }
        if (meant.equals(written)) return ESME_ROK;
        taken.account().counters().national.increment();
        byte[] pdu = Addresses.with(message, message.source(), meant);
        return taken.become(pdu, COUNTRY, "national number made international", null);
    }

    // ---- the rules

    /** The rules, one message and how far it has come. */
    private final class Walk {
        private final Loop loop;
        private final Interception walked;
        private final Taken taken;
        private final Next next;

        Walk(Loop loop, Interception walked, Taken taken, Next next) {
            this.loop = loop;
            this.walked = walked;
            this.taken = taken;
            this.next = next;
        }

        void from(int first) {
            int place = first;
            while (!walked.isEmpty()) {
                Subject subject = new Subject(taken.accountId(), taken.message());
                place = walked.match(place, subject, Loop.nowMillis());
                if (place < 0) break;
                Rule rule = walked.rule(place++);
                if (rule.action() instanceof Ask ask) {
                    int behind = place;
                    hooks.ask(loop, ask.hook(), subject, answer -> answered(rule, ask, answer, subject, behind));
                    return;
                }
                if (isEnd(rule.id(), rule.action(), subject)) return;
            }
            finish();
        }

        private void answered(Rule rule, Ask ask, Optional<Action> answer, Subject subject, int behind) {
            if (answer.isPresent()) {
                // A program that lets a message go has spoken for itself, not for the rules behind it.
                if (answer.get() instanceof Action.Pass) decisions.add(rule.id(), "passed");
                else if (isEnd(rule.id(), answer.get(), subject)) return;
                from(behind);
                return;
            }
            decisions.add(rule.id(), "unanswered");
            if (ask.unanswered() == Unanswered.REFUSE) {
                next.refused(ESME_RX_T_APPN);
                return;
            }
            taken.note(rule.id(), "hook " + ask.hook() + " did not answer; passed", null);
            from(behind);
        }

        /** Does what is to be done. @return whether nothing more is */
        private boolean isEnd(String rule, Action action, Subject subject) {
            switch (action) {
                case Action.Reject reject -> {
                    decisions.add(rule, "rejected");
                    next.refused(reject.status());
                }
                case Action.Drop _ -> {
                    decisions.add(rule, "dropped");
                    taken.drop(rule);
                    next.taken(taken);
                }
                case Action.Pass _ -> {
                    decisions.add(rule, "passed");
                    finish();
                }
                case Action.Rewrite rewrite -> {
                    decisions.add(rule, "rewritten");
                    Rewritten other = Interception.rewrite(subject, rewrite.changes());
                    int refusal = taken.become(other.pdu(), rule, other.what(), other.carrier());
                    if (refusal == ESME_ROK) return false;
                    next.refused(refusal);
                }
                case Ask _ -> throw new IllegalStateException("a program asks for a program");
            }
            return true;
        }

        private void finish() {
            fit(taken);
            next.taken(taken);
        }
    }

    /** Whether a text that replaces this one's may stand. */
    boolean lets(Mt mt, MessagePdu replaced) {
        Interception walked = rules.get();
        return walked.isEmpty() || walked.lets(new Subject(mt.account(), replaced), Loop.nowMillis());
    }

    // ---- the text

    private static void fit(Taken taken) {
        byte[] fitted = fitted(
                taken.message(), taken.submission().origin(), taken.account().config());
        if (fitted == null) return;
        taken.become(fitted, GSM7, "text made to fit the GSM 7-bit alphabet", null);
        taken.account().counters().fitted.increment();
    }

    /** The message with its text made to fit, where its account wants that and it does; null where it stays. */
    static byte @Nullable [] fitted(MessagePdu message, Origin origin, AccountConfig account) {
        IntakeRules.Fit fit = account.intake().fit();
        boolean asked = origin == Origin.API || fit.submits();
        return asked ? Gsm7Fit.fit(message, fit.level()) : null;
    }
}
