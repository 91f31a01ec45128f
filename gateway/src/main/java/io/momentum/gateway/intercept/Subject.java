package io.momentum.gateway.intercept;

import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.codec.TextDecoder;
import io.momentum.store.value.SystemId;
import org.jspecify.annotations.Nullable;

/** A message as rules see it. Its text is read when the first of them asks. Owned by whoever made it. */
public final class Subject {

    private final SystemId account;
    private final MessagePdu message;
    private @Nullable String text;

    public Subject(SystemId account, MessagePdu message) {
        this.account = account;
        this.message = message;
    }

    public SystemId account() {
        return account;
    }

    public MessagePdu message() {
        return message;
    }

    /** Without its user data header. */
    public String text() {
        String read = text;
        if (read == null) text = read = TextDecoder.decode(message);
        return read;
    }
}
