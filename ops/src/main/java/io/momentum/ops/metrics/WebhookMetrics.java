package io.momentum.ops.metrics;

import io.momentum.ops.webhook.WebhookCounters;
import io.momentum.ops.webhook.Webhooks;
import io.momentum.ops.webhook.Webhooks.Shown;
import io.momentum.store.fact.CareFact.WebhookStage;
import java.util.Locale;

/** What is known about each subscription to events. */
final class WebhookMetrics implements Figures {

    private final Webhooks webhooks;

    WebhookMetrics(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    @Override
    public void into(Families families) {
        var attempts = families.counter(
                "momentum_webhook_attempts", "Attempts to deliver an event, by how they went.", "webhook", "result");
        var retries =
                families.counter("momentum_webhook_retries", "Attempts that were not an event's first.", "webhook");
        var dead = families.counter("momentum_webhook_dead", "Events given up: dead letters.", "webhook");
        var waiting = families.gauge(
                "momentum_webhook_waiting", "Events that failed, or stand behind one that did.", "webhook");
        var lag = families.gauge(
                "momentum_webhook_lag_seconds", "How old the oldest event is that is still owed.", "webhook");
        var state = families.gauge("momentum_webhook_state", "1 at the state that it is in.", "webhook", "state");
        for (Shown each : webhooks.all()) {
            String name = each.config().name();
            WebhookCounters counters = each.counters();
            attempts.add(counters.delivered(), name, "delivered").add(counters.failed(), name, "failed");
            retries.add(counters.retried(), name);
            dead.add(counters.dead(), name);
            waiting.add(each.standing().waiting(), name);
            lag.add(each.lagMillis() / 1000.0, name);
            for (WebhookStage stage : WebhookStage.values()) {
                boolean isIt = each.stage() == stage;
                state.add(isIt ? 1 : 0, name, stage.name().toLowerCase(Locale.ROOT));
            }
        }
    }
}
