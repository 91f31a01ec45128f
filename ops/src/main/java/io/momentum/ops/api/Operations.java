package io.momentum.ops.api;

import io.momentum.ops.optout.SuppressionChanges;
import java.util.HashMap;
import java.util.Map;

/** The operations of the contract by their operationId, but for those that stream. */
final class Operations implements AutoCloseable {

    private final JournalLookup lookup;
    private final Map<String, Operation> byId;
    private final Map<String, Giving> giving;
    private final Map<String, Streaming> streaming;

    private final BulkOps bulk;

    Operations(ApiParts parts, Directory directory, Guesses guesses) {
        lookup = new JournalLookup(parts.journal());
        var messages = new Messages(parts, lookup);
        var changes = new SuppressionChanges(
                parts.gateway(),
                () -> Problem.busy("The journal takes nothing now.").refusal());
        var suppressions = new Suppressions(parts, changes, lookup);
        var states = new States(parts);
        var rematch = new Rematch(parts, lookup);
        var records = new Records(parts);
        var files = new SuppressionFiles(parts, suppressions, changes);
        var canned = new CannedOps(parts);
        var views = new ViewOps(parts);
        var search = new SearchOps(parts, views, new ConversationTimeline(parts, lookup));
        bulk = new BulkOps(parts, lookup, search);
        var conversations = new ConversationOps(parts, lookup, canned);
        Map<String, Operation> all = new HashMap<>(gateway(parts, messages, suppressions, states, rematch, records));
        all.putAll(conversations.byId());
        var reviews = new OptOutReviews(parts, changes, lookup);
        all.put("listHeldOptOuts", reviews::list);
        all.put("reviewOptOut", reviews::decide);
        all.put("undoOptOut", reviews::undo);
        all.put("getOptOutProof", new OptOutProofs(parts, lookup)::get);
        all.putAll(new PolicyOps(parts, messages).byId());
        var evidence = new EvidenceOps(parts, conversations);
        all.putAll(evidence.byId());
        var contacts = new ContactOps(parts);
        all.putAll(contacts.byId());
        var campaigns = new CampaignOps(parts);
        all.putAll(campaigns.byId());
        all.putAll(new LearningOps(parts.learning()).byId());
        var events = new EventOps(parts);
        all.putAll(events.byId());
        all.putAll(new WebhookOps(parts).byId());
        all.putAll(new KpiOps(parts).byId());
        all.putAll(canned.byId());
        all.putAll(new BackupOps(parts).byId());
        all.putAll(new RetentionOps(parts).byId());
        all.putAll(views.byId());
        all.putAll(bulk.byId());
        all.putAll(new PeopleOps(parts, directory).byId());
        all.put("changeOwnPassword", new OwnPassword(parts.care(), directory, guesses)::change);
        all.put("searchConversations", search::find);
        all.putAll(new FollowupOps(parts).byId());
        all.put("listAudit", new AuditOps(parts)::list);
        byId = Map.copyOf(all);
        giving = Map.of(
                "exportSuppressions", files::give,
                "streamEvents", (call, audited) -> events.stream(call),
                "exportEvidence", evidence::give);
        streaming = Map.of(
                "importSuppressions", files::take,
                "importContacts", contacts::take,
                "importRecipients", campaigns::takeRecipients);
    }

    private Map<String, Operation> gateway(
            ApiParts parts,
            Messages messages,
            Suppressions suppressions,
            States states,
            Rematch rematch,
            Records records) {
        return Map.ofEntries(
                Map.entry("getContract", call -> Answer.text("application/yaml", Build.contract())),
                Map.entry("sendMessage", messages::send),
                Map.entry("traceMessage", new Traces(parts, lookup, messages)::get),
                Map.entry("getMessage", messages::get),
                Map.entry("listContactMessages", messages::ofContact),
                Map.entry("listSuppressions", suppressions::list),
                Map.entry("getSuppressions", suppressions::get),
                Map.entry("putSuppression", suppressions::put),
                Map.entry("deleteSuppression", suppressions::delete),
                Map.entry("rematchReceipts", rematch::rematch),
                Map.entry("listAccounts", states::accounts),
                Map.entry("listCarriers", states::carriers),
                Map.entry("explainRoute", states::explainRoute),
                Map.entry("getStatus", states::status),
                Map.entry("listRecords", records::list),
                Map.entry("dumpRecords", records::dump),
                Map.entry("reloadConfig", states::reload));
    }

    /** Goes on with what was left. */
    void start() {
        bulk.start();
    }

    /** Fails for an operation that the contract promises and nobody does. */
    Operation get(String id) {
        Operation operation = byId.get(id);
        if (operation == null) throw new IllegalStateException("the contract's operation " + id + " is missing");
        return operation;
    }

    /** Those that read a file, by their operationId. */
    Map<String, Streaming> files() {
        return streaming;
    }

    /** Those that write their answer bit by bit, by their operationId. */
    Map<String, Giving> giving() {
        return giving;
    }

    @Override
    public void close() {
        bulk.close();
        lookup.close();
    }
}
