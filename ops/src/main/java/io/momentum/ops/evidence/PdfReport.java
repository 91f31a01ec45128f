package io.momentum.ops.evidence;

import io.momentum.ops.evidence.EvidenceTable.Day;
import io.momentum.ops.evidence.EvidenceTable.Entry;
import io.momentum.ops.evidence.Exporter.Wanted;
import io.momentum.ops.followup.evidence.Days;
import io.momentum.ops.followup.evidence.Digests;
import io.momentum.ops.followup.evidence.RecordJson;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Evidence as a document for people: each record on a page of its own, what was said, what was done, and by what to check it. */
final class PdfReport {

    void write(Exporter export, OutputStream out) throws IOException {
        try (var page = new PdfPage("Evidence, " + export.wanted().selection().text())) {
            cover(export, page);
            export.each(told -> record(told, export.day(told.entry().day()), page));
            page.save(out);
        }
    }

    private static void cover(Exporter export, PdfPage page) throws IOException {
        Wanted wanted = export.wanted();
        page.title("Evidence");
        page.field("What", wanted.selection().text());
        page.field("Records", Integer.toString(export.records()));
        page.field("Made", Words.times(export.made()) + " for " + wanted.by());
        page.field("Signed with", "Ed25519 key " + export.signer());
        page.space();
        page.text("All times are UTC. This document is for reading; what proves is the file " + Exporter.JSONL
                + " that was exported with it. Check both with: momentum evidence verify " + Exporter.JSONL);
        page.heading("Records");
        export.each(told -> contents(told, page));
    }

    private static void contents(Told told, PdfPage page) throws IOException {
        Map<String, @Nullable Object> record = told.readable();
        String number = told.text(record, "number");
        String outcome = JsonText.textOr(JsonText.objectOr(record, "outcome"), "code");
        page.row(
                told.entry().number() + "   " + when(record, "at"),
                String.join(
                        "   ",
                        Words.of(told.entry().kind()),
                        number,
                        outcome,
                        JsonText.textOr(record, "conversation")));
    }

    private static void record(Told told, @Nullable Day day, PdfPage page) throws IOException {
        Map<String, @Nullable Object> record = told.readable();
        Entry entry = told.entry();
        page.breakPage();
        page.title(Words.of(entry.kind()) + " " + JsonText.textOr(record, "conversation"));
        if (told.erased()) {
            page.text("The contact was erased: its number and all texts are gone for good.");
            page.space();
        }
        head(told, record, page);
        messages(told, record, page);
        clocks(record, page);
        events(told, record, page);
        check(entry, day, page);
    }

    private static void head(Told told, Map<String, @Nullable Object> record, PdfPage page) throws IOException {
        String number = told.text(record, "number");
        page.field("Contact", number.startsWith("(") || number.isEmpty() ? number : "+" + number);
        field(page, "Written to", JsonText.textOr(record, "address"));
        field(page, "Account", JsonText.textOr(record, "account"));
        field(page, "Campaign", JsonText.textOr(record, "campaign"));
        field(page, "Opened", when(record, "opened"));
        field(page, "Scope", JsonText.textOr(record, "scope"));
        field(page, "By", JsonText.textOr(record, "source"));
        field(page, "Reason", told.text(record, "reason"));
        field(page, "Recorded", when(record, "at"));
        Map<String, @Nullable Object> label = JsonText.objectOr(record, "label");
        field(page, "Label", label.isEmpty() ? "" : name(label, "label") + CsvReport.rest(told, label, "label"));
        Map<String, @Nullable Object> owner = JsonText.objectOr(record, "owner");
        field(page, "Owner", owner.isEmpty() ? "" : name(owner, "owner") + CsvReport.rest(told, owner, "owner"));
        Map<String, @Nullable Object> outcome = JsonText.objectOr(record, "outcome");
        if (outcome.isEmpty()) return;
        page.field("Outcome", JsonText.textOr(outcome, "code") + " by " + JsonText.textOr(outcome, "by"));
        field(page, "", CsvReport.rest(told, JsonText.objectOr(outcome, "fields")));
    }

