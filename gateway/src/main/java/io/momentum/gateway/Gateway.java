package io.momentum.gateway;

import io.momentum.gateway.carrier.CarrierConfig;
import io.momentum.gateway.carrier.Carriers;
import io.momentum.gateway.carrier.LaneSteps;
import io.momentum.gateway.carrier.PolicyCheck;
import io.momentum.gateway.net.EventLoops;
import io.momentum.gateway.optout.OptOutWords;
import io.momentum.gateway.path.DeliverPath;
import io.momentum.gateway.path.Inquiries;
import io.momentum.gateway.path.Intake;
import io.momentum.gateway.path.LongMessages;
import io.momentum.gateway.path.MessageLookup;
import io.momentum.gateway.path.Onward;
import io.momentum.gateway.path.OptOutAnswers;
import io.momentum.gateway.path.Recovery;
import io.momentum.gateway.path.SubmitPath;
import io.momentum.gateway.policy.AccountPolicies;
import io.momentum.gateway.portability.Portability;
import io.momentum.gateway.profile.CarrierProfile;
import io.momentum.gateway.record.FlightRecorder;
import io.momentum.gateway.route.RouteTable;
import io.momentum.gateway.server.AccountConfig;
import io.momentum.gateway.server.Accounts;
import io.momentum.gateway.server.SmppServer;
import io.momentum.gateway.suppress.Barrier;
import io.momentum.gateway.suppress.SuppressionGate;
import io.momentum.store.correlation.ReceiptMatches;
import io.momentum.store.fact.Fact.MoSegment;
import io.momentum.store.fact.Fact.OptOutAnswered;
import io.momentum.store.fact.PolicyFact.PolicyWaived;
import io.momentum.store.journal.Journal;
import io.momentum.store.outbox.OutboxFeed;
import io.momentum.store.suppression.SuppressionList;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.MessageId;
import io.momentum.store.value.SystemId;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway, put together: an SMPP server for ESMEs, binds to carriers, and between them {@link SubmitPath} and
 * {@link DeliverPath}. Made and started by one thread, which also reloads and stops it.
 */
