package io.momentum.ops.architecture.violating.ops.cli;

/** Breaks nothing. */
final class MayPrint {
    private MayPrint() {}

    static void hello() {
        System.out.println("hello");
    }
}
