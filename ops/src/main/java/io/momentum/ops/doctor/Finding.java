package io.momentum.ops.doctor;

/**
 * What one look has found.
 *
 * @param check what was looked at: disk, clock, carrier telco
 * @param said what was found
 * @param todo what to do about it, with the command where there is one; empty where nothing is to be done
 */
public record Finding(Grade grade, String check, String said, String todo) {

    /** How bad it is, the worst first. */
    public enum Grade {
        FAIL,
        WARN,
        OK,
        SKIPPED
    }

    static Finding ok(String check, String said) {
        return new Finding(Grade.OK, check, said, "");
    }

    static Finding skipped(String check, String why) {
        return new Finding(Grade.SKIPPED, check, why, "");
    }

    static Finding warn(String check, String said, String todo) {
        return new Finding(Grade.WARN, check, said, todo);
    }

    static Finding fail(String check, String said, String todo) {
        return new Finding(Grade.FAIL, check, said, todo);
    }
}
