package io.momentum.ops.campaign;

import io.momentum.gateway.Gateway;
import io.momentum.gateway.path.Purposes;
import io.momentum.gateway.policy.Category;
import io.momentum.gateway.policy.Decision.Defer;
import io.momentum.gateway.policy.Decision.Reject;
import io.momentum.gateway.policy.Decision.Send;
import io.momentum.gateway.server.Account;
import io.momentum.ops.care.Campaigns;
import io.momentum.ops.care.Campaigns.Row;
import io.momentum.ops.care.Campaigns.Target;
import io.momentum.ops.followup.campaign.Definition;
import io.momentum.store.index.Shelf;
import io.momentum.store.suppression.Purpose;
import io.momentum.store.suppression.SuppressionList;
import io.momentum.store.value.SystemId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the rules for recipients would do to a campaign's messages at a moment: each recipient that is still to get its message is
 * looked at alone, with what it has had so far. Nothing is counted or changed.
 *
 * @param looked recipients that were looked at, at most {@link #LOOKED_MAX}
 * @param optedOut of them those who have opted out; no permission opens that door
 * @param sent of them those whose message could leave
 * @param deferred those whose message would wait, by pack and reason
 * @param rejected those whose message would be refused, by pack and reason
 */
public record PolicyOutlook(
        long looked, long optedOut, long sent, Map<Reason, Waiting> deferred, Map<String, Long> rejected) {

    /** Why a message waits, for those who may not know what other accounts have sent. */
    public static final String HAD = "the number has had as many as the pack allows, from whatever account";

    static final int LOOKED_MAX = 100_000;

    private static final int PAGE = 1_000;

    /**
     * Why messages wait.
     *
     * @param pack with its version
     * @param byHad whether they would not if their numbers had had nothing
     */
    public record Reason(String pack, String why, boolean byHad) implements Comparable<Reason> {
        private static final Comparator<Reason> ORDER =
                Comparator.comparing(Reason::text).thenComparing(Reason::byHad);

        public String text() {
            return pack + ": " + why;
        }

        @Override
        public int compareTo(Reason other) {
            return ORDER.compare(this, other);
        }
    }

    /** Messages that wait for one reason, and when the first and the last of them could leave. */
    public record Waiting(long count, Instant first, Instant last) {
        private Waiting with(Instant until) {
            return new Waiting(count + 1, until.isBefore(first) ? until : first, until.isAfter(last) ? until : last);
        }
    }

    /**
     * Looks at a campaign's recipients.
     *
     * @param withHad whether what they have had counts
     */
    public static PolicyOutlook of(
            Row campaign, Gateway gateway, SuppressionList suppressions, Shelf rows, Instant at, boolean withHad) {
        Definition definition = DefinitionJson.parse(campaign.definition());
        var account = new SystemId(definition.account());
        Account sender = gateway.accounts().get(definition.account());
        Category category =
                sender == null ? Category.MARKETING : sender.config().policies().category();
        Purpose purpose = Purposes.of(category, definition.purpose());
        Map<Reason, Waiting> deferred = new TreeMap<>();
        Map<String, Long> rejected = new TreeMap<>();
        long looked = 0;
        long optedOut = 0;
        long sent = 0;
        List<Target> page = Campaigns.targets(rows, campaign.name(), 0, PAGE);
        while (!page.isEmpty() && looked < LOOKED_MAX) {
            for (Target target : page) {
                if (!target.isPending()) continue;
                looked++;
                if (suppressions.blocking(target.digits(), account, definition.sender(), purpose) != null) {
                    optedOut++;
                    continue;
                }
                var outlook =
                        gateway.policies().outlook(account, target.digits(), definition.sender(), campaign.name(), at);
                switch (withHad ? outlook.decision() : outlook.bare()) {
                    case Send _ -> sent++;
                    case Defer d ->
                        deferred.merge(
                                new Reason(
                                        "%s@%d".formatted(d.pack(), d.version()), d.why(), withHad && outlook.byHad()),
                                new Waiting(1, d.until(), d.until()),
                                (before, one) -> before.with(one.first()));
                    case Reject r ->
                        rejected.merge("%s@%d: %s".formatted(r.pack(), r.version(), r.why()), 1L, Long::sum);
                }
            }
            page = Campaigns.targets(rows, campaign.name(), page.getLast().place() + 1, PAGE);
        }
        return new PolicyOutlook(looked, optedOut, sent, deferred, rejected);
    }
}
