package io.momentum.gateway.carrier;

import io.momentum.gateway.net.Loop;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a carrier's binds have in common: their budget, what its SMSC says of our credentials, and where it may call. Any thread. */
public final class Binding {

    private final BindLimits limits;
    private final int alarmPerHour;
    private final Set<CarrierBind> refused = ConcurrentHashMap.newKeySet();
    private final List<OutbindListener> outbinds = new CopyOnWriteArrayList<>();

    Binding(CarrierConfig config, BindLimits limits) {
        this.limits = limits;
        alarmPerHour = config.profile().session().rebinding().alarmPerHour();
    }

    /** What binds may be tried, and after whom. */
    BindLimits limits() {
        return limits;
    }

    /** Binds that were tried within the last hour. */
    public int lastHour() {
        return limits.budget().lastHour(Loop.nowMillis());
    }

    /** Whether so many binds were tried within the last hour that carriers begin to ask questions. */
    public boolean isAlarming() {
        return lastHour() > alarmPerHour;
    }

    /** Whether the next bind raises the alarm. */
    boolean isAboutToAlarm() {
        return lastHour() == alarmPerHour + 1;
    }

    /** Whether the SMSC refuses our credentials on a bind: somebody has to look. */
    public boolean credentialsRefused() {
        return !refused.isEmpty();
    }

    void credentialsRefused(CarrierBind bind, boolean isSo) {
        if (isSo) refused.add(bind);
        else refused.remove(bind);
    }

    void listens(OutbindListener listener) {
        outbinds.add(listener);
    }

    void closeListeners() {
        outbinds.forEach(listener -> listener.lane().loop().run(listener::close));
    }

    /** The port on which the carrier may ask us to bind, 0 where it may not. */
    public int outbindPort() {
        return outbinds.stream().mapToInt(OutbindListener::port).findFirst().orElse(0);
    }
}
