package io.momentum.gateway.server;

import static io.momentum.gateway.codec.CommandStatus.ESME_RBINDFAIL;
import static io.momentum.gateway.codec.CommandStatus.ESME_RINVPASWD;
import static io.momentum.gateway.codec.CommandStatus.ESME_RSYSERR;
import static io.momentum.gateway.codec.CommandStatus.ESME_RTHROTTLED;

import io.momentum.gateway.codec.BindRequest;
import io.momentum.gateway.codec.CommandId;
import io.momentum.gateway.codec.PduWriter;
import io.momentum.gateway.net.SmppConnection;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One bind, from its PDU to the session that it opens or the refusal. Owned by the connection's loop; only the check of a hashed
 * password, which takes long, happens elsewhere.
 */
final class BindAttempt {

    private static final Logger LOG = LoggerFactory.getLogger(BindAttempt.class);

    /** How long after its bind a refusal leaves, where the guard does not want more. */
    private static final long REFUSED_MILLIS = 500;

    /** The longest password that is looked at, where an account leaves the 8 of the specification. */
    private static final int PASSWORD_MAX = 64;

    private final SmppServer server;
    private final SmppConnection connection;
    private final EsmeSession session;
    private final int commandId;
    private final int sequence;
    private final long startNanos = System.nanoTime();
    private long refusedMillis = REFUSED_MILLIS;

    BindAttempt(SmppServer server, SmppConnection connection, EsmeSession session, int commandId, int sequence) {
        this.server = server;
        this.connection = connection;
        this.session = session;
        this.commandId = commandId;
        this.sequence = sequence;
    }

    void check(byte[] pdu) {
        BindRequest request = BindRequest.parse(pdu, PASSWORD_MAX);
        if (!request.isOk()) {
            failed(null);
            refuse(null, request.status(), "malformed bind");
            return;
        }
        Account named = server.accounts().get(request.systemId());
        if (server.guard().refuses(named, connection.remoteAddress(), startNanos)) {
            refuse(named, ESME_RBINDFAIL, "banned");
            return;
        }
        if (named == null) {
            failed(null);
            refuse(null, ESME_RBINDFAIL, "unknown system_id");
            return;
        }
        if (!named.allows(connection.remoteAddress())) {
            failed(null);
            refuse(named, ESME_RBINDFAIL, "address not allowed");
            return;
        }
        boolean tooLong = request.password().length() > BindRequest.PASSWORD_MAX
                && !named.config().esme().longPassword();
        if (tooLong) {
            failed(named);
            refuse(named, ESME_RINVPASWD, "password too long");
            return;
        }
        checkPassword(request, named);
    }

    private void checkPassword(BindRequest request, Account named) {
        Password password = named.config().password();
        if (!password.isSlow()) {
            passwordChecked(request, named, password.matches(request.password()));
            return;
        }
        Runnable check = () -> {
            boolean matches = password.matches(request.password());
            connection.loop().run(() -> {
                if (session.isChecking()) passwordChecked(request, named, matches);
            });
        };
        if (!server.checkSlowly(check)) refuse(named, ESME_RTHROTTLED, "too many binds at once");
    }

    private void passwordChecked(BindRequest request, Account named, boolean matches) {
        if (!matches) {
            failed(named);
            refuse(named, ESME_RBINDFAIL, "wrong password");
        } else if (!server.accounts().isCurrent(named)) refuse(named, ESME_RBINDFAIL, "account removed meanwhile");
        else if (server.isDraining()) refuse(named, ESME_RSYSERR, "shutting down");
        else if (!named.tryBind(BindKind.of(request))) refuse(named, ESME_RBINDFAIL, "over the account's binds");
        else {
            server.guard().succeeded(named.id(), connection.remoteAddress());
            session.bound(commandId, sequence, request, named);
        }
    }

    /** A failure that a guesser would make. */
    private void failed(@Nullable Account wrongPasswordOf) {
        refusedMillis = server.guard()
                .failed(wrongPasswordOf == null ? null : wrongPasswordOf.id(), connection.remoteAddress(), startNanos);
    }

    /** One status, at one time after the bind, for every reason that would help a guesser; the log has the reason. */
    private void refuse(@Nullable Account named, int status, String why) {
        String who = named == null ? "unknown" : named.id().value();
        LOG.warn("Bind refused ({}) for account {} from {}", why, who, connection.peer());
        if (named == null) server.unknownBinds().add(status);
        else named.counters().bindAttempts.add(status);
        session.bindRefused(refusedMillis);
        connection.owner("account " + who);
        connection.recordFault("bind refused");
        long passedMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
        connection.loop().after(Math.max(0, refusedMillis - passedMillis), () -> {
            if (!connection.isOpen()) return;
            PduWriter.header(connection.out(), commandId | CommandId.RESPONSE, status, sequence);
            connection.closeAfterFlush();
        });
    }
}
