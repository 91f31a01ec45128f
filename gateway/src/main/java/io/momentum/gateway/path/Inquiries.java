package io.momentum.gateway.path;

import io.momentum.gateway.carrier.Carriers;
import io.momentum.gateway.codec.CommandStatus;
import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.codec.MessageRef;
import io.momentum.gateway.codec.ReplaceSm;
import io.momentum.gateway.intake.NationalForm;
import io.momentum.gateway.message.Mt;
import io.momentum.gateway.message.Mt.Altered;
import io.momentum.gateway.net.Loop;
import io.momentum.gateway.server.Account;
import io.momentum.gateway.server.AccountConfig;
import io.momentum.gateway.server.SubmittedMessages;
import io.momentum.store.fact.Fact.Origin;
import io.momentum.store.index.Views.Outcome;
import io.momentum.store.value.Address;
import io.momentum.store.value.Msisdn;
import io.momentum.store.value.SystemId;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers query_sm from the index, on a thread of its own with a bounded queue, and cancel_sm and replace_sm from the carriers'
 * queues. An ESME learns of, and reaches, messages of its own account only.
 */
public final class Inquiries implements SubmittedMessages, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Inquiries.class);
    private static final int WAITING_MAX = 1_000;

    private final MessageLookup lookup;
    private final Carriers carriers;
    private final LongMessages longMessages;
    private final Intake intake;
    private final ThreadPoolExecutor worker = new ThreadPoolExecutor(
            1,
            1,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_MAX),
            task -> new Thread(task, "momentum-queries"));

    public Inquiries(MessageLookup lookup, Carriers carriers, LongMessages longMessages, Intake intake) {
        this.intake = intake;
        this.longMessages = longMessages;
        this.lookup = lookup;
        this.carriers = carriers;
        worker.allowCoreThreadTimeOut(true);
    }

    @Override
    public void query(Loop loop, Account account, long mtId, MessageRef ref, Found found) {
        try {
            worker.execute(() -> {
                Runnable answer = looked(account.id(), mtId, ref, found);
                loop.run(answer);
            });
        } catch (RejectedExecutionException e) {
            found.missing(CommandStatus.ESME_RTHROTTLED);
        }
    }

    private Runnable looked(SystemId account, long mtId, MessageRef ref, Found found) {
        try {
            Optional<Outcome> outcome = lookup.find(mtId);
            if (outcome.isEmpty() || !outcome.get().account().equals(account))
                return () -> found.missing(CommandStatus.ESME_RINVMSGID);
            Outcome o = outcome.get();
            if (!isSame(ref.source(), o.source())) return () -> found.missing(CommandStatus.ESME_RQUERYFAIL);
            return () -> found.found(o.state(), o.endedAtMicros(), o.error());
        } catch (RuntimeException e) {
            LOG.error("A query_sm of account {} could not be looked up", account, e);
            return () -> found.missing(CommandStatus.ESME_RQUERYFAIL);
        }
    }

    /** The address that was submitted, whatever its TON and NPI; none is as good as the right one. */
    private static boolean isSame(Address asked, Address submitted) {
        return asked.text().isEmpty() || isSame(asked, submitted.text());
    }

    private static boolean isSame(Address asked, String submitted) {
        if (asked.text().equals(submitted)) return true;
        long digits = asked.digits();
        return digits != Msisdn.NONE && digits == Msisdn.digitsIn(submitted);
    }

    @Override
    public void cancel(Loop loop, Account account, long mtId, MessageRef ref, Cancelled cancelled) {
        Predicate<Mt> which = mtId != 0 ? one(account.id(), mtId, ref) : group(account.config(), ref);
        carriers.cancel(loop, which, cancelled::cancelled);
    }

    private static Predicate<Mt> one(SystemId account, long mtId, MessageRef ref) {
        return mt -> mt.mtId() == mtId
                && mt.account().equals(account)
                && (ref.source().text().isEmpty() || isFrom(ref.source(), mt));
    }

    /** The source that was submitted, or the one that a rule has made of it. */
    private static boolean isFrom(Address asked, Mt mt) {
        Altered altered = mt.altered();
        return isSame(asked, mt.source()) || (altered != null && isSame(asked, altered.source()));
    }

    /** All to a destination from a source, of a service_type where one is named. */
    private static Predicate<Mt> group(AccountConfig account, MessageRef ref) {
        Address written = ref.destination();
        Address meant = NationalForm.international(written, account.intake().country());
        Address destination = meant == null ? written : meant;
        return mt -> {
            if (!mt.account().equals(account.systemId()) || !isFrom(ref.source(), mt)) return false;
            MessagePdu pdu = MessagePdu.parse(mt.pdu());
            Altered altered = mt.altered();
            boolean same = isSame(destination, pdu.destination().text())
                    || (altered != null && isSame(written, altered.destination()));
            return same && (ref.serviceType().isEmpty() || ref.serviceType().equals(pdu.serviceType()));
        };
    }

    @Override
    public void replace(Loop loop, Account account, long mtId, ReplaceSm request, Replaced replaced) {
        SystemId owner = account.id();
        Predicate<Mt> which = mt -> mt.mtId() == mtId
                && mt.account().equals(owner)
                && mt.origin() != Origin.OPT_OUT_CONFIRMATION
                && isFrom(request.source(), mt);
        carriers.replace(loop, which, new Rewording(request, longMessages, intake), replaced::replaced);
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
