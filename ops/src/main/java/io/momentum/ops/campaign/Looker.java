package io.momentum.ops.campaign;

import io.momentum.gateway.Gateway;
import io.momentum.gateway.codec.DataCoding.Alphabet;
import io.momentum.gateway.codec.Gsm7;
import io.momentum.gateway.codec.Gsm7Fit;
import io.momentum.gateway.codec.Gsm7Fit.Level;
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
import org.jspecify.annotations.Nullable;

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
    private final Level level;
    private final Purpose purpose;
    private final Map<String, Long> unfilled = new TreeMap<>();
    private final Map<String, Long> odd = new TreeMap<>();
    private final List<Example> examples = new ArrayList<>();
    private long looked;
    private long suppressed;
    private long noRoute;
    private long tooLong;
    private long segments;
    private long asWritten;
    private long fitted;
    private int longest;
    private long ucs2;

    Looker(Definition definition, Gateway gateway, SuppressionList suppressions, Shelf rows) {
        this.definition = definition;
        this.gateway = gateway;
        this.suppressions = suppressions;
        this.rows = rows;
        account = new SystemId(definition.account());
        from = PduWriter.address(definition.sender());
        level = Drafts.levelFor(definition, gateway.accounts().get(definition.account()));
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
        return new Audience(
                recipients,
                looked,
                suppressed,
                noRoute,
                tooLong,
                unfilled,
                segments,
                asWritten,
                fitted,
                longest,
                ucs2,
                odd);
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
        if (Drafts.isTooLong(filled.text())) {
            tooLong++;
            return;
        }
        String text = Gsm7Fit.fitted(filled.text(), level);
        Segments form = form(target, text);
        if (form == null) noRoute++;
        else if (form.isTooLong()) tooLong++;
        else count(target, text, form);
        if (form == null || form.isTooLong()) return;
        asWritten += parts(target, filled.text(), text, form);
        fitted += parts(target, Gsm7Fit.fitted(filled.text(), Level.LETTERS), text, form);
    }

    private @Nullable Segments form(Target target, String text) {
        MessagePdu message = MessagePdu.parse(
                PduWriter.submitSm(from, PduWriter.address(Long.toString(target.digits())), text, 1, ""));
        return gateway.submitPath().preview(message, Origin.API, account);
    }

    /** How many a text would take that says the same. */
    private int parts(Target target, String other, String text, Segments form) {
        if (other.equals(text)) return form.count();
        Segments otherwise = form(target, other);
        return otherwise == null ? form.count() : otherwise.count();
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
