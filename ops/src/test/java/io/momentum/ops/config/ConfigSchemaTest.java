package io.momentum.ops.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.ops.api.HumanText;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema that editors read, against what the program reads. */
class ConfigSchemaTest {

    private static final Path CONFIG = Path.of("../config");
    private static final Path FILE = CONFIG.resolve("momentum.schema.json");

    @Test
    void theFileIsWhatTheProgramReads() throws IOException {
        assertTrue(
                Files.readString(FILE).equals(HumanText.pretty(ConfigSchema.shipped()) + "\n"),
                "make it anew: momentum check-config --schema > config/momentum.schema.json");
    }

    /** What a reader asks for only where something else is there would be missing. */
    @Test
    void everyKeyThatIsReadFromAFileIsInIt() throws IOException {
        var missing = new TreeSet<String>();
        for (Path file : List.of(everythingOn(), CONFIG.resolve("large/momentum.yaml"))) {
            for (String key : ConfigFile.keysOf(file)) {
                if (key.startsWith("mapping") || key.matches("(cause|pack|policy|profile).*")) continue;
                if (!ConfigFile.survey().keys().containsKey(key)) missing.add(key);
            }
        }
        assertEquals(new TreeSet<String>(), missing);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "momentum.yaml",
                "small.yaml",
                "large/momentum.yaml",
            })
    void itTakesWhatIsShipped(String file) throws IOException {
        assertEquals(List.of(), problems(Files.readString(CONFIG.resolve(file))));
    }

    @Test
    void itTakesEveryKey() throws IOException {
        assertEquals(List.of(), problems(Files.readString(everythingOn())));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hots: 3 | hots",
                "host: 300 | host",
                "durability: none | durability",
                "server: { listn: 1 } | server",
                "server: { bindTimeout: 5 seconds } | bindTimeout",
                "accounts: [{ window: 5 }] | accounts",
                "accounts: [{ systemId: a, rate: fast }] | rate",
                "carriers: [{ id: a, systemId: b, bnds: 2 }] | carriers",
                "log: { format: xml } | format",
            })
    void itRefusesWhatTheReaderRefuses(String yaml, String where) {
        List<String> problems = problems(yaml);
        assertTrue(problems.stream().anyMatch(problem -> problem.contains(where.strip())), problems::toString);
    }

    @Test
    void itSaysWhatKeysAreFor() {
        JsonObject account =
                property(new JsonObject(ConfigSchema.shipped()), "accounts").getJsonObject("items");
        JsonObject window = property(account, "window");
        assertTrue(window.getString("description").startsWith("Unanswered requests on each bind"), window::encode);
        assertEquals("100", window.getString("default"));
        assertEquals(10_000, window.getInteger("maximum"));
        var silent = new ArrayList<String>();
        for (String name : List.of("accounts", "carriers")) {
            JsonObject of =
                    property(new JsonObject(ConfigSchema.shipped()), name).getJsonObject("items");
            for (String key : of.getJsonObject("properties").fieldNames()) {
                if (!property(of, key).containsKey("description")) silent.add(name + "." + key);
            }
        }
        assertTrue(silent.size() < 15, silent::toString);
    }

    private static JsonObject property(JsonObject schema, String name) {
        return schema.getJsonObject("properties").getJsonObject(name);
    }

    /** The file that shows every key, with those on that are off. */
    private static Path everythingOn() throws IOException {
        String text = Files.readString(CONFIG.resolve("momentum.yaml")).replaceAll("(?m)^#(?=[ a-zA-Z])", "");
        Path file = Files.createTempDirectory("momentum").resolve("momentum.yaml");
        return Files.writeString(file, text.replaceFirst("(?m)^ yaml-language-server.*$", ""));
    }

    private static List<String> problems(String yaml) {
        JsonObject schema = new JsonObject(HumanText.pretty(ConfigSchema.shipped()));
        Validator validator = Validator.create(
                JsonSchema.of(schema),
                new JsonSchemaOptions()
                        .setBaseUri("https://momentum.example")
                        .setDraft(Draft.DRAFT202012)
                        .setOutputFormat(OutputFormat.Basic));
        Map<String, Object> tree = YamlTree.of(yaml);
        OutputUnit result = validator.validate(new JsonObject(tree));
        if (Boolean.TRUE.equals(result.getValid())) return List.of();
        assertFalse(result.getErrors().isEmpty());
        return result.getErrors().stream()
                .map(error -> error.getInstanceLocation() + ": " + error.getError())
                .toList();
    }
}
