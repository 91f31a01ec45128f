package io.momentum.ops.campaign;

import io.momentum.gateway.path.CampaignRules;
import io.momentum.gateway.path.CampaignRules.Rule;
import io.momentum.ops.care.Campaigns.Row;
import io.momentum.ops.followup.campaign.Definition;
import io.momentum.ops.followup.campaign.Definition.Match;
import io.momentum.store.fact.CareFact.CampaignStage;
import io.momentum.store.suppression.Purpose;
import io.momentum.store.value.SystemId;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rules of all campaigns that have not ended. */
final class MatchRules {

    private static final Logger LOG = LoggerFactory.getLogger(MatchRules.class);

    private MatchRules() {}

    static CampaignRules of(List<Row> campaigns) {
        List<Rule> rules = new ArrayList<>();
        for (Row row : campaigns) {
            boolean over = row.stage() == CampaignStage.CANCELLED || row.stage() == CampaignStage.FINISHED;
            // Most have none, and are not worth a look at their JSON.
            if (over || !row.definition().contains("\"match\"")) continue;
            try {
                Definition definition = DefinitionJson.parse(row.definition());
                for (Match match : definition.matches()) rules.add(rule(row.name(), match, definition.purpose()));
            } catch (RuntimeException e) {
                // One that cannot be read knows none as its own; the rules of the others hold.
                LOG.warn("The rules of campaign {} cannot be read", row.name(), e);
            }
        }
        return rules.isEmpty() ? CampaignRules.NONE : new CampaignRules(rules);
    }

    private static Rule rule(String campaign, Match match, Purpose purpose) {
        return new Rule(
                campaign,
                match.serviceType(),
                match.tag(),
                match.value(),
                match.account().isEmpty() ? null : new SystemId(match.account()),
                match.fromMillis(),
                match.untilMillis(),
                purpose);
    }
}
