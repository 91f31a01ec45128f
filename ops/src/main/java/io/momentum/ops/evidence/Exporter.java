package io.momentum.ops.evidence;

import io.momentum.ops.evidence.EvidenceTable.Day;
import io.momentum.ops.evidence.EvidenceTable.Entry;
import io.momentum.ops.evidence.EvidenceTable.Signer;
import io.momentum.ops.followup.evidence.CanonicalJson;
import io.momentum.ops.followup.evidence.Chain;
import io.momentum.ops.followup.evidence.Days;
import io.momentum.ops.followup.evidence.Digests;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Evidence for others, as a ZIP archive: {@code evidence.jsonl}, which proves itself (see {@link Verifier}), and if wanted
 * {@code evidence.csv} and {@code evidence.pdf}, whose hashes it names. Each line is canonical JSON: the keys, the sealed days,
 * the records with their way to the day's root, and at last a signed manifest of all that is above it and beside it.
 */
public final class Exporter {

    /** So many records are one export. */
    public static final int RECORDS_MAX = 1_000_000;

    /** So many records are still a document that a person reads. */
    public static final int PDF_RECORDS_MAX = 1_000;

    public static final String JSONL = "evidence.jsonl";

    /** In what forms beside the one that proves itself. */
    public enum Format {
        CSV("evidence.csv"),
        PDF("evidence.pdf");

        private final String file;

        Format(String file) {
            this.file = file;
        }
    }

    /**
     * What is wanted.
     *
     * @param closed whether texts stay encrypted though they could be opened
     * @param by who asks
     */
    public record Wanted(Selection selection, Set<Format> formats, boolean closed, String by) {}

    private final Evidence evidence;
    private final Wanted wanted;
    private final long madeMicros;
    private final long[] numbers;

    /** Finds out which records are meant; IllegalArgumentException where they are too many. */
    public Exporter(Evidence evidence, Wanted wanted, long nowMicros) {
        this.evidence = evidence;
        this.wanted = wanted;
        madeMicros = nowMicros;
        LongStream.Builder found = LongStream.builder();
        int[] count = new int[1];
        evidence.numbers(wanted.selection(), number -> {
            found.add(number);
            return ++count[0] <= RECORDS_MAX;
        });
        numbers = found.build().toArray();
        if (numbers.length > RECORDS_MAX)
            throw new IllegalArgumentException("more than " + RECORDS_MAX + " records: choose fewer days");
        if (wanted.formats().contains(Format.PDF) && numbers.length > PDF_RECORDS_MAX)
            throw new IllegalArgumentException(
                    "%d records are too many for a PDF of at most %d: leave it out, or choose fewer"
                            .formatted(numbers.length, PDF_RECORDS_MAX));
    }

    public int records() {
        return numbers.length;
    }

