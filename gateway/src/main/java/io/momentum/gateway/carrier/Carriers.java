package io.momentum.gateway.carrier;

import io.momentum.gateway.carrier.CarrierBind.Role;
import io.momentum.gateway.message.Mt;
import io.momentum.gateway.net.Loop;
import io.momentum.gateway.profile.SessionProfile.BindMode;
import io.momentum.gateway.route.RouteTable;
import io.momentum.gateway.session.Swapped;
import io.momentum.store.value.CarrierId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** All carriers and the routes to them. Starts, replaces and removes carriers while the others go on. Any thread. */
public final class Carriers {

    private final List<Loop> loops;
    private final LaneSteps steps;
    private final Map<CarrierId, Carrier> carriers = new ConcurrentSkipListMap<>();
    private final Map<CarrierId, CarrierCounters> counters = new ConcurrentHashMap<>();
    private final List<Carrier> leaving = new CopyOnWriteArrayList<>();
    private final Swapped<RouteTable> routes = new Swapped<>(new RouteTable(List.of()));

    public Carriers(List<Loop> loops, LaneSteps steps) {
        this.loops = loops;
        this.steps = steps;
    }

    public Collection<Carrier> all() {
        return carriers.values();
    }

    public @Nullable Carrier get(CarrierId id) {
        return carriers.get(id);
    }

    public void route(RouteTable table) {
        routes.set(table);
    }

    public RouteTable routes() {
        return routes.get();
    }

    /** The carrier that takes a destination: the first of its route that is bound, else the first; null without a route. */
    public @Nullable Carrier choose(long digits) {
        Carrier first = null;
        for (CarrierId id : routes.get().carriersFor(digits)) {
            Carrier carrier = carriers.get(id);
            if (carrier == null) continue;
            if (carrier.isBound()) return carrier;
            if (first == null) first = carrier;
        }
        return first;
    }

    /**
     * Adds a carrier and starts its binds. One of the same name is stopped; at no moment is there none.
     *
     * @param rest takes what waited for the one that is stopped
     */
    public void add(CarrierConfig config, Rest rest) {
        var counted = counters.computeIfAbsent(config.id(), id -> new CarrierCounters());
        Carrier carrier = new Carrier(config, counted, loops, steps);
        Carrier before = carriers.get(config.id());
        if (before != null) leave(before);
        carriers.put(config.id(), carrier);
        for (Lane lane : carrier.lanes()) lane.loop().run(lane::start);
        for (int i = 0; i < config.binds(); i++) {
            Lane lane = carrier.lanes().get(i % loops.size());
            if (config.bind() == BindMode.TRANSCEIVER) start(new CarrierBind(lane, i, Role.TRANSCEIVER), lane);
            else {
                start(new CarrierBind(lane, i, Role.TRANSMITTER), lane);
                start(new CarrierBind(lane, i, Role.RECEIVER), lane);
            }
        }
        if (before != null) retire(before, rest);
    }

    private static void start(CarrierBind bind, Lane lane) {
        lane.add(bind);
        lane.loop().run(bind::start);
    }

    /** Stops a carrier's binds. What waited in its queue is handed to {@code rest}, on the loop where it waited. */
    public void remove(CarrierId id, Rest rest) {
        Carrier carrier = carriers.get(id);
        if (carrier == null) return;
        leave(carrier);
        carriers.remove(id);
        retire(carrier, rest);
    }

    /** Before it is taken out of use: at no moment may the barrier miss what is under way over it. */
    private void leave(Carrier carrier) {
        leaving.removeIf(Carriers::isDown);
        leaving.add(carrier);
    }

    private static void retire(Carrier carrier, Rest rest) {
        for (Lane lane : carrier.lanes()) {
            lane.loop().run(() -> {
                lane.retire(rest);
                lane.binds().forEach(CarrierBind::stop);
            });
        }
    }

    /** Takes messages whose carrier was removed. */
    @FunctionalInterface
    public interface Rest {
        void take(Loop loop, Mt mt);
    }

    /** No new attempts from now on: what waits stays in the queues, and the windows empty. */
    public void quiet() {
        carriers.values().forEach(Carrier::quiet);
    }

    /** Unbinds everywhere. */
    public void stopAll() {
        for (Carrier carrier : carriers.values()) {
            for (Lane lane : carrier.lanes()) {
                lane.loop().run(() -> lane.binds().forEach(CarrierBind::stop));
            }
        }
    }

    /** Submits that wait for their answer now, and attempts on their way; may be a moment old. */
    public int unanswered() {
        int sum = 0;
        for (Carrier carrier : present()) {
            for (Lane lane : carrier.lanes()) {
                for (CarrierBind bind : lane.binds()) sum += bind.unanswered();
            }
        }
        return sum;
    }

    public boolean allDown() {
        return present().stream().allMatch(Carriers::isDown);
    }

    private static boolean isDown(Carrier carrier) {
        return carrier.lanes().stream().flatMap(lane -> lane.binds().stream()).allMatch(CarrierBind::isDown);
    }

    /** The carriers in use, and those that were removed and still wait for answers. */
    private List<Carrier> present() {
        List<Carrier> all = new ArrayList<>(carriers.values());
        all.addAll(leaving);
        return all;
    }

    /** Calls back once no submit to this number waits for its answer on this loop that was written before. On the loop. */
    public void whenSettled(Loop loop, long digits, Runnable then) {
        AtomicInteger open = new AtomicInteger(1);
        Runnable settled = () -> {
            if (open.decrementAndGet() == 0) then.run();
        };
        for (Carrier carrier : present()) {
            for (CarrierBind bind : carrier.lanes().get(loop.index()).binds()) {
                open.incrementAndGet();
                bind.whenSettled(digits, settled);
            }
        }
        settled.run();
    }
}
