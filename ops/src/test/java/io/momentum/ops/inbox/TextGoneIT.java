package io.momentum.ops.inbox;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.ops.TestAppliance.Setup;
import io.momentum.ops.inbox.Browser.Seen;
import io.momentum.ops.retention.RetentionConfig;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever opens an old conversation sees that there were texts, and until when. */
class TextGoneIT {

    private static final String ANA = "15550100142";

    @TempDir
    Path directory;

    @Test
    void aConversationWhoseTextsHaveGoneSaysSoInBothLanguages() throws Exception {
        String id;
        try (var world = new InboxWorld(directory)) {
            id = world.writes(ANA, "secret: how much is it?");
            world.admin("POST", "/v1/conversations/" + id + "/notes", new JsonObject().put("text", "secret: keen"));
            world.admin("POST", "/v1/conversations/" + id + "/close", new JsonObject().put("outcome", "resolved"));
            world.appliance.evidence().settled().join();
        }
        var texts = new RetentionConfig(Optional.empty(), Optional.of(RetentionConfig.MESSAGES_MIN));
        try (var world = new InboxWorld(directory, Setup.PLAIN.keeping(texts))) {
            world.appliance.grow(Duration.ofDays(45));
            world.admin("POST", "/v1/retention", new JsonObject().put("dryRun", false));
            InboxWorld.until(() -> world.appliance.retention().textsGone() > 0);
            world.person("ana", InboxWorld.role("agent"));
            Browser ana = world.signedIn("ana");
            Seen page = ana.get("/inbox/c/" + id).is(200);
            assertTrue(page.main().contains("This text has gone: it was kept until "), page.main());
            assertFalse(page.main().contains("secret"), page.main());
            Seen form = ana.get("/inbox/preferences");
            ana.submit(form.form("/inbox/preferences"), "language", "es").is(200);
            Seen pagina = ana.get("/inbox/c/" + id).is(200);
            assertTrue(pagina.main().contains("Este texto ya no está: se guardó hasta el "), pagina.main());
        }
    }
}
