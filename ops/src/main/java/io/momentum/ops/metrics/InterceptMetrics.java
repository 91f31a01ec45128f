package io.momentum.ops.metrics;

import io.momentum.gateway.hook.Hook;
import io.momentum.gateway.path.Intake;

/** What the rules of interception decided, and how the programs that they ask are. */
final class InterceptMetrics implements Figures {

    private final Intake intake;

    InterceptMetrics(Intake intake) {
        this.intake = intake;
    }

    @Override
    public void into(Families families) {
        var decisions = families.counter(
                "momentum_interception_decisions",
                "Messages for which a rule decided: passed, rejected, dropped, rewritten, or unanswered by its hook.",
                "rule",
                "decision");
        intake.decisions().forEach((kind, count) -> decisions.add(count, kind.rule(), kind.word()));
        hooks(families);
    }

    private void hooks(Families families) {
        var answers = families.times(
                "momentum_interception_hook_seconds", "From a question to the hook until its answer.", "hook");
        var late = families.counter(
                "momentum_interception_hook_timeouts", "Questions that the hook did not answer in time.", "hook");
        var malformed = families.counter(
                "momentum_interception_hook_malformed", "Answers of the hook that cannot be understood.", "hook");
        var skipped = families.counter(
                "momentum_interception_hook_skipped",
                "Questions that were not asked: too many waited, or the hook was paused.",
                "hook");
        var waiting = families.gauge("momentum_interception_hook_waiting", "Questions that wait.", "hook");
        var paused = families.gauge("momentum_interception_hook_paused", "1 while the hook is not asked.", "hook");
        var pauses = families.counter(
                "momentum_interception_hook_pauses", "Times that the hook was stopped for not answering.", "hook");
        var starts = families.counter("momentum_interception_hook_starts", "Times that it was started.", "hook");
        for (Hook hook : intake.hooks().all()) {
            String name = hook.config().name();
            answers.add(hook.counters().answerTime, name);
            late.add(hook.counters().late.sum(), name);
            malformed.add(hook.counters().malformed.sum(), name);
            skipped.add(hook.counters().skipped.sum(), name);
            waiting.add(hook.waiting(), name);
            paused.add(hook.isPaused() ? 1 : 0, name);
            pauses.add(hook.counters().pauses.sum(), name);
            starts.add(hook.counters().starts.sum(), name);
        }
    }
}
