package io.momentum.gateway.carrier;

import io.momentum.gateway.flow.Trails;
import io.momentum.gateway.message.Mt;
import io.momentum.gateway.net.Loop;
import io.momentum.gateway.profile.SessionProfile.BindMode;
import io.momentum.gateway.profile.SessionProfile.Outbind;
import io.momentum.gateway.route.Network;
import io.momentum.gateway.route.Route;
import io.momentum.gateway.route.Route.Choice;
import io.momentum.gateway.route.RouteTable;
import io.momentum.gateway.session.BindBudget;
import io.momentum.gateway.session.Swapped;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.SystemId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All carriers and the routes to them. Starts, replaces and removes carriers while the others go on. Any thread. */
public final class Carriers {

    private final List<Loop> loops;
    private final AtomicReference<LaneSteps> steps = new AtomicReference<>();
    private final Map<CarrierId, Carrier> carriers = new ConcurrentSkipListMap<>();
    private final Map<CarrierId, CarrierCounters> counters = new ConcurrentHashMap<>();
    private final List<Carrier> leaving = new CopyOnWriteArrayList<>();
    /** The ways that rules of interception choose: one for each carrier. */
    private final Map<CarrierId, Route> wantedWays = new ConcurrentHashMap<>();

    private final Map<CarrierId, BindBudget> budgets = new ConcurrentHashMap<>();
    private final BindBudget ofProcess;
    private final Resolver resolver = new Resolver();
    private final Swapped<RouteTable> routes = new Swapped<>(new RouteTable(List.of()));
    private final Lanes lanes = new Lanes(this);
    private final Standing health = new Standing();

    /**
     * No carriers yet.
     *
     * @param bindBudget binds that all of them together may try
     */
    public Carriers(List<Loop> loops, BindBudget.Rules bindBudget) {
        this.loops = loops;
        ofProcess = new BindBudget(bindBudget);
    }

    /** Says where what carriers bring and leave goes; once, before the first carrier is added. */
    public void lead(LaneSteps into) {
        steps.set(into);
    }

    /** Takes another budget of binds. */
    public void bindBudget(BindBudget.Rules rules) {
        ofProcess.change(rules);
    }

    public Collection<Carrier> all() {
        return carriers.values();
    }

    public @Nullable Carrier get(CarrierId id) {
        return carriers.get(id);
    }

    /** What a carrier of this name did and does, whether it is in use or not. */
    public CarrierCounters countersOf(CarrierId id) {
        return counters.computeIfAbsent(id, name -> new CarrierCounters());
    }

    public void route(RouteTable table) {
        routes.set(table);
    }

    public RouteTable routes() {
        return routes.get();
    }

    /**
     * The carrier that takes a message, and why; null where no rule does.
     *
     * @param network of the number, where it was looked up; null where the number plan is to say
     * @param wanted by a rule of interception, null for none: it takes the message as long as it is there
     */
    public @Nullable Choice choose(
            long digits, @Nullable Network network, String sender, SystemId account, @Nullable CarrierId wanted) {
        Choice only = wanted == null ? null : only(wanted, digits);
        if (only != null) return only;
        Route route = routes.get().match(digits, network, sender, account);
        return route == null ? null : route.choose(digits, health);
    }

    /** The carrier that takes a message now, of those that have not refused it, and why; null where none does. */
    public @Nullable Choice choose(Mt mt) {
        CarrierId wanted = mt.wantedCarrier();
        Choice only = wanted == null ? null : only(wanted, mt.digits());
        if (only != null) return only;
        Route route = routes.get().match(mt.digits(), mt.traits().network(), mt.source(), mt.account());
        if (route == null) return null;
        return route.choose(mt.digits(), mt.refusedBy().isEmpty() ? health : new Besides(mt.refusedBy()));
    }

    /** The carrier that a rule of interception wants; null where there is none of the name. */
    private @Nullable Choice only(CarrierId wanted, long digits) {
        if (!carriers.containsKey(wanted)) return null;
        return wantedWays.computeIfAbsent(wanted, Route::only).choose(digits, health);
    }

