package io.momentum.ops.campaign;

import io.momentum.gateway.Gateway;
import io.momentum.gateway.codec.DataCoding.Alphabet;
import io.momentum.gateway.codec.Gsm7;
import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.codec.PduWriter;
import io.momentum.gateway.codec.Segments;
import io.momentum.gateway.path.Purposes;
import io.momentum.gateway.policy.Category;
import io.momentum.gateway.server.Account;
import io.momentum.ops.campaign.Preview.Example;
import io.momentum.ops.care.Campaigns;
import io.momentum.ops.care.Campaigns.Target;
import io.momentum.ops.followup.campaign.Audience;
import io.momentum.ops.followup.campaign.Definition;
import io.momentum.ops.followup.campaign.Template.Filled;
import io.momentum.store.fact.Fact.Origin;
import io.momentum.store.index.Shelf;
import io.momentum.store.suppression.Purpose;
import io.momentum.store.suppression.SuppressionList;
import io.momentum.store.value.Address;
import io.momentum.store.value.SystemId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Looks at those that a campaign goes to, as they would be written to now, without writing to them. Used once. */
final class Looker {

    /** So many are looked at; more tell nothing new, and somebody waits. */
    static final int LOOKED_MAX = 20_000;

    private static final int PAGE = 1_000;
    private static final int EXAMPLES_MAX = 3;
    private static final int ODD_MAX = 100;

    private final Definition definition;
    private final Gateway gateway;
    private final SuppressionList suppressions;
    private final Shelf rows;
    private final SystemId account;
    private final Address from;
    private final Purpose purpose;
    private final Map<String, Long> unfilled = new TreeMap<>();
    private final Map<String, Long> odd = new TreeMap<>();
    private final List<Example> examples = new ArrayList<>();
    private long looked;
    private long suppressed;
    private long noRoute;
    private long tooLong;
    private long segments;
    private int longest;
    private long ucs2;

    Looker(Definition definition, Gateway gateway, SuppressionList suppressions, Shelf rows) {
        this.definition = definition;
        this.gateway = gateway;
        this.suppressions = suppressions;
        this.rows = rows;
        account = new SystemId(definition.account());
        from = PduWriter.address(definition.sender());
        Account sender = gateway.accounts().get(definition.account());
        Category category =
                sender == null ? Category.MARKETING : sender.config().policies().category();
        purpose = Purposes.of(category, definition.purpose());
    }

    Audience look(String campaign) {
        int cursor = 0;
        while (looked < LOOKED_MAX) {
            List<Target> page = Campaigns.targets(rows, campaign, cursor, PAGE);
            if (page.isEmpty()) break;
            page.forEach(this::look);
            cursor = page.getLast().place() + 1;
        }
        long recipients = Campaigns.counts(rows, campaign).getOrDefault(Campaigns.RECIPIENTS, 0L);
        return new Audience(recipients, looked, suppressed, noRoute, tooLong, unfilled, segments, longest, ucs2, odd);
    }

    List<Example> examples() {
        return List.copyOf(examples);
    }

    private void look(Target target) {
        looked++;
        if (suppressions.blocking(target.digits(), account, from.text(), purpose) != null) {
            suppressed++;
            return;
        }
        Filled filled = Drafts.textFor(definition, target, rows);
        filled.missing().forEach(name -> unfilled.merge(name, 1L, Long::sum));
        if (!filled.isWhole()) return;
        MessagePdu message = MessagePdu.parse(Drafts.submit(from, target.digits(), filled.text()));
        Segments form = gateway.submitPath().preview(message, Origin.API, account);
        if (form == null) noRoute++;
        else if (form.isTooLong()) tooLong++;
        else count(target, filled.text(), form);
    }

    private void count(Target target, String text, Segments form) {
        segments += form.count();
        longest = Math.max(longest, form.count());
        boolean wide = form.alphabet() == Alphabet.UCS2;
        if (wide) {
            ucs2++;
            text.codePoints().distinct().mapToObj(Character::toString).forEach(this::countOdd);
        }
        if (examples.size() < EXAMPLES_MAX) examples.add(new Example(target.digits(), text, form.count(), wide));
    }

    private void countOdd(String character) {
        if (Gsm7.encode(character) != null) return;
        if (odd.size() < ODD_MAX || odd.containsKey(character)) odd.merge(character, 1L, Long::sum);
    }
}