public final class Gateway implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final long WINDOWS_MILLIS = 5_000;
    private static final long UNBIND_MILLIS = 2_000;
    private static final long POLL_MILLIS = 10;

    private final EventLoops loops;
    private final Accounts accounts;
    private final Carriers carriers;
    private final Barrier barrier;
    private final Intake intake = new Intake();
    private final Portability portability;
    private final SubmitPath submitPath;
    private final Onward onward;
    private final DeliverPath deliverPath;
    private final OptOutAnswers optOutAnswers;
    private final Inquiries inquiries;
    private final SmppServer server;
    private final PolicyCheck policies = new PolicyCheck();
    private final FlightRecorder recorder;
    private GatewayConfig config;

    /** Puts the gateway together; nothing listens or connects yet. */
    public Gateway(
            GatewayConfig config,
            int loopCount,
            MessageId.Space ids,
            Journal journal,
            SuppressionList list,
            OutboxFeed feed,
            ReceiptMatches matches,
            FlightRecorder recorder,
            MessageLookup lookup) {
        this.config = config;
        this.recorder = recorder;
        loops = new EventLoops(loopCount, ids, journal, recorder);
        accounts = new Accounts(loops.all(), feed);
        SuppressionGate gate = new SuppressionGate(list);
        carriers = new Carriers(loops.all(), config.bindBudget());
        barrier = new Barrier(loops.all(), carriers::whenSettled);
        optOutAnswers = new OptOutAnswers(carriers, gate, config.optOut().answers());
        deliverPath = new DeliverPath(
                accounts,
                barrier,
                optOutAnswers,
                list,
                policies,
                config.optOut(),
                carriers,
                loops.all().getFirst(),
                matches);
        var longMessages = new LongMessages();
        portability = new Portability(loops.all(), config.portability());
        submitPath = new SubmitPath(carriers, portability, gate, longMessages, intake);
        // Carriers deliver into a path that itself flushes carriers: the knot is tied here.
        onward = new Onward(carriers, longMessages);
        carriers.lead(new LaneSteps(gate, policies, deliverPath, onward));
        inquiries = new Inquiries(lookup, carriers, longMessages, intake);
        server = new SmppServer(config.server(), loops, accounts, submitPath, inquiries);
        accounts.replaceAll(config.accounts(), config.moRoutes());
        reloadPolicies(config);
        intake.reload(config.interception());
        carriers.route(new RouteTable(config.routes(), config.numbers()));
    }

    /** Connects to the carriers: their queues exist from now on. */
    public void startCarriers() {
        config.carriers().forEach(carriers::add);
    }

    /** Takes up a segment of a subscriber's message that an earlier process left; before {@link #startCarriers}. */
    public void takeUp(MoSegment segment) {
        CarrierConfig carrier = byId(config).get(segment.carrier());
        CarrierProfile profile = carrier == null ? CarrierProfile.DEFAULT : carrier.profile();
        deliverPath.restore(profile, carriers.countersOf(segment.carrier()), segment);
    }

    /** Takes up an answer to an opt-out that an earlier process gave; before {@link #startCarriers}. */
    public void takeUp(OptOutAnswered answer) {
        optOutAnswers.restore(answer);
    }

    /** Takes up what an earlier process left; after {@link #startCarriers}, before {@link #startServer}. */
    public Recovery recovery() {
        return new Recovery(onward, carriers, accounts, loops.all());
    }

    /** Opens the listener. */
    public void startServer() {
        deliverPath.start(loops.all().getFirst());
        server.start();
    }

    public EventLoops loops() {
        return loops;
    }

    public Accounts accounts() {
        return accounts;
    }

    public Carriers carriers() {
        return carriers;
    }

    /** Where numbers are that were ported. */
    public Portability portability() {
        return portability;
    }

    public DeliverPath deliverPath() {
        return deliverPath;
    }

    public SmppServer server() {
        return server;
    }

    public FlightRecorder recorder() {
        return recorder;
    }

    public Intake intake() {
        return intake;
    }

    public SubmitPath submitPath() {
        return submitPath;
    }

    /** When recipients may be written to. */
    public PolicyCheck policies() {
        return policies;
    }

    /** Takes up who lets messages leave whatever the packs say; before {@link #startCarriers}. */
    public void takeUp(PolicyWaived waived) {
        policies.apply(waived);
    }

    /** From now on a message or campaign may leave whatever the packs say, or must not any more: what waits is looked at again. */
    public void waive(PolicyWaived waived) {
        policies.apply(waived);
        carriers.lookAgain(mt -> waived.mtId() != 0
                ? mt.mtId() == waived.mtId()
                : mt.traits().campaign().equals(waived.campaign()));
    }

    /** Waits until a changed suppression list holds on every loop, for whoever changes it besides subscribers. */
    public Barrier barrier() {
        return barrier;
    }

    /** The rules by which texts opt out, as they are in force. */
    public OptOutWords optOutWords() {
        return deliverPath.words();
    }

    /**
     * Takes new accounts, carriers, routes, words and rules. Binds that the change does not concern stay up, and what rules keep waiting is
     * decided about anew. What comes is there before
     * a route leads to it, and what goes leaves after none does.
     */
    public void reload(GatewayConfig next) {
        accounts.replaceAll(next.accounts(), next.moRoutes());
        boolean otherRules =
                !next.policies().equals(config.policies()) || !keepTo(next).equals(keepTo(config));
        reloadPolicies(next);
        server.unbindRemoved();
        server.tls().ifPresent(tls -> tls.reload(next.server().tls().orElseGet(tls::config)));
        carriers.bindBudget(next.bindBudget());
        portability.reload(next.portability());
        Map<CarrierId, CarrierConfig> before = byId(config);
        Map<CarrierId, CarrierConfig> after = byId(next);
        for (CarrierConfig carrier : next.carriers()) {
            if (carrier.equals(before.get(carrier.id()))) continue;
            LOG.info("Carrier {} is {}", carrier.id(), before.containsKey(carrier.id()) ? "replaced" : "added");
            carriers.add(carrier);
        }
        carriers.route(new RouteTable(next.routes(), next.numbers()));
        for (CarrierId id : before.keySet()) {
            if (after.containsKey(id)) continue;
            LOG.info("Carrier {} is removed", id);
            carriers.remove(id);
        }
        deliverPath.reload(next.optOut());
        intake.reload(next.interception());
        config = next;
        if (otherRules) carriers.lookAgain(mt -> true);
    }

    private void reloadPolicies(GatewayConfig from) {
        policies.reload(from.policies(), keepTo(from));
    }

    private static Map<SystemId, AccountPolicies> keepTo(GatewayConfig config) {
        return config.accounts().stream()
                .filter(account -> !account.policies().isOff())
                .collect(Collectors.toMap(AccountConfig::systemId, AccountConfig::policies));
    }

    private static Map<CarrierId, CarrierConfig> byId(GatewayConfig config) {
        return config.carriers().stream().collect(Collectors.toMap(CarrierConfig::id, Function.identity()));
    }

    /**
     * Stops in order: no new binds and submits, the windows empty, then unbind on both sides. What still waits in a queue
     * stays in the journal for the next start.
     */
    public void drain() {
        LOG.info("Draining: no new submits, {} unanswered at carriers", carriers.unanswered());
        submitPath.drain();
        carriers.quiet();
        server.drain();
        await(WINDOWS_MILLIS, () -> carriers.unanswered() == 0);
        server.unbindAll();
        carriers.stopAll();
        await(UNBIND_MILLIS, () -> !server.hasSessions() && carriers.allDown());
        LOG.info("Drained");
    }

    private static void await(long mostMillis, BooleanSupplier done) {
        long deadline = System.nanoTime() + mostMillis * 1_000_000;
        while (!done.getAsBoolean() && System.nanoTime() - deadline < 0) {
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Ends the loops. After {@link #drain}; before the journal closes. */
    @Override
    public void close() {
        server.close();
        inquiries.close();
        intake.close();
        portability.close();
        loops.close();
        recorder.close();
    }
}