    private static String name(Map<String, @Nullable Object> map, String name) {
        String text = JsonText.textOr(map, name);
        return text.isEmpty() ? "" : text + "; ";
    }

    private static void field(PdfPage page, String name, String text) throws IOException {
        if (!text.isEmpty()) page.field(name, text);
    }

    private static String when(Map<String, @Nullable Object> map, String name) {
        String time = JsonText.textOr(map, name);
        return time.length() < 19 ? time : time.substring(0, 10) + " " + time.substring(11, 19);
    }

    private static void messages(Told told, Map<String, @Nullable Object> record, PdfPage page) throws IOException {
        var messages = JsonText.objects(record, "messages");
        if (messages.isEmpty()) return;
        page.heading("What was said");
        for (Map<String, @Nullable Object> message : messages) {
            boolean inbound = JsonText.textOr(message, "direction").equals("in");
            String who = inbound ? "The contact" : JsonText.textOr(message, "account");
            page.caption(when(message, "at") + "   " + who + "   " + JsonText.textOr(message, "id"));
            page.quote(told.text(message, "text"));
            for (Map<String, @Nullable Object> step : JsonText.objects(message, "steps"))
                page.small(when(step, "at") + "   " + Words.of(JsonText.textOr(step, "step")) + "   "
                        + Words.times(CsvReport.rest(told, step, "at", "step")));
            page.space();
        }
    }

    private static void clocks(Map<String, @Nullable Object> record, PdfPage page) throws IOException {
        var clocks = JsonText.objects(record, "clocks");
        if (clocks.isEmpty()) return;
        page.heading("Response times");
        for (Map<String, @Nullable Object> clock : clocks) {
            boolean late = Boolean.TRUE.equals(clock.get("breached"));
            String due = when(clock, "due");
            page.row(
                    JsonText.textOr(clock, "clock").replace('_', ' '),
                    "%s: %s after %s of work, %s in all%s; policy %s"
                            .formatted(
                                    late ? "late" : "in time",
                                    JsonText.textOr(clock, "state"),
                                    Words.duration(clock.get("businessMillis")),
                                    Words.duration(clock.get("wallMillis")),
                                    due.isEmpty() ? "" : "; due " + due,
                                    JsonText.textOr(clock, "policy")));
        }
    }

    private static void events(Told told, Map<String, @Nullable Object> record, PdfPage page) throws IOException {
        var events = JsonText.objects(record, "events");
        if (events.isEmpty()) return;
        page.heading("What was done");
        for (Map<String, @Nullable Object> event : events) {
            String detail = CsvReport.rest(told, event, "at", "actor", "event", "terms");
            page.row(
                    when(event, "at"),
                    Words.of(JsonText.textOr(event, "event")) + ", by " + JsonText.textOr(event, "actor")
                            + (detail.isEmpty() ? "" : ": " + Words.times(detail)));
        }
        Map<String, @Nullable Object> omitted = JsonText.objectOr(record, "omitted");
        if (!omitted.isEmpty()) page.small("More than one record takes: " + CsvReport.rest(told, omitted));
    }

    private static void check(Entry entry, @Nullable Day day, PdfPage page) throws IOException {
        page.heading("By what to check it");
        page.row("Record", entry.number() + " of the chain, " + RecordJson.idOf(entry.cause()));
        page.row("SHA-256", entry.hash());
        page.row("Before it", entry.previous());
        page.row("Day", Days.text(entry.day()) + (day == null ? ", not sealed when this was made" : " (UTC)"));
        if (day == null) return;
        page.row("Day's root", Digests.hex(day.root()));
        page.row("Signature", Digests.hex(day.signature()) + " by key " + day.key());
    }
}
