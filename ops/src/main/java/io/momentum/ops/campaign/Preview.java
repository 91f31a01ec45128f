package io.momentum.ops.campaign;

import io.momentum.gateway.Gateway;
import io.momentum.ops.care.Campaigns.Row;
import io.momentum.ops.followup.campaign.Audience;
import io.momentum.ops.followup.campaign.Definition;
import io.momentum.ops.followup.campaign.Linter;
import io.momentum.ops.followup.campaign.Linter.Finding;
import io.momentum.ops.followup.campaign.Linter.Level;
import io.momentum.store.index.Shelf;
import io.momentum.store.suppression.SuppressionList;
import java.util.ArrayList;
import java.util.List;

/** What a campaign would do if it were sent now, and what is wrong with it. */
public record Preview(Audience audience, List<Example> examples, List<Finding> findings) {

    /** What somebody would get. */
    public record Example(long digits, String text, int segments, boolean ucs2) {}

    /** Looks at its recipients; reads, and changes nothing. */
    public static Preview of(Row campaign, Gateway gateway, SuppressionList suppressions, Shelf rows, long nowMillis) {
        Definition definition = DefinitionJson.parse(campaign.definition());
        var looker = new Looker(definition, gateway, suppressions, rows);
        Audience audience = looker.look(campaign.name());
        List<Finding> findings = new ArrayList<>();
        if (gateway.accounts().get(definition.account()) == null)
            findings.add(new Finding(Level.ERROR, "NO_ACCOUNT", "There is no account " + definition.account() + "."));
        findings.addAll(Linter.check(definition, audience, gateway.optOutWords(), nowMillis));
        return new Preview(audience, looker.examples(), List.copyOf(findings));
    }

    /** Whether something stops it. */
    public boolean hasErrors() {
        return findings.stream().anyMatch(each -> each.level() == Level.ERROR);
    }
}
