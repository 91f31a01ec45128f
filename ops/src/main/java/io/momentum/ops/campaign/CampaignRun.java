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
import io.momentum.store.fact.CareFact.CampaignStage;
import io.momentum.store.fact.CareFact.MtTagged;
import io.momentum.store.fact.CareFact.RecipientSkipped;
import io.momentum.store.suppression.Purpose;
import io.momentum.store.value.Address;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The sending of one campaign: its recipients in their order, as fast as it may, with a bounded number on their way to the
 * disk. It passes each recipient once in a run of the process; one that account or carrier do not take now comes again, and
 * until then all slow down. Owned by the sender's thread.
 */
final class CampaignRun {

    private static final String SYSTEM = "system";
    private static final int UNDER_WAY_MAX = 400;
    private static final int STEP_MAX = 200;
    private static final int PAGE = 500;
    private static final long BACK_OFF_MIN_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long BACK_OFF_MAX_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long FINISH_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final String campaign;
    private final Outlet outlet;
    private final Care care;
    private final CampaignOrders orders;
    private final Runnable wake;
    private final Queue<Runnable> events = new ConcurrentLinkedQueue<>();
    private final Deque<Target> page = new ArrayDeque<>();
    private final Deque<Target> again = new ArrayDeque<>();
    private @Nullable Definition definition;
    private long definedMicros;
    private boolean running;
    private boolean stopAsked;
    private int cursor;
    private int underWay;
    private double allowance;
    private long paidNanos = System.nanoTime();
    private long backOffNanos;
    private long resumeNanos = paidNanos;
    private long finishNanos = paidNanos;

    CampaignRun(String campaign, Outlet outlet, Care care, CampaignOrders orders, Runnable wake) {
        this.campaign = campaign;
        this.outlet = outlet;
        this.care = care;
        this.orders = orders;
        this.wake = wake;
    }

    /** It is to run, as its row has it. */
    void take(Row row) {
        if (!running) stopAsked = false;
        running = true;
        if (definition != null && definedMicros == row.changedAtMicros()) return;
        definition = DefinitionJson.parse(row.definition());
        definedMicros = row.changedAtMicros();
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
        Definition d = definition;
        if (!running || stopAsked || d == null) return busy;
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

    private void stop(String reason) {
        stopAsked = true;
        orders.move(campaign, CampaignStage.PAUSED, reason, SYSTEM);
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
            if (offer(d, account, target)) allowance--;
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
        byte[] pdu = Drafts.submit(from, target.digits(), filled.text(), Drafts.levelFor(d, account));
        submit(account, d.purpose(), target, from, pdu);
        return true;
    }

    private void submit(Account account, Purpose purpose, Target target, Address from, byte[] pdu) {
        underWay++;
        outlet.submit(
                account,
                new CampaignTag(campaign, target.place(), "send", purpose),
                pdu,
                mtId -> later(this::accepted),
                status -> later(() -> refused(account, purpose, target, from, status)));
    }

    private void later(Runnable event) {
        events.add(event);
        wake.run();
    }

    private void accepted() {
        underWay--;
        backOffNanos /= 2;
    }

    private void refused(Account account, Purpose purpose, Target target, Address from, int status) {
        underWay--;
        String closed = outlet.closedBy(target.digits(), account, from, purpose);
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
        long now = System.nanoTime();
        if (now - resumeNanos < 0) return;
        backOffNanos = Math.clamp(backOffNanos * 2, BACK_OFF_MIN_NANOS, BACK_OFF_MAX_NANOS);
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
        underWay++;
        care.record(target.digits(), List.of(fact))
                .whenComplete((decision, failure) -> later(() -> {
                    underWay--;
                    if (!(Objects.requireNonNullElse(decision, "") instanceof Facts)) again.add(target);
                }));
    }
}
