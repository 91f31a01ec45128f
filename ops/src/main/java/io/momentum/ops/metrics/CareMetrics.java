package io.momentum.ops.metrics;

import io.momentum.ops.care.Care;
import io.momentum.ops.care.CareCounters;
import io.momentum.ops.care.CareCounters.Deadline;
import io.momentum.ops.care.Conversations;
import io.momentum.ops.followup.Conversation;
import io.momentum.store.index.Shelf;
import java.util.ArrayList;
import java.util.List;

/** What is known about replies and what is made of them. */
final class CareMetrics implements Figures {

    private static final List<String> LISTS = List.of(
            "open",
            "unowned",
            "triage",
            "urgent",
            "breaching",
            "opt_out_review",
            "no_context",
            "waiting",
            "scheduled",
            "closed");
    private static final List<String> CLOCKS = List.of("first_action", "first_response", "next_response", "resolution");
    /** Stands for conversations without a team. */
    private static final String NO_TEAM = "none";

    private final Care care;
    private final CareCounters counters;

    CareMetrics(Care care, CareCounters counters) {
        this.care = care;
        this.counters = counters;
    }

    @Override
    public void into(Families families) {
        conversations(families);
        replies(families);
        deadlines(families);
    }

    private List<String> teams() {
        List<String> teams = new ArrayList<>(care.playbook().teams());
        teams.add("");
        return teams;
    }

    private static String told(String team) {
        return team.isEmpty() ? NO_TEAM : team;
    }

    private void conversations(Families families) {
        Shelf rows = care.rows();
        var lists = families.gauge(
                "momentum_conversations",
                "Conversations by the list that they stand in; one may stand in several, and open has all that go on.",
                "list");
        for (String list : LISTS) lists.add(Conversations.count(rows, list), list);
        var open = families.gauge("momentum_conversations_open", "Conversations that go on, by team.", "team");
        long ofTeams = 0;
        for (String team : care.playbook().teams()) {
            long count = Conversations.count(rows, "team:" + team);
            ofTeams += count;
            open.add(count, team);
        }
        open.add(Math.max(0, Conversations.count(rows, "open") - ofTeams), NO_TEAM);
        families.gauge(
                        "momentum_conversations_overdue_seconds",
                        "How long the conversation is past its time that should have been seen to first; 0 for none.")
                .add(overdueSeconds(rows));
    }

    private static double overdueSeconds(Shelf rows) {
        List<Conversation> first =
                Conversations.page(rows, "open", c -> true, null, 1).items();
        if (first.isEmpty()) return 0;
        long due = first.getFirst().dueMicros();
        long now = System.currentTimeMillis() * 1_000;
        return due >= now ? 0 : (now - due) / 1e6;
    }

    private void replies(Families families) {
        families.counter("momentum_conversations_opened", "Conversations that began.")
                .add(counters.opened());
        families.counter("momentum_conversations_reopened", "Closed conversations that went on.")
                .add(counters.reopened());
        families.counter("momentum_conversations_escalated", "Times that somebody higher was told.")
                .add(counters.escalated());
        families.counter("momentum_replies", "Messages of subscribers that came into a conversation.")
                .add(counters.replies());
        var labels = families.counter(
                "momentum_replies_classified", "Replies by what they were taken for, corrections included.", "label");
        counters.labels().forEach((label, count) -> labels.add(count, label));
        var closed = families.counter("momentum_conversations_closed", "Conversations by their outcome.", "outcome");
        counters.closed().forEach((outcome, count) -> closed.add(count, outcome));
    }

    private void deadlines(Families families) {
        var breached = families.counter(
                "momentum_sla_breaches", "Response times that were missed, by team and clock.", "team", "clock");
        var met = families.counter("momentum_sla_met", "Response times that were kept.", "team", "clock");
        var responses = families.times(
                "momentum_first_response_seconds",
                "From a reply to the first answer, by team; of clocks firstResponse.",
                "team");
        for (String team : teams()) {
            for (String clock : CLOCKS) {
                var deadline = new Deadline(team, clock);
                breached.add(counters.breached(deadline), told(team), clock);
                met.add(counters.met(deadline), told(team), clock);
            }
            responses.add(counters.firstResponses(team), told(team));
        }
    }
}
