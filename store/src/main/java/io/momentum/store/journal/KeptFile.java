package io.momentum.store.journal;

/**
 * What is left of a file of the journal after the facts that were to go have gone.
 *
 * @param epoch whose file it was
 * @param cycle the hour that the file was of, counted since 1970
 * @param generation 1 for the first, one more each time that something else goes
 * @param first the first sequence of the file that it stands for
 * @param last its last one: what is missing in between has gone
 * @param facts how many are left
 * @param digest SHA-256 in hexadecimal over the documents of the first file that it stands for
 */
public record KeptFile(int epoch, int cycle, int generation, long first, long last, long facts, String digest) {

    /** Whether a fact that the first file had is not there any more. */
    public boolean isThinner() {
        return facts != last - first + 1;
    }

    /** Its name in the directory of its epoch. */
    String name() {
        return "%s.%d%s".formatted(CycleNames.nameOf(cycle), generation, KeptFiles.SUFFIX);
    }

    /** Whether it stands for the file that a place is in, or for an earlier one. */
    boolean isAtOrBehind(int otherEpoch, int otherCycle) {
        return otherEpoch < epoch || (otherEpoch == epoch && otherCycle <= cycle);
    }

    String line() {
        return "file epoch %d cycle %d generation %d first %d last %d facts %d digest %s"
                .formatted(epoch, cycle, generation, first, last, facts, digest);
    }

    static KeptFile parse(String line) {
        String[] words = line.split(" ", -1);
        if (words.length != 15 || !words[0].equals("file"))
            throw new JournalException("'" + line + "' is no kept file");
        return new KeptFile(
                Integer.parseInt(words[2]),
                Integer.parseInt(words[4]),
                Integer.parseInt(words[6]),
                Long.parseLong(words[8]),
                Long.parseLong(words[10]),
                Long.parseLong(words[12]),
                words[14]);
    }
}
