package io.momentum.ops.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.momentum.ops.TestAppliance.Setup;
import io.momentum.ops.followup.FollowupConfig;
import io.momentum.ops.inbox.Browser.Seen;
import io.momentum.ops.oidc.FakeIssuer;
import io.momentum.ops.oidc.OidcConfig;
import io.momentum.ops.oidc.OidcConfig.ClientSecret;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** An inbox into which people come by a provider as well. */
final class ProviderWorld implements AutoCloseable {

    final FakeIssuer issuer = new FakeIssuer();
    final InboxWorld inbox;

    ProviderWorld(Path directory) throws Exception {
        URI publicUrl = URI.create("http://127.0.0.1:" + freePort() + "/");
        var oidc = new OidcConfig(
                issuer.url(),
                FakeIssuer.CLIENT,
                Optional.of(new ClientSecret(FakeIssuer.SECRET)),
                OidcConfig.SCOPES,
                OidcConfig.EMAIL,
                "Acme",
                Optional.empty());
        inbox = new InboxWorld(
                directory, new Setup(FollowupConfig.OFF, new InboxConfig(Optional.of(publicUrl), Optional.of(oidc))));
        inbox.admin("PUT", "/v1/people/ana@acme.example", person("Ana Ruiz"));
    }

    static JsonObject person(String name) {
        return new JsonObject().put("role", "agent").put("name", name);
    }

    private static int freePort() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Presses the button. @return where the browser is sent */
    static URI begin(Browser browser) throws Exception {
        String link = browser.get("/inbox/sign-in")
                .is(200)
                .page()
                .selectFirst("a#provider")
                .attr("href");
        Seen sent = browser.look(link);
        assertEquals(303, sent.status(), () -> sent.response().body());
        return URI.create(sent.header("Location"));
    }

    /** Presses the button and consents. @return the path with which the browser is sent back */
    String consent(Browser browser) throws Exception {
        return path(issuer.consent(begin(browser)));
    }

    static String path(URI url) {
        return url.getRawPath() + "?" + url.getRawQuery();
    }

    /** All of it. */
    Seen signIn(Browser browser) throws Exception {
        return browser.get(consent(browser));
    }

    static List<String> alert(Seen seen) {
        return seen.page().select("[role=alert]").eachText();
    }

    @Override
    public void close() {
        inbox.close();
        issuer.close();
    }
}
