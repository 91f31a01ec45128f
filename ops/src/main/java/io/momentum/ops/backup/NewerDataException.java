package io.momentum.ops.backup;

import java.io.IOException;

/** Data that a newer program has written: this one touches nothing, and another try would end the same. The message is for people. */
public final class NewerDataException extends IOException {

    private static final long serialVersionUID = 1;

    NewerDataException(String message) {
        super(message);
    }
}