    /** Writes the archive; the stream stays open. */
    public void writeTo(OutputStream out) throws IOException {
        var zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        Map<String, @Nullable Object> files = new LinkedHashMap<>();
        for (Format format : Format.values()) {
            if (!wanted.formats().contains(format)) continue;
            zip.putNextEntry(new ZipEntry(format.file));
            MessageDigest digest = Digests.newSha256();
            var file = new DigestOutputStream(new Unclosed(zip), digest);
            if (format == Format.CSV) new CsvReport(file).write(this);
            else new PdfReport().write(this, file);
            zip.closeEntry();
            files.put(format.file, Digests.hex(digest.digest()));
        }
        zip.putNextEntry(new ZipEntry(JSONL));
        new Lines(zip).write(files);
        zip.closeEntry();
        zip.finish();
    }

    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }

    // ---- what the reports tell

    /** Takes one record. */
    interface Sink {
        void accept(Told told) throws IOException;
    }

    void each(Sink sink) throws IOException {
        for (long number : numbers) {
            Entry entry = evidence.entry(number);
            if (entry != null) sink.accept(Told.of(entry, evidence.contacts(), wanted.closed()));
        }
    }

    @Nullable
    Day day(long day) {
        return evidence.day(day);
    }

    Wanted wanted() {
        return wanted;
    }

    String made() {
        return Days.time(madeMicros);
    }

    String signer() {
        return evidence.signing().current().id();
    }

    // ---- the lines

    private final class Lines {
        private final OutputStream out;
        private final MessageDigest digest = Digests.newSha256();
        private final Proofs proofs = new Proofs(evidence);
        private final Set<Long> days = new TreeSet<>();
        private long lines;
        private long records;
        private final List<List<Long>> ranges = new ArrayList<>();

        Lines(OutputStream out) {
            this.out = out;
        }

        void write(Map<String, @Nullable Object> files) throws IOException {
            List<String> keys = keys();
            seals();
            each(this::record);
            manifest(files, keys);
        }

        private void line(String type, Map<String, @Nullable Object> members) throws IOException {
            Map<String, @Nullable Object> all = new LinkedHashMap<>(members);
            all.put("type", type);
            byte[] text = (CanonicalJson.text(all) + "\n").getBytes(StandardCharsets.UTF_8);
            digest.update(text);
            out.write(text);
            lines++;
        }

        private List<String> keys() throws IOException {
            List<String> ids = new ArrayList<>();
            for (Signer key : evidence.keyRows()) {
                Map<String, @Nullable Object> line = new LinkedHashMap<>();
                line.put("key", key.key());
                line.put("public", Digests.hex(key.publicKey()));
                line.put("since", Days.time(key.atMicros()));
                line.put("previous", key.previous());
                line.put("endorsement", Digests.hex(key.endorsement()));
                line("key", line);
                ids.add(key.key());
            }
            return ids;
        }

        /** Those of all days that are asked for, or of the days on which the records stand. */
        private void seals() throws IOException {
            if (wanted.selection() instanceof Selection.OfDays of) {
                for (long day = of.from(); day <= of.to(); day++) days.add(day);
            } else {
                for (long number : numbers) {
                    Entry entry = evidence.entry(number);
                    if (entry != null) days.add(entry.day());
                }
            }
            days.removeIf(day -> evidence.day(day) == null);
            for (long each : days) {
                Day day = evidence.day(each);
                if (day != null) line("seal", Proofs.seal(day));
            }
        }

        private void record(Told told) throws IOException {
            Entry entry = told.entry();
            Map<String, @Nullable Object> line = new LinkedHashMap<>();
            line.put("entry", JsonText.parse(new String(entryBytes(entry), StandardCharsets.UTF_8)));
            line.put("hash", entry.hash());
            Map<String, @Nullable Object> proof = days.contains(entry.day()) ? proofs.of(entry) : null;
            if (proof != null) line.put("proof", proof);
            byte[] key = told.key();
            if (key != null) line.put("key", Digests.hex(key));
            if (told.erased()) line.put("erased", true);
            line("record", line);
            counted(entry.number());
        }

        private void counted(long number) {
            records++;
            boolean follows = !ranges.isEmpty() && ranges.getLast().getLast() == number - 1;
            if (follows) ranges.set(ranges.size() - 1, List.of(ranges.getLast().getFirst(), number));
            else ranges.add(List.of(number, number));
        }

        private void manifest(Map<String, @Nullable Object> files, List<String> keys) throws IOException {
            SigningKey signer = evidence.signing().current();
            Map<String, @Nullable Object> manifest = Chain.statement("momentum.evidence.manifest");
            manifest.put("scope", wanted.selection().text());
            manifest.put("wholeDays", wanted.selection() instanceof Selection.OfDays);
            manifest.put("made", made());
            manifest.put("by", wanted.by());
            manifest.put("records", records);
            manifest.put("numbers", ranges);
            manifest.put("days", days.stream().map(Days::text).toList());
            manifest.put("keys", keys);
            manifest.put("files", files);
            manifest.put("lines", lines);
            manifest.put("sha256", Digests.hex(digest.digest()));
            manifest.put("key", signer.id());
            Map<String, @Nullable Object> line = new LinkedHashMap<>();
            line.put("manifest", manifest);
            line.put("signature", Digests.hex(signer.sign(CanonicalJson.bytes(manifest))));
            line("manifest", line);
        }
    }

    static byte[] entryBytes(Entry entry) {
        return Chain.entry(entry.number(), entry.day(), entry.atMicros(), entry.previous(), entry.record());
    }
}
