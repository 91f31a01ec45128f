package io.momentum.ops.architecture.violating.ops.boot;

/** Breaks: only the command line prints. */
final class Prints {
    private Prints() {}

    static void hello() {
        System.out.println("hello");
    }
}
