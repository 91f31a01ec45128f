import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Lays out what the packages hold: the program, a Java runtime of its own, units, manual, completion, list of parts. As it will lie
 * on a Debian host under target/package/root, and for any other place under target/package/momentum-VERSION. Run by the profile
 * "dist" with the jars of the program on the class path:
 *
 * <pre>java -cp 'target/momentum/lib/*' src/package/stage/Stage.java VERSION TIMESTAMP MAINTAINER</pre>
 *
 * Each byte follows from the sources, the libraries and the JDK alone: two builds make the same packages.
 */
final class Stage {

    /** What the program and its libraries use, and what an operator needs to look inside: jcmd, Flight Recorder, JMX. */
    private static final List<String> MODULES = List.of(
            "java.base", "java.compiler", "java.desktop", "java.instrument", "java.logging", "java.management", "java.naming", "java.net.http",
            "java.sql", "java.xml", "jdk.crypto.ec", "jdk.httpserver", "jdk.jcmd", "jdk.jfr", "jdk.management", "jdk.management.agent",
            "jdk.net", "jdk.unsupported", "jdk.zipfs");

    /** Native parts for machines that the package is not for. */
    private static final Map<String, Pattern> FOREIGN = Map.of(
            "amd64", Pattern.compile("librocksdbjni-(?!linux64\\.so$).*"),
            "arm64", Pattern.compile("librocksdbjni-(?!linux-aarch64\\.so$).*"));

    private static final Map<String, String> FOREIGN_JAR = Map.of("amd64", "aarch_64", "arm64", "x86_64");

    private final Path base = Path.of("").toAbsolutePath();
    private final Path layout = base.resolve("target/momentum");
    private final Path root = base.resolve("target/package/root");
    private final Path home = root.resolve("usr/lib/momentum");
    private final Path share = root.resolve("usr/share");
    private final Path doc = share.resolve("doc/momentum");
    private final Path anywhere;
    private final String version;
    private final Instant built;
    private final String maintainer;
    private final String machine = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";

    private Stage(String version, Instant built, String maintainer) {
        this.version = version;
        anywhere = base.resolve("target/package/momentum-" + version);
        this.built = built;
        this.maintainer = maintainer;
    }

    public static void main(String[] args) throws Exception {
        new Stage(args[0], Instant.parse(args[1]), args[2]).lay();
    }

    private void lay() throws Exception {
        delete(root.getParent());
        copyTree(layout.resolve("bin"), home.resolve("bin"));
        copyTree(base.resolve("src/package/host"), home.resolve("bin"));
        jars();
        runtime();
        copyTree(base.resolve("../config"), share.resolve("momentum/config"));
        copyTree(base.resolve("src/package/etc"), root.resolve("etc"));
        units();
        manual(share.resolve("man"));
        completion(share.resolve("bash-completion/completions/momentum"));
        documents();
        parts();
        copy(base.resolve("src/package/deb/lintian-overrides"), share.resolve("lintian/overrides/momentum"));
        copyForAnywhere();
        times();
    }

    /** What the layout without a runtime has, in the same places, and what else the package brings. */
    private void copyForAnywhere() throws IOException {
        copyTree(home, anywhere);
        Files.delete(anywhere.resolve("bin/check-installed")); // it is about places that only the package has
        copyTree(share.resolve("momentum/config"), anywhere.resolve("config"));
        for (String each : List.of("man", "doc", "bash-completion"))
            copyTree(share.resolve(each), anywhere.resolve("share").resolve(each));
        copyTree(base.resolve("../systemd"), anywhere.resolve("systemd"));
    }

    private void jars() throws IOException {
        try (Stream<Path> jars = Files.list(layout.resolve("lib"))) {
            for (Path jar : jars.sorted().toList()) {
                String name = jar.getFileName().toString();
                if (name.contains("linux-" + FOREIGN_JAR.get(machine))) continue;
                Path target = home.resolve("lib").resolve(name);
                // Maven writes the builder's umask into ours.
                if (name.startsWith("rocksdbjni-") || name.startsWith("momentum-")) repack(jar, target);
                else copy(jar, target);
            }
        }
    }

    /** The same entries without the modes of files; of RocksDB's jar nine of ten bytes are for other machines, and stay out. */
    private void repack(Path jar, Path target) throws IOException {
        try (var in = new ZipFile(jar.toFile());
                var out = new ZipOutputStream(Files.newOutputStream(made(target)))) {
            for (ZipEntry entry : in.stream().toList()) {
                if (FOREIGN.get(machine).matcher(entry.getName()).matches()) continue;
                ZipEntry kept = new ZipEntry(entry.getName());
                kept.setTimeLocal(entry.getTimeLocal());
                out.putNextEntry(kept);
                in.getInputStream(entry).transferTo(out);
                out.closeEntry();
            }
        }
    }

