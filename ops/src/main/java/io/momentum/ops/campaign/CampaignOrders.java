package io.momentum.ops.campaign;

import io.momentum.ops.care.Campaigns;
import io.momentum.ops.care.Campaigns.Row;
import io.momentum.ops.care.Care;
import io.momentum.ops.contacts.RowImport.Entry;
import io.momentum.ops.followup.Decision;
import io.momentum.ops.followup.Decision.Code;
import io.momentum.ops.followup.Decision.Facts;
import io.momentum.ops.followup.Decision.Refused;
import io.momentum.store.fact.CareFact;
import io.momentum.store.fact.CareFact.CampaignMoved;
import io.momentum.store.fact.CareFact.CampaignRecipients;
import io.momentum.store.fact.CareFact.CampaignSaved;
import io.momentum.store.fact.CareFact.CampaignStage;
import io.momentum.store.index.Shelf;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What people order about campaigns. Orders about one campaign are decided one after the other, each on what the one before
 * left; what they answer is durable and can be read. Any thread.
 */
public final class CampaignOrders {

    private static final int FACT_ENTRIES = 50;

    private final Care care;
    private final Runnable changed;

    CampaignOrders(Care care, Runnable changed) {
        this.care = care;
        this.changed = changed;
    }

    /** Saves a definition; throws IllegalArgumentException with the member that is wrong. */
    public CompletableFuture<Decision> save(String campaign, String definition, String actor) {
        DefinitionJson.parse(definition);
        return order(campaign, (rows, now) -> {
            Optional<Row> known = Campaigns.find(rows, campaign);
            if (known.isPresent() && known.get().stage() == CampaignStage.RUNNING)
                return new Refused(Code.STAGE, "It is being sent; pause it first.");
            if (known.isPresent() && known.get().definition().equals(definition)) return new Facts();
            return new Facts(new CampaignSaved(now, actor, campaign, definition));
        });
    }

    public CompletableFuture<Decision> move(String campaign, CampaignStage to, String reason, String actor) {
        return order(campaign, (rows, now) -> {
            Optional<Row> known = Campaigns.find(rows, campaign);
            if (known.isEmpty()) return new Refused(Code.NOT_FOUND, "No such campaign.");
            CampaignStage from = known.get().stage();
            if (from == to) return new Facts();
            String wrong = wrong(from, to);
            if (!wrong.isEmpty()) return new Refused(Code.STAGE, wrong);
            return new Facts(new CampaignMoved(now, actor, campaign, to, reason));
        });
    }

    /** Pauses all that are being sent. */
    public CompletableFuture<?> pauseAll(String reason) {
        return CompletableFuture.allOf(Campaigns.list(care.rows(), "", Integer.MAX_VALUE).stream()
                .filter(row -> row.stage() == CampaignStage.RUNNING)
                .map(row -> move(row.name(), CampaignStage.PAUSED, reason, "system"))
                .toArray(CompletableFuture[]::new));
    }

    private static String wrong(CampaignStage from, CampaignStage to) {
        if (from == CampaignStage.CANCELLED) return "It was cancelled; send a new one.";
        return switch (to) {
            case RUNNING, CANCELLED -> "";
            case PAUSED, FINISHED -> from == CampaignStage.RUNNING ? "" : "It is not being sent.";
            case DRAFT -> "It is no draft any more.";
        };
    }

    /** Ends it once each of its recipients was written to or left out; until then nothing changes. */
    void finish(String campaign) {
        order(campaign, (rows, now) -> {
            Optional<Row> known = Campaigns.find(rows, campaign);
            boolean runs = known.isPresent() && known.get().stage() == CampaignStage.RUNNING;
            if (!runs || pending(Campaigns.counts(rows, campaign)) > 0) return new Facts();
            return new Facts(new CampaignMoved(now, "system", campaign, CampaignStage.FINISHED, ""));
        });
    }

    /** How many recipients were neither written to nor left out. */
    public static long pending(Map<String, Long> counts) {
        long pending = counts.getOrDefault(Campaigns.RECIPIENTS, 0L) - counts.getOrDefault(Campaigns.SENT, 0L);
        for (Map.Entry<String, Long> each : counts.entrySet()) {
            if (each.getKey().startsWith(Campaigns.SKIPPED)) pending -= each.getValue();
        }
        return pending;
    }

    /** Takes recipients in; those that it has already are not taken twice. Completes with how many were new. */
    public CompletableFuture<Integer> recipients(String campaign, List<Entry> entries, String actor) {
        int[] taken = new int[1];
        return order(campaign, (rows, now) -> {
                    Optional<Row> known = Campaigns.find(rows, campaign);
                    if (known.isEmpty()) return new Refused(Code.NOT_FOUND, "No such campaign.");
                    if (known.get().stage() == CampaignStage.CANCELLED)
                        return new Refused(Code.STAGE, "It was cancelled.");
                    List<Entry> fresh = entries.stream()
                            .filter(each -> Campaigns.placeOf(rows, campaign, each.digits())
                                    .isEmpty())
                            .toList();
                    taken[0] = fresh.size();
                    return fresh.isEmpty() ? new Facts() : facts(rows, campaign, fresh, actor, now);
                })
                .thenApply(decision -> {
                    if (decision instanceof Refused refused) throw new OrderRefused(refused);
                    return taken[0];
                });
    }

    /** Facts of bounded size; they become durable together. */
    private static Facts facts(Shelf rows, String campaign, List<Entry> fresh, String actor, long now) {
        int first = Math.toIntExact(Campaigns.counts(rows, campaign).getOrDefault(Campaigns.RECIPIENTS, 0L));
        List<CareFact> facts = new ArrayList<>();
        for (int from = 0; from < fresh.size(); from += FACT_ENTRIES) {
            List<Entry> some = fresh.subList(from, Math.min(fresh.size(), from + FACT_ENTRIES));
            List<Long> digits = some.stream().map(Entry::digits).toList();
            List<String> variables =
                    some.stream().map(CampaignOrders::variables).toList();
            facts.add(new CampaignRecipients(now, actor, campaign, first + from, digits, variables));
        }
        return new Facts(facts);
    }

    private static String variables(Entry entry) {
        return entry.attributes().isEmpty() ? "" : new JsonObject(Map.copyOf(entry.attributes())).encode();
    }

    private interface Order {
        Decision decide(Shelf rows, long now);
    }

    private CompletableFuture<Decision> order(String campaign, Order order) {
        // Contacts have positive numbers: a campaign's line is none of theirs.
        long line = -1L - Integer.toUnsignedLong(campaign.hashCode());
        return care.ask(line, order::decide).whenComplete((decision, failure) -> changed.run());
    }

    /** An order about many rows was refused. */
    public static final class OrderRefused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Refused refused;

        OrderRefused(Refused refused) {
            super(refused.detail());
            this.refused = refused;
        }

        public Refused refused() {
            return refused;
        }
    }
}
