package io.momentum.ops.evidence;

import io.momentum.ops.evidence.Finding.Kind;
import io.momentum.ops.followup.evidence.CanonicalJson;
import io.momentum.ops.followup.evidence.Chain;
import io.momentum.ops.followup.evidence.Digests;
import io.momentum.ops.followup.evidence.Ed25519;
import io.momentum.ops.followup.evidence.MerkleTree;
import io.momentum.ops.followup.evidence.RecordSeal;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks a file of evidence, {@code evidence.jsonl}, by what stands in it: no server, no configuration, no key but perhaps one
 * that is trusted. Goes on after what does not hold, so that it can say all of it.
 */
public final class Verifier {

    private static final int LINE_MAX = 64 << 20;
    private static final int FINDINGS_MAX = 1_000;

    private final Path file;
    private final Optional<String> trusted;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, byte[]> keys = new LinkedHashMap<>();
    private final Map<String, String> endorsedBy = new HashMap<>();
    private final Map<String, Seal> seals = new LinkedHashMap<>();
    private final Set<Long> numbers = new HashSet<>();
    private @Nullable Seal lastSeal;
    private @Nullable Map<String, @Nullable Object> manifest;
    private long line;
    private long lastNumber;
    private String lastHash = "";
    private String lastDay = "";
    private long unsealed;
    private long erased;
    private long closed;

    private record Seal(String day, long first, long last, byte[] root, String previous, String hash) {}

    private Verifier(Path file, Optional<String> trusted) {
        this.file = file;
        this.trusted = trusted;
    }

    /**
     * Checks a file.
     *
     * @param trusted the id of a key that must have signed, itself or by those that it vouches for
     */
    public static Report check(Path file, Optional<String> trusted) throws IOException {
        return new Verifier(file, trusted).report();
    }

