package io.momentum.store.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of a journal, for whoever copies it, also while a process writes to it. A copy of the epoch that is being written
 * is like what a crash leaves behind: the next start finds its last sound fact.
 */
public final class JournalFiles {

    /** Of the epoch that is being written, the file that is and the one that may just have been. */
    static final int UNSETTLED = 2;

    /**
     * One file.
     *
     * @param path below the journal's directory
     * @param settled whether nothing will ever change it
     */
    public record JournalFile(String path, boolean settled) {}

    private JournalFiles() {}

    /**
     * The files in the order in which they have to be copied: the manifest, what is left of the oldest files, then for each epoch
     * what says which files it has, then those.
     *
     * @param writing whether the last epoch is being written
     */
    public static List<JournalFile> list(Path journal, boolean writing) throws IOException {
        List<JournalFile> files = new ArrayList<>();
        files.add(new JournalFile("MANIFEST", false));
        List<Epoch> epochs = Manifest.read(journal);
        KeptFiles kept = KeptFiles.read(journal);
        if (!kept.files().isEmpty()) files.add(new JournalFile(KeptFiles.FILE, false));
        for (KeptFile each : kept.files())
            files.add(new JournalFile(path(Manifest.epochDirectory(journal, each.epoch()), each.name()), true));
        for (Epoch epoch : epochs) {
            boolean live = epoch.isOpen();
            files.addAll(of(journal, epoch, kept, live || (writing && epoch.equals(epochs.getLast()))));
        }
        return files;
    }

    private static List<JournalFile> of(Path journal, Epoch epoch, KeptFiles kept, boolean live) throws IOException {
        Path directory = Manifest.epochDirectory(journal, epoch.number());
        List<String> tables = names(directory, ".cq4t");
        List<String> replaced = kept.of(epoch.number()).stream()
                .map(each -> CycleNames.file(journal, each.epoch(), each.cycle()))
                .map(file -> file.getFileName().toString())
                .toList();
        List<String> cycles = names(directory, ".cq4").stream()
                .filter(name -> !replaced.contains(name))
                .toList();
        List<JournalFile> files = new ArrayList<>();
        for (String name : tables) files.add(new JournalFile(path(directory, name), !live));
        for (int i = 0; i < cycles.size(); i++)
            files.add(new JournalFile(path(directory, cycles.get(i)), !live || i < cycles.size() - UNSETTLED));
        return files;
    }

    private static String path(Path directory, String name) {
        return directory.getFileName() + "/" + name;
    }

    private static List<String> names(Path directory, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(suffix))
                    .sorted(Comparator.naturalOrder())
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of(); // an epoch that never came to write
        }
    }

    /** Whether a process has the journal in use. */
    public static boolean isInUse(Path journal) throws IOException {
        if (!Files.exists(journal.resolve("LOCK"))) return false;
        try {
            DirectoryLock.take(journal).close();
            return false;
        } catch (JournalException e) {
            return true;
        }
    }
}
