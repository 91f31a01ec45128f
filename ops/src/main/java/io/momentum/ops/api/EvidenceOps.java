package io.momentum.ops.api;

import io.momentum.gateway.net.Loop;
import io.momentum.ops.access.Right;
import io.momentum.ops.evidence.Evidence;
import io.momentum.ops.evidence.Exporter;
import io.momentum.ops.evidence.Exporter.Format;
import io.momentum.ops.evidence.Exporter.Wanted;
import io.momentum.ops.evidence.Selection;
import io.momentum.ops.evidence.Selection.OfCampaign;
import io.momentum.ops.evidence.Selection.OfContact;
import io.momentum.ops.evidence.Selection.OfConversation;
import io.momentum.ops.evidence.Selection.OfDays;
import io.momentum.ops.followup.Conversation;
import io.momentum.ops.followup.Decision.Refused;
import io.momentum.store.value.MessageId;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Operations on evidence. */
final class EvidenceOps {

    private static final Logger LOG = LoggerFactory.getLogger(EvidenceOps.class);
    private static final int CHUNK = 64 << 10;
    private static final long DAYS_MAX = 3_660;

    private final Evidence evidence;
    private final ConversationOps conversations;

    EvidenceOps(ApiParts parts, ConversationOps conversations) {
        evidence = parts.evidence();
        this.conversations = conversations;
    }

    Map<String, Operation> byId() {
        return Map.of(
                "getConversationEvidence", this::ofConversation,
                "listEvidenceKeys", this::keys,
                "rotateEvidenceKey", this::rotate);
    }

    private Answer ofConversation(Call call) {
        Conversation conversation = conversations.seenBy(call);
        boolean closed = !call.caller().may(Right.SEE, conversation);
        Waiting.forResult(evidence.settled());
        JsonArray items = new JsonArray();
        evidence.show(new OfConversation(conversation.id()), closed).forEach(each -> items.add(new JsonObject(each)));
        return Answer.json(200, new JsonObject().put("items", items));
    }

    private Answer keys(Call call) {
        JsonArray items = new JsonArray();
        for (Evidence.PublicKey key : evidence.keys())
            items.add(new JsonObject()
                    .put("id", key.id())
                    .put("since", ContactOps.time(key.sinceMicros()))
                    .put("pem", key.pem())
                    .put("current", key.current()));
        return Answer.json(200, new JsonObject().put("items", items));
    }

    private Answer rotate(Call call) {
        call.caller().mustSeeAll();
        if (Waiting.forResult(evidence.rotate(ConversationOps.actorOf(call))) instanceof Refused refused)
            throw ConversationOps.refusal(refused);
        return Answer.empty();
    }

    // ---- export

    /** Writes the archive as it is made. */
    void give(Call call, Runnable audited) throws IOException {
        call.caller().mustSeeAll();
        Selection selection = selection(call);
        boolean wanted = call.query("closed").map(Boolean::parseBoolean).orElse(false);
        // What messages say is for those who are trusted with proofs; to others the archive proves the same with its
        // texts encrypted.
        boolean closed = wanted || !call.caller().mayAny(Right.OPT_OUTS);
        Waiting.forResult(evidence.settled());
        Set<Format> formats = formats(call);
        Exporter export = exporter(new Wanted(selection, formats, closed, ConversationOps.actorOf(call)));
        JsonArray words = new JsonArray().add("jsonl");
        formats.forEach(format -> words.add(MessageJson.word(format)));
        call.changes()
                .say(new JsonObject()
                        .put("selection", selection.text())
                        .put("formats", words)
                        .put("texts", closed ? "encrypted" : "open")
                        .put("records", export.records()));
        audited.run();
        LOG.info(
                "{} exports evidence: {}, {} records{}",
                ConversationOps.actorOf(call),
                selection.text(),
                export.records(),
                closed ? ", encrypted" : "");
        HttpServerResponse response = call.context().response();
        response.setChunked(true).putHeader("Content-Type", "application/zip");
        response.putHeader("Content-Disposition", "attachment; filename=\"evidence.zip\"");
        var out = new BufferedOutputStream(new ResponseStream(response), CHUNK);
        export.writeTo(out);
        out.flush();
        response.end();
    }

    private Exporter exporter(Wanted wanted) {
        try {
            return new Exporter(evidence, wanted, Loop.clockMicros());
        } catch (IllegalArgumentException e) {
            throw Problem.unprocessable("TOO_MANY", String.valueOf(e.getMessage()))
                    .refusal();
        }
    }

    private static Set<Format> formats(Call call) {
        Set<Format> formats = EnumSet.noneOf(Format.class);
        String wanted = call.query("format").orElse("jsonl");
        for (Format format : Format.values()) {
            if (List.of(wanted.split(",", -1)).contains(format.name().toLowerCase(Locale.ROOT))) formats.add(format);
        }
        return formats;
    }

    private static Selection selection(Call call) {
        List<Selection> selections = new ArrayList<>();
        call.query("conversation").ifPresent(id -> selections.add(new OfConversation(MessageId.parse(id))));
        call.query("campaign").ifPresent(name -> selections.add(new OfCampaign(name)));
        call.query("contact").ifPresent(digits -> selections.add(new OfContact(Long.parseLong(digits))));
        boolean days = call.query("from").isPresent() || call.query("to").isPresent();
        if (days) selections.add(days(call));
        if (selections.size() != 1)
            throw Problem.badRequest("exactly one of conversation, campaign, contact, or from and to")
                    .refusal();
        return selections.getFirst();
    }

    private static OfDays days(Call call) {
        try {
            long from = LocalDate.parse(call.query("from").orElse("")).toEpochDay();
            long to = LocalDate.parse(call.query("to").orElse("")).toEpochDay();
            if (from >= 0 && to >= from && to - from < DAYS_MAX) return new OfDays(from, to);
        } catch (DateTimeException e) {
            // Told below.
        }
        throw Problem.badRequest("from and to: two days such as 2026-11-01, at most ten years apart")
                .refusal();
    }

    /** A response as a stream; the next piece goes when the client has taken the one before. */
    private static final class ResponseStream extends OutputStream {
        private final HttpServerResponse response;

        ResponseStream(HttpServerResponse response) {
            this.response = response;
        }

        @Override
        public void write(int octet) {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            Buffer piece = Buffer.buffer(length).appendBytes(bytes, from, length);
            Waiting.forResult(response.write(piece).toCompletionStage().toCompletableFuture());
        }
    }
}
