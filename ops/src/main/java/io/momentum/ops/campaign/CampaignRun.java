package io.momentum.ops.campaign;

import io.momentum.gateway.codec.PduWriter;
import io.momentum.gateway.path.CampaignTag;
import io.momentum.gateway.server.Account;
import io.momentum.ops.care.Campaigns;
import io.momentum.ops.care.Campaigns.Row;
import io.momentum.ops.care.Campaigns.Target;
import io.momentum.ops.care.Care;
import io.momentum.ops.followup.Decision.Facts;
import io.momentum.ops.followup.campaign.Definition;
import io.momentum.ops.followup.campaign.Template.Filled;
import io.momentum.store.fact.CareFact;
import io.momentum.store.fact.CareFact.MtTagged;
import io.momentum.store.fact.CareFact.RecipientSkipped;
import io.momentum.store.suppression.Purpose;
import io.momentum.store.value.Address;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sending of one campaign: its recipients in their order, as fast as it may, with a bounded number on their way to the
 * disk. It passes each recipient once in a run of the process; one that account or carrier do not take now comes again, and
 * until then all slow down. A recipient at which it stumbles comes again too, and is left out at the third time; where it
 * stumbles at many in a row it is the campaign that is wrong, or the process, and it pauses and says so. Owned by the sender's
 * thread.
 */
final class CampaignRun {

    private static final Logger LOG = LoggerFactory.getLogger(CampaignRun.class);
    private static final String SYSTEM = "system";
    private static final int UNDER_WAY_MAX = 400;
    private static final int STEP_MAX = 200;
    private static final int PAGE = 500;
    private static final long BACK_OFF_MIN_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long BACK_OFF_MAX_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int STUMBLES_MAX = 3;
    private static final int STUMBLES_IN_A_ROW_MAX = 30;
    private static final long STUMBLE_BACK_OFF_MAX_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long STOP_EVERY_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long FINISH_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final String campaign;
    private final Outlet outlet;
    private final Care care;
    private final CampaignOrders orders;
    private final Runnable wake;
    private final Queue<Runnable> events = new ConcurrentLinkedQueue<>();
    private final Deque<Target> page = new ArrayDeque<>();
    private final Deque<Target> again = new ArrayDeque<>();
    /** How often it has stumbled at a recipient that comes again, by place. */
    private final Map<Integer, Integer> stumbles = new HashMap<>();

    private int stumblesInARow;
    private String stumble = "";

    private @Nullable Definition definition;
    private String unreadable = "";
    private long definedMicros;
    private boolean running;
    private int cursor;
    private int underWay;
    private double allowance;
    private long paidNanos = System.nanoTime();
    private long backOffNanos;
    private long resumeNanos = paidNanos;
    private long finishNanos = paidNanos;
    private long stopNanos = paidNanos - STOP_EVERY_NANOS;

    CampaignRun(String campaign, Outlet outlet, Care care, CampaignOrders orders, Runnable wake) {
        this.campaign = campaign;
        this.outlet = outlet;
        this.care = care;
        this.orders = orders;
        this.wake = wake;
    }

    /** It is to run, as its row has it. */
    void take(Row row) {
        if (!running) {
            stopNanos = System.nanoTime() - STOP_EVERY_NANOS;
            stumblesInARow = 0;
        }
        running = true;
        if (definition != null && definedMicros == row.changedAtMicros()) return;
        definedMicros = row.changedAtMicros();
        definition = null;
        try {
            definition = DefinitionJson.parse(row.definition());
        } catch (RuntimeException e) {
            unreadable = "its definition cannot be read: " + e.getMessage();
        }
    }

    /** It is not to run; what is under way ends by itself. */
    void rest() {
        running = false;
    }

    /** Takes the answers that came, and sends what may go now. @return whether there may be more to do at once */
    boolean step() {
        boolean busy = false;
        for (Runnable event = events.poll(); event != null; event = events.poll()) {
            event.run();
            busy = true;
        }
        if (!running) return busy;
        Definition d = definition;
        if (d == null) {
            stop(unreadable);
            return busy;
        }
        if (stumblesInARow >= STUMBLES_IN_A_ROW_MAX) {
            stop("it stumbles: " + stumble);
            return busy;
        }
        long millis = System.currentTimeMillis();
        if (d.isOver(millis)) {
            stop("its window is over");
            return busy;
        }
        if (!d.mayGo(millis)) return busy;
        Account account = outlet.account(d.account());
        if (account == null) {
            stop("there is no account " + d.account());
            return busy;
        }
        return send(d, account) || busy;
    }

    /** Asks until its row says so: an order may be refused, or get lost. */
    private void stop(String reason) {
        long now = System.nanoTime();
        if (now - stopNanos < STOP_EVERY_NANOS) return;
        stopNanos = now;
        orders.pause(campaign, reason, SYSTEM);
    }

    /** It cannot go on, whatever it was at. */
    void fail(RuntimeException e) {
        LOG.error("Campaign {} has stumbled", campaign, e);
        stumblesInARow++;
        stumble = String.valueOf(e.getMessage());
        backOff(STUMBLE_BACK_OFF_MAX_NANOS);
    }

    private boolean send(Definition d, Account account) {
        long now = System.nanoTime();
        pay(d, now);
        int sent = 0;
        while (sent < STEP_MAX && underWay < UNDER_WAY_MAX && mayGo(d, now)) {
            Target target = next();
            if (target == null) {
                finish(now);
                break;
            }
            if (offered(d, account, target)) allowance--;
            sent++;
        }
        return sent == STEP_MAX;
    }

