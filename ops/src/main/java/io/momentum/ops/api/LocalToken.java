package io.momentum.ops.api;

import io.momentum.ops.access.Role;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * A token that the running process writes into its data directory for its own user: whoever may read the journal may use the
 * API, so the commands on the same host need no token. Made anew at every start.
 */
public final class LocalToken {

    private static final String FILE = "admin.token";

    private LocalToken() {}

    /** Makes the token. The file is whole and private from the moment at which it has its name. */
    public static TokenConfig write(Path dataDir) throws IOException {
        Files.createDirectories(dataDir);
        String token = TokenHash.newToken();
        Path fresh = dataDir.resolve(FILE + ".new");
        Files.deleteIfExists(fresh);
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel = FileChannel.open(fresh, options, ownerOnly)) {
            channel.write(StandardCharsets.US_ASCII.encode(token + "\n"));
        }
        Files.move(fresh, dataDir.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return new TokenConfig("local", Role.ADMIN, TokenHash.of(token), Optional.empty());
    }

    /** The token of the process that runs, or ran, in a data directory; empty where there is none. */
    public static Optional<String> read(Path dataDir) throws IOException {
        try {
            return Optional.of(Files.readString(dataDir.resolve(FILE)).strip());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
