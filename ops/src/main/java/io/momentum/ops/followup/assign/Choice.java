package io.momentum.ops.followup.assign;

import io.momentum.ops.followup.assign.Decision.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One rule's choice among the members of its team. */
final class Choice {

    private final Rule rule;
    private final AssignState state;
    private final Request request;
    private final List<Member> members;
    private final List<Member> able = new ArrayList<>();
    private final @Nullable Member taken;
    private String outcome;

    Choice(Rule rule, List<Member> members, Request request, AssignState state) {
        this.rule = rule;
        this.state = state;
        this.request = request;
        this.members = members;
        for (Member member : members) if (Assignment.whyNot(member, request, state) == null) able.add(member);
        outcome = rule.strategy().word();
        taken = able.isEmpty() ? null : choose();
        if (taken == null) outcome = "fits, but team %s has nobody for it".formatted(rule.team());
    }

    @Nullable
    Member taken() {
        return taken;
    }

    String outcome() {
        return outcome;
    }

    private Member choose() {
        return switch (rule.strategy()) {
            case STICKY_OWNER -> sticky();
            case ROUND_ROBIN -> next();
            case LEAST_OPEN -> least();
            case WEIGHTED -> weighted();
        };
    }

    private Member sticky() {
        Optional<Member> before = able.stream()
                .filter(member ->
                        request.previousOwner().filter(member.id()::equals).isPresent())
                .findFirst();
        if (before.isPresent()) return before.get();
        outcome = "sticky-owner, "
                + request.previousOwner().map(owner -> owner + " cannot").orElse("nobody had this contact before")
                + ", so least-open";
        return least();
    }

    /** The one behind the last in the order of the team, whoever was between them and cannot now. */
    private Member next() {
        String last = state.turnOf(rule.id()).last();
        int from = 0;
        for (int i = 0; i < members.size(); i++) if (members.get(i).id().equals(last)) from = i + 1;
        for (int i = 0; i < members.size(); i++) {
            Member member = members.get((from + i) % members.size());
            if (able.contains(member)) return member;
        }
        throw new IllegalStateException("no member can, and one could");
    }

    /** The fewest open, then in turn among equals. */
    private Member least() {
        int fewest = able.stream().mapToInt(this::open).min().orElse(0);
        able.removeIf(member -> open(member) > fewest);
        return next();
    }

    /** Whoever is free first; of several the one of most weight, then in the order of the team. */
    private Member weighted() {
        Turn turn = state.turnOf(rule.id());
        return able.stream()
                .min(Comparator.<Member>comparingLong(member -> turn.startOf(member.id()))
                        .thenComparingInt(member -> -member.weight()))
                .orElseThrow(() -> new IllegalStateException("no member can, and one could"));
    }

    private int open(Member member) {
        return state.openOf(member.id());
    }

    List<Candidate> candidates() {
        List<Candidate> all = new ArrayList<>();
        for (Member member : members) all.add(new Candidate(member.id(), member.equals(taken), why(member)));
        return all;
    }

    private String why(Member member) {
        String whyNot = Assignment.whyNot(member, request, state);
        if (whyNot != null) return whyNot;
        String has = open(member) + " of " + member.capacity() + " open";
        if (rule.strategy() == Strategy.WEIGHTED) has += ", weight " + member.weight();
        return member.equals(taken) ? "taken: " + has : "could, is not its turn: " + has;
    }
}
