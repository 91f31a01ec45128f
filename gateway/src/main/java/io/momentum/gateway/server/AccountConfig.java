package io.momentum.gateway.server;

import io.momentum.gateway.intake.IntakeRules;
import io.momentum.gateway.message.Priority;
import io.momentum.gateway.policy.AccountPolicies;
import io.momentum.store.value.SystemId;
import java.util.List;

/**
 * An ESME that may bind to us.
 *
 * @param allowFrom networks it may bind from, empty for any
 * @param maxBinds binds at one time, 1 to 1000
 * @param window unanswered submit_sm at one time on each bind, 1 to 10000
 * @param ratePerSecond submits a second over all its binds, 0 for unlimited, {@link #RATE_BLOCKED} for none
 * @param senders numbers whose MOs this account receives
 * @param onSuppressed what a submit to a suppressed number gets
 * @param priority the least urgent that its messages are, whatever their priority_flag
 * @param esme how its ESMEs want to be spoken to
 * @param policies the rules that its messages keep to
 * @param intake what is made of its messages before they are taken
 * @param optOutReach how far an opt-out reaches that answers one of its numbers
 */
public record AccountConfig(
        SystemId systemId,
        Password password,
        List<Cidr> allowFrom,
        int maxBinds,
        int window,
        int ratePerSecond,
        List<String> senders,
        OnSuppressed onSuppressed,
        Priority priority,
        EsmeProfile esme,
        AccountPolicies policies,
        IntakeRules intake,
        OptOutReach optOutReach) {

    /** A rate at which nothing is taken: an account that may bind and receive, but not submit. */
    public static final int RATE_BLOCKED = -1;

    /** An account whose messages are taken as they are, and to all of which an opt-out reaches. */
    public AccountConfig(
            SystemId systemId,
            Password password,
            List<Cidr> allowFrom,
            int maxBinds,
            int window,
            int ratePerSecond,
            List<String> senders,
            OnSuppressed onSuppressed,
            Priority priority,
            EsmeProfile esme,
            AccountPolicies policies) {
        this(
                systemId,
                password,
                allowFrom,
                maxBinds,
                window,
                ratePerSecond,
                senders,
                onSuppressed,
                priority,
                esme,
                policies,
                IntakeRules.DEFAULT,
                OptOutReach.ACCOUNT);
    }

    /** An account whose messages keep to no packs of rules. */
    public AccountConfig(
            SystemId systemId,
            Password password,
            List<Cidr> allowFrom,
            int maxBinds,
            int window,
            int ratePerSecond,
            List<String> senders,
            OnSuppressed onSuppressed,
            Priority priority,
            EsmeProfile esme) {
        this(
                systemId,
                password,
                allowFrom,
                maxBinds,
                window,
                ratePerSecond,
                senders,
                onSuppressed,
                priority,
                esme,
                AccountPolicies.NONE);
    }

    /** As that, whose ESMEs keep to the specification. */
    public AccountConfig(
            SystemId systemId,
            Password password,
            List<Cidr> allowFrom,
            int maxBinds,
            int window,
            int ratePerSecond,
            List<String> senders,
            OnSuppressed onSuppressed,
            Priority priority) {
        this(
                systemId,
                password,
                allowFrom,
                maxBinds,
                window,
                ratePerSecond,
                senders,
                onSuppressed,
                priority,
                EsmeProfile.DEFAULT);
    }

    /** As that, whose messages are as urgent as they say. */
    public AccountConfig(
            SystemId systemId,
            Password password,
            List<Cidr> allowFrom,
            int maxBinds,
            int window,
            int ratePerSecond,
            List<String> senders,
            OnSuppressed onSuppressed) {
        this(systemId, password, allowFrom, maxBinds, window, ratePerSecond, senders, onSuppressed, Priority.CAMPAIGN);
    }

    /** How far an opt-out reaches that answers a number of the account. */
    public enum OptOutReach {
        /** All that anybody sends. */
        GLOBAL,
        /** All that the account sends: a revocation of one topic revokes all. */
        ACCOUNT,
        /** What the account sends of its own class, and what the number that was answered sends. */
        CATEGORY,
        /** What the number that was answered sends. */
        SENDER
    }

    /** What an ESME is told about a number that opted out; never a status that it would retry. */
    public enum OnSuppressed {
        /** A vendor status, 0x0421: ESMEs take a code that they do not know as final. */
        VENDOR_STATUS(0x0421),
        /** ESME_RINVDSTADR, for ESMEs that know only the standard. */
        INVALID_DESTINATION(0x0B),
        /** Accepted, and a receipt that says REJECTD. */
        RECEIPT(0);

        private final int status;

        OnSuppressed(int status) {
            this.status = status;
        }

        /** The command_status of the submit_sm_resp. */
        public int status() {
            return status;
        }
    }
}
