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
import java.util.function.Function;

/**
 * What people order about campaigns. Orders about one campaign are decided one after the other, each on what the one before
 * left; what they answer is durable and can be read. Any thread.
 */
public final class CampaignOrders {

    private static final int FACT_ENTRIES = 50;

    /** At three octets each, and with the longest line of a file on top, far below what the journal takes as one fact. */
    private static final int FACT_CHARACTERS = 64 << 10;

    private static final String CANCELLED = "It was cancelled; send a new one.";

    private final Care care;
    private final Runnable changed;

    CampaignOrders(Care care, Runnable changed) {
        this.care = care;
        this.changed = changed;
    }

    /** Saves a definition; throws IllegalArgumentException with the member that is wrong. */
    public CompletableFuture<Decision> save(String campaign, String definition, String actor) {
        DefinitionJson.check(definition);
        return order(campaign, (rows, now) -> {
            Optional<Row> known = Campaigns.find(rows, campaign);
            if (known.isPresent() && known.get().stage() == CampaignStage.RUNNING)
                return new Refused(Code.STAGE, "It is being sent; pause it first.");
            if (known.isPresent() && known.get().definition().equals(definition)) return new Facts();
            return new Facts(new CampaignSaved(now, actor, campaign, definition));
        });
    }

    /**
     * Begins to send it, or sends to those that it was given after it had ended.
     *
     * @param seen as whoever orders it has had it looked at
     */
    public CompletableFuture<Decision> send(Row seen, String actor) {
        return move(seen.name(), CampaignStage.RUNNING, "", actor, now -> asSeen(seen, now, ""));
    }

    /**
     * Goes on with one that pauses.
     *
     * @param seen as whoever orders it has had it looked at: it may be another than it was
     */
    public CompletableFuture<Decision> resume(Row seen, String reason, String actor) {
        return move(
                seen.name(), CampaignStage.RUNNING, reason, actor, now -> asSeen(seen, now, notResumable(now.stage())));
    }

    private static String asSeen(Row seen, Row now, String wrong) {
        boolean same = seen.definition().equals(now.definition());
        return same || !wrong.isEmpty() ? wrong : "It was changed meanwhile; look at it again.";
    }

    /** Stops one that is being sent, for a while. */
    public CompletableFuture<Decision> pause(String campaign, String reason, String actor) {
        return move(
                campaign,
                CampaignStage.PAUSED,
                reason,
                actor,
                now -> now.stage() == CampaignStage.RUNNING ? "" : "It is not being sent.");
    }

    /** Ends one for good. */
    public CompletableFuture<Decision> cancel(String campaign, String reason, String actor) {
        return move(campaign, CampaignStage.CANCELLED, reason, actor, now -> "");
    }

    /** Why one that stands so cannot be resumed; empty where it can. */
    public static String notResumable(CampaignStage from) {
        return switch (from) {
            case PAUSED, RUNNING -> "";
            case DRAFT -> "It has not begun; send it.";
            case FINISHED -> "It has ended; take in whom else it is to go to and send it.";
            case CANCELLED -> CANCELLED;
        };
    }

    /** @param wrong why one that stands so cannot be moved there; empty where it can */
    private CompletableFuture<Decision> move(
            String campaign, CampaignStage to, String reason, String actor, Function<Row, String> wrong) {
        return order(campaign, (rows, now) -> {
            Optional<Row> known = Campaigns.find(rows, campaign);
            if (known.isEmpty()) return new Refused(Code.NOT_FOUND, "No such campaign.");
            if (known.get().stage() == to) return new Facts();
            if (known.get().stage() == CampaignStage.CANCELLED) return new Refused(Code.STAGE, CANCELLED);
            String why = wrong.apply(known.get());
            if (!why.isEmpty()) return new Refused(Code.STAGE, why);
            return new Facts(new CampaignMoved(now, actor, campaign, to, reason));
        });
    }

    /** Pauses all that are being sent. */
    public CompletableFuture<?> pauseAll(String reason) {
        return CompletableFuture.allOf(Campaigns.list(care.rows(), "", Integer.MAX_VALUE).stream()
                .filter(row -> row.stage() == CampaignStage.RUNNING)
                .map(row -> pause(row.name(), reason, "system"))
                .toArray(CompletableFuture[]::new));
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
        int next = Math.toIntExact(Campaigns.counts(rows, campaign).getOrDefault(Campaigns.RECIPIENTS, 0L));
        List<CareFact> facts = new ArrayList<>();
        List<Long> digits = new ArrayList<>();
        List<String> variables = new ArrayList<>();
        int characters = 0;
        for (Entry each : fresh) {
            String own = variables(each);
            boolean full = digits.size() == FACT_ENTRIES || characters + own.length() > FACT_CHARACTERS;
            if (full && !digits.isEmpty()) {
                facts.add(new CampaignRecipients(
                        now, actor, campaign, next, List.copyOf(digits), List.copyOf(variables)));
                next += digits.size();
                digits.clear();
                variables.clear();
                characters = 0;
            }
            digits.add(each.digits());
            variables.add(own);
            characters += own.length();
        }
        if (!digits.isEmpty()) facts.add(new CampaignRecipients(now, actor, campaign, next, digits, variables));
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
