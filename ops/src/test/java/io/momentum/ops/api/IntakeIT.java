package io.momentum.ops.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.GatewayConfig;
import io.momentum.gateway.carrier.CarrierConfig;
import io.momentum.gateway.codec.Gsm7Fit.Level;
import io.momentum.gateway.intake.IntakeRules;
import io.momentum.gateway.intake.IntakeRules.Answer;
import io.momentum.gateway.intake.IntakeRules.Fit;
import io.momentum.gateway.intake.IntakeRules.Repeats;
import io.momentum.gateway.intercept.Action;
import io.momentum.gateway.intercept.Changes;
import io.momentum.gateway.intercept.HookLine;
import io.momentum.gateway.intercept.InterceptConfig;
import io.momentum.gateway.intercept.Match;
import io.momentum.gateway.intercept.Phrases;
import io.momentum.gateway.intercept.Rule;
import io.momentum.gateway.message.Priority;
import io.momentum.gateway.policy.AccountPolicies;
import io.momentum.gateway.policy.PolicyBook;
import io.momentum.gateway.portability.PortabilityConfig;
import io.momentum.gateway.profile.CarrierProfile;
import io.momentum.gateway.route.NumberPlan;
import io.momentum.gateway.route.RouteConfig;
import io.momentum.gateway.server.AccountConfig;
import io.momentum.gateway.server.AccountConfig.OnSuppressed;
import io.momentum.gateway.server.AccountConfig.OptOutReach;
import io.momentum.gateway.server.EsmeProfile;
import io.momentum.gateway.server.Password;
import io.momentum.gateway.server.ServerConfig;
import io.momentum.gateway.session.BindBudget;
import io.momentum.ops.TestAppliance;
import io.momentum.ops.api.ApiClient.Reply;
import io.momentum.ops.config.OptOutFiles;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.SystemId;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made of a message before it is taken, as who sends over HTTP sees it. */
class IntakeIT {

    private static final String PATH = "/v1/messages";

    @TempDir
    Path directory;

    private TestAppliance appliance;
    private ApiClient acme;

    @BeforeEach
    void start() throws Exception {
        appliance = TestAppliance.start(directory);
        appliance.gateway().reload(config());
        acme = new ApiClient(appliance.url(), "acme");
    }

    @AfterEach
    void stop() {
        appliance.close();
    }

    private static GatewayConfig config() {
        var intake = new IntakeRules(
                Optional.empty(),
                false,
                Optional.of(new Repeats(Duration.ofMinutes(1), 100, Answer.REFUSE)),
                new Fit(Level.TYPOGRAPHY, false));
        var account = new AccountConfig(
                new SystemId("acme"),
                Password.plain("secret"),
                List.of(),
                4,
                100,
                0,
                List.of(),
                OnSuppressed.VENDOR_STATUS,
                Priority.CAMPAIGN,
                EsmeProfile.DEFAULT,
                AccountPolicies.NONE,
                intake,
                OptOutReach.ACCOUNT);
        // Nobody listens there: what is accepted waits.
        var carrier = new CarrierConfig(
                new CarrierId("waits"),
                List.of(new CarrierConfig.HostPort("127.0.0.1", 1)),
                "momentum",
                new CarrierConfig.Secret("secret"),
                1,
                0,
                20,
                1 << 20,
                CarrierProfile.DEFAULT);
        return new GatewayConfig(
                ServerConfig.defaults(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                List.of(account),
                List.of(carrier),
                List.of(new RouteConfig("*", List.of(carrier.id()))),
                NumberPlan.EMPTY,
                List.of(),
                OptOutFiles.shipped(),
                PolicyBook.NONE,
                BindBudget.Rules.DEFAULT,
                new InterceptConfig(
                        List.of(
                                new Rule("links", text("bit.ly"), new Action.Reject(Action.STATUS)),
                                new Rule("brand", text("code"), new Action.Rewrite(brand()))),
                        List.of()),
                PortabilityConfig.NONE);
    }

    private static Changes brand() {
        return HookLine.with(HookLine.with(Changes.NONE, "source", "ACME"), "carrier", "waits");
    }

    private static Match text(String phrase) {
        return new Match(
                Set.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Set.of(),
                new Phrases(List.of(phrase)),
                List.of(),
                Optional.empty());
    }

    private static JsonObject message(String text) {
        return new JsonObject().put("from", "890123").put("to", "+15550100").put("text", text);
    }

    private String trace(String id) throws Exception {
        return acme.get(PATH + "/" + id + "/trace").json().encode();
    }

    private String metrics() throws Exception {
        var request = HttpRequest.newBuilder(URI.create(appliance.metricsUrl() + "/metrics"))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, BodyHandlers.ofString()).body();
        }
    }

    @Test
    void theSameAgainIsAConflictAndTheTraceOfTheFirstTellsIt() throws Exception {
        String id = acme.post(PATH, message("hello")).json().getString("id");
        Reply again = acme.post(PATH, message("hello"));
        assertEquals(409, again.status(), again.response().body());
        assertEquals("DUPLICATE", again.json().getString("code"));
        assertEquals(202, acme.post(PATH, message("hello you")).status());
        assertTrue(trace(id).contains("submitted again within the account's time"), trace(id));
        assertTrue(metrics().contains("momentum_ingress_duplicates_total{account=\"acme\"} 1.0"));
        assertTrue(metrics().contains("momentum_ingress_remembered{account=\"acme\"} 2.0"));
    }

    @Test
    void whatARuleDecidesIsInTheTraceAndInTheMetrics() throws Exception {
        Reply refused = acme.post(PATH, message("see bit.ly/1"));
        assertEquals(422, refused.status(), refused.response().body());
        assertEquals("INTERCEPTED", refused.json().getString("code"));
        String id = acme.post(PATH, message("your code")).json().getString("id");
        String trace = trace(id);
        assertTrue(trace.contains("by brand: rewritten: source, carrier, over waits"), trace);
        assertTrue(
                metrics().contains("momentum_interception_decisions_total{decision=\"rejected\",rule=\"links\"} 1.0"));
        assertTrue(
                metrics().contains("momentum_interception_decisions_total{decision=\"rewritten\",rule=\"brand\"} 1.0"));
    }

    @Test
    void aTextIsMadeToFitAsTheAccountOrTheRequestWantsIt() throws Exception {
        JsonObject quotes = acme.post(PATH, message("\u201Chola\u201D")).json();
        assertEquals("gsm7", quotes.getString("encoding"));
        assertTrue(trace(quotes.getString("id")).contains("made to fit"), quotes::encode);
        assertEquals("ucs2", acme.post(PATH, message("\u00e1")).json().getString("encoding"));
        JsonObject letters = acme.post(PATH, message("\u00e1 \u201Cb\u201D").put("gsm7", "letters"))
                .json();
        assertEquals("gsm7", letters.getString("encoding"));
        assertFalse(trace(letters.getString("id")).contains("made to fit"), "it was asked for");
        assertEquals(400, acme.post(PATH, message("a").put("gsm7", "all")).status());
    }
}