    private void runtime() {
        int code = ToolProvider.findFirst("jlink")
                .orElseThrow(() -> new IllegalStateException("needs a JDK with jlink"))
                .run(
                        System.out,
                        System.err,
                        "--add-modules", String.join(",", MODULES),
                        "--strip-java-debug-attributes",
                        "--no-header-files",
                        "--no-man-pages",
                        "--compress", "zip-6",
                        "--output", home.resolve("jre").toString());
        if (code != 0) throw new IllegalStateException("jlink: " + code);
    }

    private void units() throws IOException {
        Path lib = root.resolve("usr/lib");
        try (Stream<Path> files = Files.list(base.resolve("../systemd"))) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                switch (name.substring(name.lastIndexOf('.') + 1)) {
                    case "service", "timer" -> copy(file, lib.resolve("systemd/system").resolve(name));
                    case "sysusers" -> copy(file, lib.resolve("sysusers.d/momentum.conf"));
                    case "tmpfiles" -> copy(file, lib.resolve("tmpfiles.d/momentum.conf"));
                    default -> throw new IllegalStateException("what is " + name + "?");
                }
            }
        }
    }

    private void manual(Path man) throws IOException {
        try (Stream<Path> pages = Files.list(base.resolve("src/package/man"))) {
            for (Path page : pages.sorted().toList()) {
                String name = page.getFileName().toString();
                String section = name.substring(name.lastIndexOf('.') + 1);
                zip(Files.readString(page), man.resolve("man" + section).resolve(name + ".gz"));
            }
        }
    }

    private static void completion(Path file) throws IOException {
        picocli.AutoComplete.main("-f", "-n", "momentum", "-o", made(file).toString(), "io.momentum.ops.cli.Momentum");
        // The script says when and by which version it was made, and is no program by itself.
        String text = Files.readString(file);
        Files.writeString(file, text.replaceAll("(?m)^#!/usr/bin/env bash\\n", "").replaceAll("(?m)^# *Generated by.*\\n", ""));
    }

    private void documents() throws IOException {
        copy(base.resolve("src/package/deb/copyright"), doc.resolve("copyright"));
        copy(base.resolve("../README.md"), doc.resolve("README.md"));
        zip(Files.readString(base.resolve("../CHANGELOG.md")), doc.resolve("CHANGELOG.md.gz"));
        String day = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
                .format(built.atOffset(ZoneOffset.UTC));
        String entry = """
                momentum (%s) stable; urgency=medium

                  * What has changed is in CHANGELOG.md.gz beside this file.

                 -- %s  %s
                """;
        zip(entry.formatted(version.replace("-SNAPSHOT", "~snapshot"), maintainer, day), doc.resolve("changelog.gz"));
        copy(base.resolve("src/package/doc/threat-model.md"), doc.resolve("threat-model.md"));
        copy(base.resolve("src/package/doc/decisions.md"), doc.resolve("decisions.md"));
    }

    /** The list of parts, in the package and beside it: what Maven found, as far as it was packed, and the runtime. */
    private void parts() throws IOException {
        Path found = base.resolve("target/bom.json");
        if (!Files.exists(found)) throw new IllegalStateException("no list of parts: Maven makes none while offline (-o)");
        JsonObject bom = new JsonObject(Files.readString(found));
        new Parts(home.resolve("lib"), bom).onlyPacked();
        addRuntime(bom);
        Path list = doc.resolve("bom.json");
        Files.writeString(list, bom.encodePrettily() + "\n");
        Files.copy(list, base.resolve("target/momentum_" + machine + ".cdx.json"), StandardCopyOption.REPLACE_EXISTING);
    }

    private static void addRuntime(JsonObject bom) {
        String jdk = Runtime.version().toString();
        String vendor = System.getProperty("java.vendor");
        bom.getJsonArray("components")
                .add(new JsonObject()
                        .put("type", "platform")
                        .put("bom-ref", "java-runtime")
                        .put("name", "OpenJDK runtime (" + System.getProperty("java.vendor.version", vendor) + ")")
                        .put("version", jdk)
                        .put("publisher", vendor)
                        .put("licenses", new JsonArray()
                                .add(new JsonObject().put("expression", "GPL-2.0-only WITH Classpath-exception-2.0")))
                        .put("cpe", "cpe:2.3:a:oracle:openjdk:%s:*:*:*:*:*:*:*".formatted(jdk.replaceAll("[+-].*", "")))
                        .put("properties", new JsonArray()
                                .add(new JsonObject()
                                        .put("name", "modules")
                                        .put("value", String.join(" ", MODULES)))));
    }

    // ---- files

    private static Path made(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        return file;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, made(to));
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    /** As gzip -9n: without a time or a name in it. */
    private static void zip(String text, Path to) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION);
            }
        }) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        byte[] zipped = bytes.toByteArray();
        zipped[8] = 2; // "slowest": what gzip -9 says
        Files.write(made(to), zipped);
    }

    private void times() throws IOException {
        try (Stream<Path> files = Files.walk(root.getParent())) {
            for (Path file : files.toList()) Files.setLastModifiedTime(file, FileTime.from(built));
        }
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) return;
        try (Stream<Path> files = Files.walk(tree)) {
            files.sorted((a, b) -> b.compareTo(a)).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