    private void pay(Definition d, long now) {
        double most = Math.max(1, d.pacePerSecond() / 5);
        allowance = Math.min(most, allowance + (now - paidNanos) / 1e9 * d.pacePerSecond());
        paidNanos = now;
    }

    private boolean mayGo(Definition d, long now) {
        return now - resumeNanos >= 0 && (d.pacePerSecond() <= 0 || allowance >= 1);
    }

    private @Nullable Target next() {
        Target waiting = again.poll();
        if (waiting != null) return waiting;
        while (page.isEmpty()) {
            List<Target> read = Campaigns.targets(care.rows(), campaign, cursor, PAGE);
            if (read.isEmpty()) return null;
            cursor = read.getLast().place() + 1;
            read.stream().filter(Target::isPending).forEach(page::add);
        }
        return page.poll();
    }

    /** All were passed: once the last answers are in the rows it has ended. */
    private void finish(long now) {
        if (underWay > 0 || now - finishNanos < FINISH_EVERY_NANOS) return;
        finishNanos = now;
        orders.finish(campaign);
    }

    // ---- one recipient

    /** @return whether a message was submitted */
    private boolean offered(Definition d, Account account, Target target) {
        try {
            boolean submitted = offer(d, account, target);
            stumbles.remove(target.place());
            if (!submitted) stumblesInARow = 0;
            return submitted;
        } catch (RuntimeException e) {
            stumbled(target, e);
            return false;
        }
    }

    private void stumbled(Target target, RuntimeException e) {
        int times = stumbles.merge(target.place(), 1, Integer::sum);
        fail(e);
        if (times < STUMBLES_MAX) {
            again.add(target);
            return;
        }
        stumbles.remove(target.place());
        skip(target, Outlet.FAILED);
    }

    /** @return whether a message was submitted */
    private boolean offer(Definition d, Account account, Target target) {
        OptionalLong earlier = outlet.earlier(account, campaign, target.place());
        if (earlier.isPresent()) {
            // The disk has the message and not whose it is: it was cut off between the two.
            record(tagged(target, earlier.getAsLong()), target);
            return false;
        }
        Address from = PduWriter.address(d.sender());
        String closed = outlet.closedBy(target.digits(), account, from, d.purpose());
        if (!closed.isEmpty()) {
            skip(target, closed);
            return false;
        }
        Filled filled = Drafts.textFor(d, target, care.rows());
        if (!filled.isWhole()) {
            skip(target, "unfilled");
            return false;
        }
        if (Drafts.isTooLong(filled.text())) {
            skip(target, "too_long");
            return false;
        }
        byte[] pdu = Drafts.submit(from, target.digits(), filled.text(), Drafts.levelFor(d, account));
        submit(account, d.purpose(), target, from, pdu);
        return true;
    }

    private void submit(Account account, Purpose purpose, Target target, Address from, byte[] pdu) {
        outlet.submit(
                account,
                new CampaignTag(campaign, target.place(), "send", purpose),
                pdu,
                mtId -> later(this::accepted),
                status -> later(() -> refused(account, purpose, target, from, status)));
        // Answers are taken by this thread, so none is counted before; what throws here is not under way.
        underWay++;
    }

    private void later(Runnable event) {
        events.add(event);
        wake.run();
    }

    private void accepted() {
        underWay--;
        backOffNanos /= 2;
        stumblesInARow = 0;
    }

    private void refused(Account account, Purpose purpose, Target target, Address from, int status) {
        underWay--;
        if (status == Outlet.BROKEN) fail(new IllegalStateException("a message could not be handed on"));
        else stumblesInARow = 0;
        String closed = "";
        try {
            closed = outlet.closedBy(target.digits(), account, from, purpose);
        } catch (RuntimeException e) {
            stumbled(target, e);
            return;
        }
        if (!closed.isEmpty()) {
            skip(target, closed);
        } else if (Outlet.isForNow(status)) {
            again.add(target);
            backOff();
        } else {
            skip(target, Outlet.reason(status));
        }
    }

    /** Twice as long each time that those who were under way together are refused. */
    private void backOff() {
        backOff(BACK_OFF_MAX_NANOS);
    }

    private void backOff(long mostNanos) {
        long now = System.nanoTime();
        if (now - resumeNanos < 0) return;
        backOffNanos = Math.clamp(backOffNanos * 2, BACK_OFF_MIN_NANOS, mostNanos);
        resumeNanos = now + backOffNanos;
    }

    private void skip(Target target, String reason) {
        record(new RecipientSkipped(nowMicros(), SYSTEM, campaign, target.place(), target.digits(), reason), target);
    }

    private MtTagged tagged(Target target, long mtId) {
        return new MtTagged(nowMicros(), SYSTEM, mtId, target.digits(), campaign, target.place(), "send");
    }

    private static long nowMicros() {
        return TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis());
    }

    /** Counts as under way until it is in the rows; one that is refused comes again. */
    private void record(CareFact fact, Target target) {
        care.record(target.digits(), List.of(fact))
                .whenComplete((decision, failure) -> later(() -> {
                    underWay--;
                    if (decision instanceof Facts) return;
                    again.add(target);
                    if (failure == null) backOff();
                    else fail(new IllegalStateException("a recipient cannot be recorded", failure));
                }));
        underWay++;
    }
}