    private @Nullable Carrier chooseCarrier(Mt mt) {
        Choice choice = choose(mt);
        return choice == null ? null : carriers.get(choice.carrier());
    }

    /** How the carriers stand now. */
    private final class Standing implements Route.Health {
        @Override
        public boolean isWell(CarrierId id) {
            Carrier carrier = carriers.get(id);
            return carrier != null && carrier.isPreferable();
        }

        @Override
        public int queued(CarrierId id) {
            Carrier carrier = carriers.get(id);
            return carrier == null ? Integer.MAX_VALUE : carrier.queuedMessages();
        }

        @Override
        public boolean exists(CarrierId id) {
            return carriers.containsKey(id);
        }
    }

    /** How the carriers stand but for some, which are as if they were not there. */
    private final class Besides implements Route.Health {
        private final List<CarrierId> refusers;

        Besides(List<CarrierId> refusers) {
            this.refusers = refusers;
        }

        @Override
        public boolean isWell(CarrierId id) {
            return health.isWell(id);
        }

        @Override
        public int queued(CarrierId id) {
            return health.queued(id);
        }

        @Override
        public boolean exists(CarrierId id) {
            return !refusers.contains(id) && health.exists(id);
        }
    }

    /** Senders and recipients with a message on its way whose order is kept; for tests and people, it looks at all. */
    public int trailsInUse() {
        return lanes.trails().inUse();
    }

    /** The carrier over which the message before goes, of the same sender to the same recipient. */
    public Carrier ofTrail(int trail, Carrier otherwise) {
        return lanes.ofTrail(trail, otherwise.lanes().getFirst()).carrier();
    }

    /** The message with its place among those of its sender to its recipient, where the carrier that it goes to keeps order. */
    public Mt onTrail(Loop loop, Mt mt) {
        Carrier carrier = chooseCarrier(mt);
        if (carrier == null || mt.dueAtMillis() != 0) return mt;
        return mt.onTrail(carrier.enterTrail(loop, mt.account(), mt.source(), mt.digits(), mt.priority()));
    }

    /** The same for all messages that must keep their order. */
    public long trailKey(Mt mt) {
        return lanes.trails().key(mt.account(), mt.source(), mt.digits(), mt.priority());
    }

    /** The carrier that a message goes to by the routes as they are now, or after the one that it follows; null for none. */
    public @Nullable Carrier carrierFor(Mt mt) {
        Carrier chosen = chooseCarrier(mt);
        return chosen != null && mt.follows() ? ofTrail(mt.trail(), chosen) : chosen;
    }

    /** A message that no carrier has any more has ended: those that follow it go on. */
    public void leaveTrail(Loop loop, Mt mt) {
        if (mt.trail() == Trails.NONE) return;
        for (Carrier any : present()) {
            any.leaveTrail(loop, mt);
            return;
        }
    }

    /**
     * Adds a carrier and starts its binds. One of the same name is stopped, and what waits for it goes on; at no moment is there
     * none.
     */
    public void add(CarrierConfig config) {
        CarrierCounters counted = countersOf(config.id());
        Carrier before = carriers.get(config.id());
        Carrier carrier =
                new Carrier(config, counted, loops, Objects.requireNonNull(steps.get()), lanes, limits(config, before));
        if (before != null) leave(before);
        carriers.put(config.id(), carrier);
        for (Lane lane : carrier.lanes()) lane.loop().run(lane::start);
        for (int i = 0; i < config.binds(); i++) {
            Lane lane = carrier.lanes().get(i % loops.size());
            if (config.bind() == BindMode.TRANSCEIVER) start(new CarrierBind(lane, i, BindRole.TRANSCEIVER), lane);
            else startPair(lane, i);
        }
        if (before != null) retire(before);
        config.profile().session().outbind().ifPresent(outbind -> listen(carrier, outbind));
    }

    private static void listen(Carrier carrier, Outbind outbind) {
        var listener = new OutbindListener(carrier.lanes().getFirst(), outbind);
        carrier.binding().listens(listener);
        listener.lane().loop().run(listener::start);
    }

