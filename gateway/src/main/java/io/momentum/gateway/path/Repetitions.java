package io.momentum.gateway.path;

import io.momentum.gateway.intake.Identity;
import io.momentum.gateway.intake.IntakeRules.Answer;
import io.momentum.gateway.intake.IntakeRules.Repeats;
import io.momentum.gateway.intake.Repeated;
import io.momentum.gateway.intake.Repeated.Again;
import io.momentum.gateway.intake.Repeated.Mine;
import io.momentum.gateway.intake.Repeated.Waits;
import io.momentum.gateway.net.Loop;
import io.momentum.gateway.server.Account;
import io.momentum.gateway.server.SubmitSink.Reply;
import io.momentum.store.fact.Fact.MtRepeated;
import java.util.function.Consumer;

/**
 * Lets the first of equal messages of an account go on, and answers the others, as the account wants it. A message counts as it is
 * to be sent, so what a rule has made of it, or its number in another form, makes no difference.
 */
final class Repetitions {

    /** So many repetitions of one message are told in the journal; all are counted. */
    private static final int TOLD_MAX = 3;

    private final Loop loop;
    private final Taken taken;
    private final Repeats rules;
    private final Reply reply;
    private final Consumer<Reply> first;

    private Repetitions(Loop loop, Taken taken, Repeats rules, Reply reply, Consumer<Reply> first) {
        this.loop = loop;
        this.taken = taken;
        this.rules = rules;
        this.reply = reply;
        this.first = first;
    }

    /** Goes on with {@code first} where the message is the first, or all go on; it answers by the reply that it is given. */
    static void guard(Loop loop, Taken taken, Reply reply, Consumer<Reply> first) {
        var rules = taken.account().config().intake().repeats();
        if (rules.isEmpty()) first.accept(reply);
        else new Repetitions(loop, taken, rules.get(), reply, first).claim(Identity.of(taken.message()));
    }

    private void claim(Identity identity) {
        Account account = taken.account();
        switch (account.repeated().claim(identity, Loop.nowMillis(), new Waiter(identity))) {
            case Mine mine -> first.accept(new Claimed(mine));
            case Again again -> again(again.mtId(), again.times());
            case Waits _ -> {
                // The waiter goes on.
            }
        }
    }

    private void again(long mtId, int times) {
        taken.account().counters().repeated.increment();
        if (times <= TOLD_MAX) loop.stage().note(new MtRepeated(loop.nowMicros(), mtId));
        // A campaign's recipient is told of by the message that it gets: this one gets none.
        boolean answers = rules.answer() == Answer.ANSWER && taken.submission().tag() == null;
        if (answers) reply.accepted(mtId);
        else reply.refused(Repeated.STATUS);
    }

    private final class Waiter implements Repeated.Waiter {
        private final Identity identity;

        Waiter(Identity identity) {
            this.identity = identity;
        }

        @Override
        public void first(long mtId, int times) {
            loop.run(() -> again(mtId, times));
        }

        @Override
        public void nobody() {
            loop.run(() -> claim(identity));
        }
    }

    /** Tells those who wait what the first was told. */
    private final class Claimed implements Reply {
        private final Mine mine;

        Claimed(Mine mine) {
            this.mine = mine;
        }

        @Override
        public void accepted(long mtId) {
            mine.accepted(mtId, rules, Loop.nowMillis());
            reply.accepted(mtId);
        }

        @Override
        public void refused(int status) {
            mine.released();
            reply.refused(status);
        }
    }
}
