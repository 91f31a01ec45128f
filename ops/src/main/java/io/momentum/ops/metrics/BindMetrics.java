package io.momentum.ops.metrics;

import io.momentum.gateway.Gateway;
import io.momentum.gateway.carrier.BindEnd;
import io.momentum.gateway.carrier.Carrier;
import io.momentum.gateway.carrier.CarrierCounters;

/** What is known about the sessions with each carrier: how they end, how they are, and whether somebody has to look. */
final class BindMetrics implements Figures {

    private static final double SECOND_NANOS = 1e9;

    private final Gateway gateway;

    BindMetrics(Gateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public void into(Families families) {
        transitions(families);
        alarms(families);
        health(families);
        var recordings = families.counter(
                "momentum_recordings", "Recordings of connections that went wrong, written or left out.", "result");
        recordings.add(gateway.recorder().written().sum(), "written");
        recordings.add(gateway.recorder().leftOut().sum(), "left_out");
    }

    private void transitions(Families families) {
        var bounds = families.counter("momentum_carrier_binds_established", "Binds that the carrier took.", "carrier");
        var ends = families.counter(
                "momentum_carrier_bind_ends", "Connections that ended or did not come about.", "carrier", "reason");
        var heldBack = families.counter(
                "momentum_carrier_binds_held_back", "Binds that waited for the budget of binds a minute.", "carrier");
        var outbinds = families.counter(
                "momentum_carrier_outbinds_refused", "Connections that asked us to bind and were not let.", "carrier");
        for (Carrier carrier : gateway.carriers().all()) {
            String name = carrier.id().value();
            CarrierCounters counters = carrier.counters();
            outbinds.add(counters.outbindsRefused.sum(), name);
            bounds.add(counters.bounds.sum(), name);
            heldBack.add(counters.bindsHeldBack.sum(), name);
            for (BindEnd end : BindEnd.values()) ends.add(counters.ends(end), name, end.toString());
        }
    }

    private void alarms(Families families) {
        var tries = families.gauge(
                "momentum_carrier_binds_last_hour", "Binds that were tried within the last hour.", "carrier");
        var alarm = families.gauge(
                "momentum_carrier_bind_alarm", "1 where that is more than the profile's alarmPerHour.", "carrier");
        var refused = families.gauge(
                "momentum_carrier_credentials_refused", "1 where the carrier refuses our credentials.", "carrier");
        for (Carrier carrier : gateway.carriers().all()) {
            String name = carrier.id().value();
            tries.add(carrier.binding().lastHour(), name);
            alarm.add(carrier.binding().isAlarming() ? 1 : 0, name);
            refused.add(carrier.binding().credentialsRefused() ? 1 : 0, name);
        }
    }

    private void health(Families families) {
        var enquire = families.times(
                "momentum_carrier_enquire_link_seconds", "From our enquire_link to its answer.", "carrier");
        var full = families.counter(
                "momentum_window_full_seconds", "Time for which windows were full, over all binds.", "carrier");
        var oldest = families.gauge(
                "momentum_carrier_oldest_unanswered_seconds",
                "Age of the oldest submit_sm without an answer.",
                "carrier");
        var broken = families.counter(
                "momentum_carrier_broken_frames", "Connections whose command_length could not be believed.", "carrier");
        for (Carrier carrier : gateway.carriers().all()) {
            String name = carrier.id().value();
            CarrierCounters counters = carrier.counters();
            enquire.add(counters.enquireTime, name);
            full.add(counters.windowFullNanos.sum() / SECOND_NANOS, name);
            broken.add(counters.brokenFrames.sum(), name);
            long age = carrier.binds().stream()
                    .mapToLong(Carrier.BindStatus::oldestUnansweredNanos)
                    .max()
                    .orElse(0);
            oldest.add(age / SECOND_NANOS, name);
        }
    }
}
