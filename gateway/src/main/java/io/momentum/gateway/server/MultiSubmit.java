package io.momentum.gateway.server;

import io.momentum.gateway.codec.CommandStatus;
import io.momentum.gateway.codec.SubmitMulti;
import io.momentum.gateway.net.Loop;
import io.momentum.store.value.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * A submit_multi on its way: one submit_sm for each destination, each with a verdict of its own, and one answer once all have
 * theirs. Owned by the connection's loop.
 */
final class MultiSubmit {

    private final SubmitMulti multi;
    private final Account account;
    private final Answer answer;
    private final TreeMap<Integer, Long> taken = new TreeMap<>();
    private final TreeMap<Integer, SubmitMulti.Refused> refused = new TreeMap<>();

    /** Takes the verdicts, destinations in the order of the PDU. */
    @FunctionalInterface
    interface Answer {
        /**
         * All destinations have their verdict.
         *
         * @param status where none was taken: what they were refused with, if that is one status
         */
        void give(List<Long> mtIds, List<SubmitMulti.Refused> refused, int status);
    }

    MultiSubmit(SubmitMulti multi, Account account, Answer answer) {
        this.multi = multi;
        this.account = account;
        this.answer = answer;
    }

    void submit(Loop loop, LongSupplier ids, SubmitSink path) {
        List<Address> destinations = multi.destinations();
        account.counters().submits.add(destinations.size());
        for (int i = 0; i < destinations.size(); i++) {
            path.onSubmit(loop, account, ids, multi.submitSm(destinations.get(i)), new Verdict(i));
        }
    }

    private final class Verdict implements SubmitSink.Reply {
        private final int index;

        Verdict(int index) {
            this.index = index;
        }

        @Override
        public void accepted(long mtId) {
            account.counters().responses.add(CommandStatus.ESME_ROK);
            taken.put(index, mtId);
            answerIfAllAreThere();
        }

        @Override
        public void refused(int status) {
            account.counters().responses.add(status);
            refused.put(index, new SubmitMulti.Refused(multi.destinations().get(index), status));
            answerIfAllAreThere();
        }
    }

    private void answerIfAllAreThere() {
        if (taken.size() + refused.size() < multi.destinations().size()) return;
        List<Integer> statuses = refused.values().stream()
                .map(SubmitMulti.Refused::status)
                .distinct()
                .toList();
        int status = statuses.size() == 1 ? statuses.getFirst() : CommandStatus.ESME_RSUBMITFAIL;
        answer.give(new ArrayList<>(taken.values()), new ArrayList<>(refused.values()), status);
    }
}
