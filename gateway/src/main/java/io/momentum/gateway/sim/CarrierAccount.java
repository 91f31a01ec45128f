package io.momentum.gateway.sim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one system_id has bound and what waits to be delivered to it. Owned by the carrier's event loop. */
final class CarrierAccount {

    private final ArrayDeque<Delivery> ready = new ArrayDeque<>();
    private final List<CarrierBind> receivers = new ArrayList<>();
    private int next;

    void bound(CarrierBind bind) {
        receivers.add(bind);
    }

    void unbound(CarrierBind bind) {
        receivers.remove(bind);
    }

    boolean isListening() {
        return !receivers.isEmpty();
    }

    boolean isIdle() {
        return receivers.isEmpty() && ready.isEmpty();
    }

    void add(Delivery delivery) {
        ready.add(delivery);
    }

    /** Puts back what a lost connection left unanswered, before all that has not been sent yet. */
    void addAgain(List<Delivery> unanswered) {
        for (Delivery delivery : unanswered.reversed()) ready.addFirst(delivery);
    }

    /** Sends as much as the windows allow, to the receivers in turn. */
    void pump(long nowMillis, List<CarrierHabit> habits) {
        while (!ready.isEmpty()) {
            CarrierBind bind = withRoom(ready.element(), habits);
            if (bind == null) return;
            bind.deliver(ready.remove(), nowMillis);
        }
    }

    private @Nullable CarrierBind withRoom(Delivery delivery, List<CarrierHabit> habits) {
        CarrierBind second = null;
        for (int i = 0; i < receivers.size(); i++) {
            next = next + 1 < receivers.size() ? next + 1 : 0;
            CarrierBind bind = receivers.get(next);
            if (!bind.hasRoom()) continue;
            if (suits(bind, delivery, habits)) return bind;
            second = bind;
        }
        return second;
    }

    private static boolean suits(CarrierBind bind, Delivery delivery, List<CarrierHabit> habits) {
        for (CarrierHabit habit : habits) {
            if (!habit.suits(bind, delivery)) return false;
        }
        return true;
    }
}
