package io.momentum.ops.boot;

import io.momentum.gateway.path.SubmitPath;
import io.momentum.gateway.server.Account;
import io.momentum.gateway.server.Accounts;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.journal.Journal;
import io.momentum.store.journal.JournalReader;

/**
 * What accounts submitted just before the process ended, so that duplicates are known over a start. The end of the journal tells, as
 * far as it is read: a start must not take longer the more there is.
 */
final class LateMessages {

    private static final long FACTS_MAX = 500_000;
    private static final int BATCH = 10_000;

    private LateMessages() {}

    /** Has the accounts remember theirs; before ESMEs bind. */
    static void remember(Accounts accounts, Journal journal) {
        boolean wanted = accounts.all().stream()
                .anyMatch(account -> account.config().intake().repeats().isPresent());
        long last = journal.durableSequence();
        if (!wanted || last == 0) return;
        try (JournalReader reader = journal.read(Math.max(1, last + 1 - FACTS_MAX))) {
            int read;
            do {
                read = reader.poll(BATCH, (_, fact, _) -> {
                    if (fact instanceof MtAccepted accepted) remember(accounts, accepted);
                });
            } while (read > 0);
        }
    }

    private static void remember(Accounts accounts, MtAccepted accepted) {
        Account account = accounts.get(accepted.account().value());
        if (account != null) SubmitPath.remember(account, accepted);
    }
}