    private Report report() throws IOException {
        MessageDigest above = Digests.newSha256();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            for (byte[] text = next(in); text != null; text = next(in)) {
                line++;
                if (manifest != null) found(Kind.FORMAT, "it stands behind the manifest");
                else take(text, above);
                above.update(text);
            }
        }
        Map<String, @Nullable Object> signed = manifest;
        line = 0;
        if (signed == null) found(Kind.MISSING, "there is no manifest: the end of the file is missing");
        days();
        String signer = signed == null ? "" : JsonText.textOr(signed, "key");
        trust(signer);
        return new Report(
                List.copyOf(findings),
                numbers.size(),
                unsealed,
                erased,
                closed,
                seals.size(),
                signed == null ? "" : JsonText.textOr(signed, "scope"),
                signed == null ? "" : JsonText.textOr(signed, "made"),
                signer);
    }

    private void found(Kind kind, String text) {
        if (findings.size() < FINDINGS_MAX) findings.add(new Finding(line, kind, text));
    }

    /** A line with its end; null behind the last. */
    private static byte @Nullable [] next(InputStream in) throws IOException {
        var text = new ByteArrayOutputStream();
        for (int octet = in.read(); octet >= 0; octet = in.read()) {
            text.write(octet);
            if (octet == '\n' || text.size() > LINE_MAX) break;
        }
        return text.size() == 0 ? null : text.toByteArray();
    }

    private void take(byte[] octets, MessageDigest above) {
        try {
            Map<String, @Nullable Object> members = JsonText.parseCanonical(decoded(octets));
            switch (JsonText.text(members, "type")) {
                case "key" -> key(members);
                case "seal" -> seal(members);
                case "record" -> record(members);
                case "manifest" -> manifest(members, above);
                default -> found(Kind.FORMAT, "no line is of the type " + JsonText.text(members, "type"));
            }
        } catch (IllegalArgumentException e) {
            found(Kind.FORMAT, String.valueOf(e.getMessage()));
        }
    }

    private static String decoded(byte[] octets) {
        if (octets[octets.length - 1] != '\n') throw new IllegalArgumentException("the line is cut short");
        try {
            ByteBuffer text = ByteBuffer.wrap(octets, 0, octets.length - 1);
            return StandardCharsets.UTF_8.newDecoder().decode(text).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("not in UTF-8", e);
        }
    }

    // ---- keys

    private void key(Map<String, @Nullable Object> members) {
        String id = JsonText.text(members, "key");
        byte[] publicKey = Digests.bytes(JsonText.text(members, "public"));
        if (!Ed25519.idOf(publicKey).equals(id)) {
            found(Kind.KEY, "the key " + id + " is another one than its name says");
            return;
        }
        keys.put(id, publicKey);
        String previous = JsonText.text(members, "previous");
        byte[] endorsement = Digests.bytes(JsonText.text(members, "endorsement"));
        if (endorsement.length == 0) return;
        byte[] by = keys.get(previous);
        byte[] said = CanonicalJson.bytes(Chain.nextKey(id, publicKey, previous));
        if (by == null || !Ed25519.isSigned(by, said, endorsement))
            found(Kind.SIGNATURE, "the key " + previous + " does not vouch for " + id);
        else endorsedBy.put(id, previous);
    }

    private void signature(Map<String, @Nullable Object> statement, String signature, String what) {
        String id = JsonText.text(statement, "key");
        byte[] key = keys.get(id);
        if (key == null) found(Kind.KEY, "the key " + id + " that signed " + what + " is not here");
        else if (!Ed25519.isSigned(key, CanonicalJson.bytes(statement), Digests.bytes(signature)))
            found(Kind.SIGNATURE, "the signature of " + what + " is wrong");
    }

    // ---- sealed days

    private void seal(Map<String, @Nullable Object> members) {
        Map<String, @Nullable Object> statement = JsonText.object(members, "statement");
        String day = JsonText.text(statement, "day");
        signature(statement, JsonText.text(members, "signature"), "the day " + day);
        if (!JsonText.text(statement, "type").equals("momentum.evidence.day"))
            found(Kind.FORMAT, "the statement is not about a day");
        Seal before = lastSeal;
        var seal = new Seal(
                day,
                JsonText.number(statement, "first"),
                JsonText.number(statement, "last"),
                Digests.bytes(JsonText.text(statement, "root")),
                JsonText.text(statement, "previous"),
                Digests.hex(Digests.sha256(CanonicalJson.bytes(statement))));
        if (before != null && before.day().compareTo(day) >= 0)
            found(Kind.ORDER, "the day " + day + " stands behind " + before.day());
        boolean follows = before != null && next(before.day()).equals(day);
        if (before != null && follows) follows(before, seal);
        seals.put(day, seal);
        lastSeal = seal;
    }

    private void follows(Seal before, Seal seal) {
        if (!seal.previous().equals(before.hash()))
            found(Kind.CHAIN, "the day " + seal.day() + " does not follow what was signed of " + before.day());
    }

    private static String next(String day) {
        try {
            return LocalDate.parse(day).plusDays(1).toString();
        } catch (java.time.DateTimeException e) {
            throw new IllegalArgumentException("'" + day + "' is no day", e);
        }
    }

    /** Whole days have all their records, and no seal is missing between two, also where days without records had none. */
    private void days() {
        Map<String, @Nullable Object> signed = manifest;
        if (signed == null || !Boolean.TRUE.equals(signed.get("wholeDays"))) return;
        Seal before = null;
        for (Seal seal : seals.values()) {
            if (before != null && !next(before.day()).equals(seal.day())) follows(before, seal);
            before = seal;
            for (long number = seal.first(); number <= seal.last(); number++) {
                if (!numbers.contains(number)) found(Kind.MISSING, "record " + number + " of " + seal.day());
                if (findings.size() >= FINDINGS_MAX) return;
            }
        }
    }

    // ---- records

    private void record(Map<String, @Nullable Object> members) {
        Map<String, @Nullable Object> entry = JsonText.object(members, "entry");
        long number = JsonText.number(entry, "number");
        String day = JsonText.text(entry, "day");
        String hash = Digests.hex(Digests.sha256(CanonicalJson.bytes(entry)));
        if (!hash.equals(JsonText.text(members, "hash"))) found(Kind.CHANGED, "record " + number + " was changed");
        place(number, day, JsonText.text(entry, "prev"), hash);
        numbers.add(number);
        proof(members, number, day, hash);
        texts(members, JsonText.object(entry, "record"), number);
    }

    private void place(long number, String day, String previous, String hash) {
        if (number <= lastNumber) found(Kind.ORDER, "record %d stands behind %d".formatted(number, lastNumber));
        else if (day.compareTo(lastDay) < 0) found(Kind.ORDER, "record " + number + " is of a day that had ended");
        boolean first = number == 1;
        boolean follows = number == lastNumber + 1;
        if (follows && !previous.equals(first ? Digests.NONE : lastHash))
            found(
                    Kind.CHAIN,
                    "record " + number + (first ? " is not the first" : " does not follow the one before it"));
        lastNumber = number;
        lastHash = hash;
        lastDay = day;
    }

    private void proof(Map<String, @Nullable Object> members, long number, String day, String hash) {
        Seal seal = seals.get(day);
        boolean has = members.containsKey("proof");
        if (seal == null) {
            unsealed++;
            if (has) found(Kind.MISSING, "the seal of " + day + ", under which record " + number + " stands");
            return;
        }
        if (!has) {
            found(Kind.ROOT, "record " + number + " does not show its way to the root of " + day);
            return;
        }
        Map<String, @Nullable Object> proof = JsonText.object(members, "proof");
        long index = JsonText.number(proof, "index");
        long size = JsonText.number(proof, "size");
        List<byte[]> path = JsonText.list(proof, "path").stream()
                .map(each -> Digests.bytes(String.valueOf(each)))
                .toList();
        boolean place = index == number - seal.first() && size == seal.last() - seal.first() + 1;
        if (!place || !leads(hash, index, size, path, seal.root()))
            found(Kind.ROOT, "record " + number + " does not stand under the root of " + day);
    }

    private static boolean leads(String hash, long index, long size, List<byte[]> path, byte[] root) {
        try {
            return MessageDigest.isEqual(root, MerkleTree.rootOf(Digests.bytes(hash), index, size, path));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void texts(Map<String, @Nullable Object> members, Map<String, @Nullable Object> record, long number) {
        if (!record.containsKey("keyHash")) return;
        if (!members.containsKey("key")) {
            if (Boolean.TRUE.equals(members.get("erased"))) erased++;
            else closed++;
            return;
        }
        try {
            byte[] key = Digests.bytes(JsonText.text(members, "key"));
            var _ = RecordSeal.withKey(key, JsonText.text(record, "id")).opened(record);
        } catch (IllegalArgumentException e) {
            found(Kind.TEXT, "record " + number + ": " + e.getMessage());
        }
    }

    // ---- the manifest

    private void manifest(Map<String, @Nullable Object> members, MessageDigest above) {
        Map<String, @Nullable Object> signed = JsonText.object(members, "manifest");
        manifest = signed;
        signature(signed, JsonText.text(members, "signature"), "the manifest");
        if (!JsonText.text(signed, "type").equals("momentum.evidence.manifest"))
            found(Kind.FORMAT, "the statement is no manifest");
        numbersOf(signed);
        for (Object day : JsonText.list(signed, "days")) {
            if (!seals.containsKey(String.valueOf(day))) found(Kind.MISSING, "the seal of " + day);
        }
        for (Object key : JsonText.list(signed, "keys")) {
            if (!keys.containsKey(String.valueOf(key))) found(Kind.MISSING, "the key " + key);
        }
        long lines = JsonText.number(signed, "lines");
        if (lines != line - 1) found(Kind.MISSING, "%d lines were exported, %d are here".formatted(lines, line - 1));
        if (!Digests.hex(digestSoFar(above)).equals(JsonText.text(signed, "sha256")))
            found(Kind.CHANGED, "the lines above are not those that were exported");
        files(JsonText.object(signed, "files"));
    }

    private static byte[] digestSoFar(MessageDigest digest) {
        try {
            return ((MessageDigest) digest.clone()).digest();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void numbersOf(Map<String, @Nullable Object> signed) {
        long exported = 0;
        for (Object range : JsonText.list(signed, "numbers")) {
            if (!(range instanceof List<?> ends) || ends.size() != 2)
                throw new IllegalArgumentException("numbers are no ranges");
            Map<String, @Nullable Object> both = new HashMap<>();
            both.put("from", ends.getFirst());
            both.put("to", ends.getLast());
            for (long number = JsonText.number(both, "from"); number <= JsonText.number(both, "to"); number++) {
                if (!numbers.contains(number)) found(Kind.MISSING, "record " + number);
                if (++exported > Exporter.RECORDS_MAX) throw new IllegalArgumentException("too many records");
            }
        }
        if (numbers.size() > exported)
            found(Kind.CHANGED, "%d records were exported, %d are here".formatted(exported, numbers.size()));
    }

    /** Those that lie beside this one; whoever gets this one alone has what proves. */
    private void files(Map<String, @Nullable Object> files) {
        for (String name : files.keySet()) {
            Path beside = file.resolveSibling(name);
            boolean plain = Path.of(name).getNameCount() == 1;
            if (!plain) found(Kind.FORMAT, "'" + name + "' is no file's name");
            if (!plain || !Files.isRegularFile(beside)) continue;
            try {
                if (!hashOf(beside).equals(JsonText.text(files, name)))
                    found(Kind.FILE, name + " is not the one that was exported with this file");
            } catch (IOException e) {
                found(Kind.FILE, name + " cannot be read: " + e.getMessage());
            }
        }
    }

    private static String hashOf(Path path) throws IOException {
        MessageDigest digest = Digests.newSha256();
        try (InputStream in = Files.newInputStream(path)) {
            byte[] some = new byte[1 << 16];
            for (int read = in.read(some); read >= 0; read = in.read(some)) digest.update(some, 0, read);
        }
        return Digests.hex(digest.digest());
    }

    // ---- trust

    private void trust(String signer) {
        if (trusted.isEmpty()) return;
        String at = signer;
        Set<String> seen = new HashSet<>();
        while (!at.equals(trusted.get())) {
            String by = endorsedBy.get(at);
            if (by == null || !seen.add(at)) {
                found(
                        Kind.TRUST,
                        "the key %s signed, and the trusted key %s does not vouch for it"
                                .formatted(signer, trusted.get()));
                return;
            }
            at = by;
        }
    }
}