    /** A carrier that is replaced keeps its budget, unless the new configuration has another. */
    private BindLimits limits(CarrierConfig config, @Nullable Carrier before) {
        boolean sameRules = before != null
                && before.config().binds() == config.binds()
                && before.config()
                        .profile()
                        .session()
                        .rebinding()
                        .equals(config.profile().session().rebinding());
        if (!sameRules) budgets.remove(config.id());
        BindBudget budget = budgets.computeIfAbsent(config.id(), id -> BindLimits.budgetOf(config));
        return new BindLimits(budget, ofProcess, resolver, () -> isStillBoundTo(config));
    }

    /** Whether a carrier that was replaced has sessions where this one wants to bind. */
    private boolean isStillBoundTo(CarrierConfig config) {
        return leaving.stream()
                .filter(old -> old.id().equals(config.id()))
                .filter(old -> old.config().systemId().equals(config.systemId()))
                .filter(old -> !Collections.disjoint(old.config().hosts(), config.hosts()))
                .anyMatch(old -> !isDown(old));
    }

    private static void startPair(Lane lane, int index) {
        var transmitter = new CarrierBind(lane, index, BindRole.TRANSMITTER);
        var receiver = new CarrierBind(lane, index, BindRole.RECEIVER);
        CarrierBind.pair(transmitter, receiver);
        start(transmitter, lane);
        start(receiver, lane);
    }

    private static void start(CarrierBind bind, Lane lane) {
        lane.add(bind);
        lane.loop().run(bind::start);
    }

    /** Stops a carrier's binds. What waited in its queue goes on by the routes as they are now. */
    public void remove(CarrierId id) {
        Carrier carrier = carriers.get(id);
        if (carrier == null) return;
        leave(carrier);
        carriers.remove(id);
        retire(carrier);
    }

    /** Before it is taken out of use: at no moment may the barrier miss what is under way over it. */
    private void leave(Carrier carrier) {
        List<Carrier> gone = leaving.stream()
                .filter(each -> isDown(each) && each.queuedMessages() == 0)
                .toList();
        leaving.removeAll(gone);
        for (Carrier each : gone) each.lanes().forEach(lanes::remove);
        leaving.add(carrier);
    }

    private static void retire(Carrier carrier) {
        carrier.binding().closeListeners();
        for (Lane lane : carrier.lanes()) {
            lane.loop().run(() -> {
                lane.retire();
                lane.binds().forEach(CarrierBind::stop);
            });
        }
    }

    /**
     * Takes messages that wait for any carrier out of their queues, for good.
     *
     * @param cancelled is told how many it were, on the loop
     */
    public void cancel(Loop loop, Predicate<Mt> which, IntConsumer cancelled) {
        new Cancellation(which, loop, loops.size(), cancelled).start(loops, carriers.values());
    }

    /**
     * Decides anew about messages that rules for recipients keep waiting at any carrier: somebody lets them leave, or the rules are
     * others.
     */
    public void lookAgain(Predicate<Mt> which) {
        for (Loop loop : loops) {
            loop.run(() -> carriers.values()
                    .forEach(carrier -> carrier.lanes().get(loop.index()).lookAgain(which)));
        }
    }

    /**
     * Puts something else in the place of one message that waits for any carrier.
     *
     * @param which names the message, and with it all its parts
     * @param answered is told the command_status, on the loop: ESME_ROK once what goes out instead is durable
     */
    public void replace(Loop loop, Predicate<Mt> which, Substitute substitute, IntConsumer answered) {
        new Replacement(which, substitute, loop, loops.size(), answered).start(loops, carriers.values());
    }

    /** How full the fullest queue is, in percent. */
    public int fullestPercent() {
        int fullest = 0;
        for (Carrier carrier : carriers.values())
            fullest = Math.max(fullest, carrier.room().fullPercent());
        return fullest;
    }

    /** No new attempts from now on: what waits stays in the queues, and the windows empty. */
    public void quiet() {
        carriers.values().forEach(carrier -> carrier.flow().quiet());
    }

    /** Unbinds everywhere. */
    public void stopAll() {
        for (Carrier carrier : carriers.values()) {
            carrier.binding().closeListeners();
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
