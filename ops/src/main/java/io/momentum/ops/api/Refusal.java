package io.momentum.ops.api;

/** Ends an operation with a problem. Carries no stack trace: it is an answer, not a fault. */
final class Refusal extends RuntimeException {

    private final transient Problem problem;

    Refusal(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
