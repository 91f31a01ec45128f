package io.momentum.ops.evidence;

import static io.momentum.ops.evidence.EvidenceBench.ANA;
import static io.momentum.ops.evidence.EvidenceBench.DAY;
import static io.momentum.ops.evidence.EvidenceBench.LUIS;
import static io.momentum.ops.evidence.EvidenceBench.MORNING;
import static io.momentum.ops.evidence.EvidenceBench.days;
import static io.momentum.ops.evidence.EvidenceBench.verified;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.ops.evidence.Exporter.Format;
import io.momentum.ops.evidence.Finding.Kind;
import io.momentum.ops.followup.evidence.CanonicalJson;
import io.momentum.ops.followup.evidence.Digests;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever changes a file of evidence is found out, and what was changed is named. */
class TamperIT {

    @TempDir
    static Path dir;

    private static Path file;
    private static List<String> lines;

    @BeforeAll
    static void export() throws Exception {
        try (var bench = new EvidenceBench(dir.resolve("data"), MORNING)) {
            bench.sends(ANA, "nov", "Hello, can you come on Friday?");
            bench.replies(ANA, "yes");
            bench.closes(ANA, "appointment_confirmed", Map.of("date", "2026-12-04"));
            for (int i = 0; i < 3; i++) {
                bench.replies(LUIS, "question " + i);
                bench.closes(LUIS, "resolved", Map.of());
            }
            bench.clock.addAndGet(DAY);
            bench.settled();
            EvidenceBench.done(bench.evidence.rotate("user:maria"));
            bench.replies(LUIS, "and another one");
            bench.closes(LUIS, "resolved", Map.of());
            bench.clock.addAndGet(DAY);
            bench.settled();
            file = bench.exports(dir.resolve("out"), days(), false, Format.CSV, Format.PDF);
        }
        lines = Files.readString(file).lines().map(line -> line + "\n").toList();
        verified(file);
    }

