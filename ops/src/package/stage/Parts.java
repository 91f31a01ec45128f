import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Holds a list of parts (CycloneDX) against the jars that were packed: names those and no other, each with the digest of what lies
 * there. A jar that the list does not know ends the build.
 */
final class Parts {

    private final Path lib;
    private final JsonObject bom;

    Parts(Path lib, JsonObject bom) {
        this.lib = lib;
        this.bom = bom;
    }

    void onlyPacked() throws IOException {
        Map<String, Path> unknown = jars();
        unknown.remove(file(bom.getJsonObject("metadata").getJsonObject("component"))); // what the list is about
        var packed = new JsonArray();
        List<String> absent = new ArrayList<>();
        for (Object each : bom.getJsonArray("components")) {
            var part = (JsonObject) each;
            Path jar = unknown.remove(file(part));
            if (jar == null) {
                absent.add(part.getString("bom-ref"));
                continue;
            }
            putDigest(part, jar);
            packed.add(part);
        }
        if (!unknown.isEmpty()) throw new IllegalStateException("not in the list of parts: " + unknown.keySet());
        bom.put("components", packed);
        forget(absent);
    }

    private Map<String, Path> jars() throws IOException {
        Map<String, Path> jars = new TreeMap<>();
        try (Stream<Path> files = Files.list(lib)) {
            files.forEach(file -> jars.put(file.getFileName().toString(), file));
        }
        return jars;
    }

    /** The name of its jar: of pkg:maven/GROUP/NAME@VERSION?classifier=C&type=jar it is NAME-VERSION-C.jar. */
    private static String file(JsonObject part) {
        String purl = part.getString("purl");
        String classifier = purl.contains("classifier=") ? "-" + purl.replaceAll(".*classifier=([^&]*).*", "$1") : "";
        return part.getString("name") + "-" + part.getString("version") + classifier + ".jar";
    }

    /** A jar from which parts for other machines were left out is not what its authors published. */
    private static void putDigest(JsonObject part, Path jar) throws IOException {
        String digest = digest(jar);
        boolean asPublished = part.getJsonArray("hashes").stream()
                .anyMatch(hash -> digest.equals(((JsonObject) hash).getString("content")));
        part.put("hashes", new JsonArray().add(new JsonObject().put("alg", "SHA-256").put("content", digest)));
        if (!asPublished && !"io.momentum".equals(part.getString("group")))
            part.put("pedigree", new JsonObject().put("notes", "without the native parts for other machines"));
    }

    private static String digest(Path file) throws IOException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Nothing depends on what is not there. */
    private void forget(List<String> absent) {
        var kept = new JsonArray();
        for (Object each : bom.getJsonArray("dependencies")) {
            var dependency = (JsonObject) each;
            if (absent.contains(dependency.getString("ref"))) continue;
            JsonArray on = dependency.getJsonArray("dependsOn");
            if (on != null) absent.forEach(on::remove);
            kept.add(dependency);
        }
        bom.put("dependencies", kept);
    }
}