    private static int lineOf(String type, int which) {
        int seen = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (new JsonObject(lines.get(i)).getString("type").equals(type) && seen++ == which) return i;
        }
        throw new AssertionError("no line " + which + " of type " + type);
    }

    private static List<Finding> findings(List<String> changed) throws Exception {
        Path path = dir.resolve("changed.jsonl");
        Files.writeString(path, String.join("", changed));
        return Verifier.check(path, Optional.empty()).findings();
    }

    private static List<String> with(int line, UnaryOperator<String> change) {
        List<String> changed = new ArrayList<>(lines);
        changed.set(line, change.apply(changed.get(line)));
        return changed;
    }

    private static void assertFound(List<Finding> findings, Kind kind, String text) {
        assertTrue(
                findings.stream().anyMatch(f -> f.kind() == kind && f.text().contains(text)),
                kind + " " + text + " in " + findings);
    }

    @Test
    void noOctetCanBeChangedByABit() throws Exception {
        byte[] octets = Files.readAllBytes(file);
        Path path = dir.resolve("bit.jsonl");
        // All members of the short lines are met, and those of the records; each kind of them has a test of its own
        // below.
        for (int at = 0, line = 0; at < octets.length; at += lines.get(line).length() < 1_500 ? 5 : 37) {
            line = lineAt(at);
            byte[] changed = octets.clone();
            changed[at] ^= 1;
            Files.write(path, changed);
            assertFalse(Verifier.check(path, Optional.empty()).holds(), "octet " + at + " of line " + (line + 1));
        }
    }

    private static int lineAt(int octet) {
        int end = 0;
        for (int i = 0; i < lines.size(); i++) {
            end += lines.get(i).getBytes(StandardCharsets.UTF_8).length;
            if (octet < end) return i;
        }
        return lines.size() - 1;
    }

    @Test
    void aChangedRecordIsNamedWhateverMemberItIs() throws Exception {
        int line = lineOf("record", 0);
        JsonObject entry = new JsonObject(lines.get(line)).getJsonObject("entry");
        for (String member : entry.fieldNames()) {
            if (member.equals("number") || member.equals("record")) continue;
            assertFound(findings(with(line, text -> changed(text, member, false))), Kind.CHANGED, "record 1 ");
        }
        for (String member : entry.getJsonObject("record").fieldNames()) {
            assertFound(findings(with(line, text -> changed(text, member, true))), Kind.CHANGED, "record 1 ");
        }
    }

    private static String changed(String text, String member, boolean ofRecord) {
        JsonObject line = new JsonObject(text);
        JsonObject entry = line.getJsonObject("entry");
        JsonObject at = ofRecord ? entry.getJsonObject("record") : entry;
        at.put(member, at.getValue(member) instanceof String word ? word + "x" : "x");
        return canonical(line);
    }

    private static String canonical(JsonObject json) {
        return CanonicalJson.text(JsonText.parse(json.encode())) + "\n";
    }

    @Test
    void aRecordThatWasMadeAnewWithItsHashDoesNotFollowNorStandUnderTheRoot() throws Exception {
        int line = lineOf("record", 1);
        List<Finding> found = findings(with(line, text -> {
            JsonObject json = new JsonObject(text);
            JsonObject entry = json.getJsonObject("entry");
            entry.getJsonObject("record").put("at", "2026-11-27T10:00:00.000001Z");
            byte[] form = CanonicalJson.bytes(JsonText.parse(entry.encode()));
            return canonical(json.put("hash", Digests.hex(Digests.sha256(form))));
        }));
        assertFound(found, Kind.ROOT, "record 2 does not stand under the root of 2026-11-27");
        assertFound(found, Kind.CHAIN, "record 3 does not follow");
    }

    @Test
    void aMissingRecordIsNamed() throws Exception {
        List<String> without = new ArrayList<>(lines);
        without.remove(lineOf("record", 1));
        List<Finding> found = findings(without);
        assertFound(found, Kind.MISSING, "record 2");
        assertFound(found, Kind.CHANGED, "the lines above are not those that were exported");
    }

    @Test
    void recordsInAnotherOrderAndRecordsTwiceAreFound() throws Exception {
        int first = lineOf("record", 0);
        List<String> swapped = new ArrayList<>(lines);
        swapped.set(first, lines.get(first + 1));
        swapped.set(first + 1, lines.get(first));
        assertFound(findings(swapped), Kind.ORDER, "record 1 stands behind 2");
        List<String> twice = new ArrayList<>(lines);
        twice.add(first, lines.get(first));
        assertFound(findings(twice), Kind.ORDER, "record 1 stands behind 1");
    }

    @Test
    void aWrongRootAWrongSignatureAndAMissingSealAreFound() throws Exception {
        int seal = lineOf("seal", 0);
        String root = new JsonObject(lines.get(seal)).getJsonObject("statement").getString("root");
        List<Finding> wrongRoot =
                findings(with(seal, text -> text.replace(root, Digests.hex(Digests.sha256(new byte[1])))));
        assertFound(wrongRoot, Kind.SIGNATURE, "the signature of the day 2026-11-27 is wrong");
        assertFound(wrongRoot, Kind.ROOT, "record 1 does not stand under the root");
        String signature = new JsonObject(lines.get(seal)).getString("signature");
        String other = new JsonObject(lines.get(seal + 1)).getString("signature");
        assertFound(
                findings(with(seal, text -> text.replace(signature, other))),
                Kind.SIGNATURE,
                "the signature of the day 2026-11-27 is wrong");
        List<String> without = new ArrayList<>(lines);
        without.remove(seal);
        assertFound(findings(without), Kind.MISSING, "the seal of 2026-11-27");
    }

    @Test
    void aKeyThatIsMissingOrExchangedIsFound() throws Exception {
        List<String> without = new ArrayList<>(lines);
        without.remove(lineOf("key", 0));
        assertFound(findings(without), Kind.KEY, "that signed the day 2026-11-27 is not here");
        String endorsement = new JsonObject(lines.get(lineOf("key", 1))).getString("endorsement");
        List<Finding> unvouched =
                findings(with(lineOf("key", 1), text -> text.replace(endorsement, "00" + endorsement.substring(2))));
        assertFound(unvouched, Kind.SIGNATURE, "does not vouch for");
    }

    @Test
    void aFileThatIsCutShortHasNoManifest() throws Exception {
        assertFound(findings(lines.subList(0, lines.size() - 1)), Kind.MISSING, "there is no manifest");
        List<String> more = new ArrayList<>(lines);
        more.add(lines.getFirst());
        assertFound(findings(more), Kind.FORMAT, "behind the manifest");
        assertFound(findings(List.of("{}\n", "no json\n")), Kind.FORMAT, "no JSON");
    }

    @Test
    void aTextThatIsShownWithAWrongKeyIsFound() throws Exception {
        int line = lineOf("record", 0);
        String key = new JsonObject(lines.get(line)).getString("key");
        assertFound(
                findings(with(line, text -> text.replace(key, Digests.hex(Digests.sha256(new byte[2]))))),
                Kind.TEXT,
                "the key is not the record's");
    }

    @Test
    void somebodyElsesSignatureOverAWholeFileIsNotTheTrustedOne() throws Exception {
        SigningKey stranger = SigningKey.generate();
        List<String> forged = new ArrayList<>(lines.subList(0, lineOf("record", 0)));
        JsonObject key = new JsonObject()
                .put("type", "key")
                .put("key", stranger.id())
                .put("public", Digests.hex(stranger.publicKey()))
                .put("previous", "")
                .put("endorsement", "")
                .put("since", "2026-11-29T00:00:00.000000Z");
        forged.add(canonical(key));
        JsonObject manifest = new JsonObject(lines.getLast()).getJsonObject("manifest");
        manifest.put("key", stranger.id())
                .put("numbers", List.of())
                .put("records", 0)
                .put("lines", forged.size());
        manifest.put("wholeDays", false).put("files", Map.of());
        byte[] above = String.join("", forged).getBytes(StandardCharsets.UTF_8);
        manifest.put("sha256", Digests.hex(Digests.sha256(above)));
        byte[] form = CanonicalJson.bytes(JsonText.parse(manifest.encode()));
        forged.add(canonical(new JsonObject()
                .put("type", "manifest")
                .put("manifest", manifest)
                .put("signature", Digests.hex(stranger.sign(form)))));
        Path path = dir.resolve("forged.jsonl");
        Files.writeString(path, String.join("", forged));
        assertEquals(List.of(), Verifier.check(path, Optional.empty()).findings());
        String trusted = new JsonObject(lines.getFirst()).getString("key");
        assertFound(Verifier.check(path, Optional.of(trusted)).findings(), Kind.TRUST, "does not vouch for it");
        assertTrue(Verifier.check(file, Optional.of(trusted)).holds());
    }

    @Test
    void aChangedFileBesideItIsFound() throws Exception {
        Path other = dir.resolve("beside");
        Files.createDirectories(other);
        Files.copy(file, other.resolve("evidence.jsonl"));
        assertEquals(
                List.of(),
                Verifier.check(other.resolve("evidence.jsonl"), Optional.empty())
                        .findings(),
                "alone it is whole");
        for (String name : List.of("evidence.csv", "evidence.pdf")) {
            byte[] octets = Files.readAllBytes(file.resolveSibling(name));
            octets[octets.length / 2] ^= 1;
            Files.write(other.resolve(name), octets);
        }
        List<Finding> found = Verifier.check(other.resolve("evidence.jsonl"), Optional.empty())
                .findings();
        assertFound(found, Kind.FILE, "evidence.csv");
        assertFound(found, Kind.FILE, "evidence.pdf");
    }

    @Test
    void theTableHasARowForEachThingAndNoFormula() throws Exception {
        String csv = Files.readString(file.resolveSibling("evidence.csv"));
        assertTrue(csv.contains(",record,"), csv);
        assertTrue(csv.contains("\"Hello, can you come on Friday?\""), csv);
        assertTrue(csv.contains("MtSubmitted"), csv);
        for (String cell : csv.split("[,\n]", -1)) assertFalse(cell.startsWith("=") || cell.startsWith("@"), cell);
    }
}
