package io.momentum.gateway.optout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Patterns of words as one automaton in flat arrays: whatever they stand for, a word of a text costs one look into a table.
 * Immutable.
 */
final class Phrases {

    /** Nothing found. */
    static final long NONE = -1;

    private static final int START = 0;
    private static final int GONE = -1;
    private static final int WORD_BITS = 24;

    private final long[] keys;
    private final int[] targets;
    private final int[] owners;
    private final int mask;

    private Phrases(Map<Long, Integer> steps, List<Integer> ends) {
        int capacity = Integer.highestOneBit(Math.max(16, steps.size() * 4));
        mask = capacity - 1;
        keys = new long[capacity];
        targets = new int[capacity];
        steps.forEach((key, target) -> {
            int at = slot(key);
            while (keys[at] != 0) at = at + 1 & mask;
            keys[at] = key;
            targets[at] = target;
        });
        owners = ends.stream().mapToInt(Integer::intValue).toArray();
    }

    private int slot(long key) {
        return (int) ((key * 0x9e3779b97f4a7c15L) >>> 40) & mask;
    }

    private int step(int state, int word) {
        if (word == Lexicon.UNKNOWN) return GONE;
        long key = key(state, word);
        for (int at = slot(key); keys[at] != 0; at = at + 1 & mask) if (keys[at] == key) return targets[at];
        return GONE;
    }

    private static long key(int state, int word) {
        return (long) state << WORD_BITS | word;
    }

    /** The longest phrase that begins at a word, {@link #NONE} for none; see {@link #end} and {@link #owner}. */
    long longest(Tokens tokens, int from, int to) {
        int state = START;
        long found = NONE;
        for (int i = from; i < to; i++) {
            state = step(state, tokens.id(i));
            if (state == GONE) return found;
            if (owners[state] != GONE) found = (long) (i + 1) << 32 | owners[state];
        }
        return found;
    }

    /** Whose phrase these words are, all of them; -1 for nobody's. */
    int exactly(int[] words, int count) {
        int state = START;
        for (int i = 0; i < count && state != GONE; i++) state = step(state, words[i]);
        return state == GONE ? GONE : owners[state];
    }

    /** The word behind a phrase that was found; before all words for {@link #NONE}. */
    static int end(long found) {
        return (int) (found >>> 32);
    }

    /** Whose it is. */
    static int owner(long found) {
        return (int) found;
    }

    /** Gathers patterns, and makes the automaton: a state is the set of places in patterns at which a text can be. */
    static final class Builder {

        private record Step(int[] words, boolean optional) {}

        private record Path(List<Step> steps, int owner) {}

        private record Place(int path, int step) implements Comparable<Place> {
            @Override
            public int compareTo(Place other) {
                return path != other.path ? Integer.compare(path, other.path) : Integer.compare(step, other.step);
            }
        }

        private final List<Path> paths = new ArrayList<>();
        private final Map<SortedSet<Place>, Integer> states = new HashMap<>();
        private final List<SortedSet<Place>> waiting = new ArrayList<>();
        private final List<Integer> ends = new ArrayList<>();

        /** Of two owners of the same words the first has them. */
        void add(Pattern pattern, Lexicon.Builder words, int owner) {
            List<Step> steps = new ArrayList<>();
            for (Pattern.Item item : pattern.items()) {
                int[] ids = item.words().stream().mapToInt(words::add).toArray();
                steps.add(new Step(ids, item.optional()));
            }
            paths.add(new Path(steps, owner));
        }

        Phrases build() {
            SortedSet<Place> start = new TreeSet<>();
            for (int path = 0; path < paths.size(); path++) reach(start, path, 0);
            stateOf(start);
            Map<Long, Integer> steps = new HashMap<>();
            for (int state = 0; state < waiting.size(); state++) {
                int from = state;
                next(waiting.get(state)).forEach((word, places) -> steps.put(key(from, word), stateOf(places)));
            }
            return new Phrases(steps, ends);
        }

        private int stateOf(SortedSet<Place> places) {
            return states.computeIfAbsent(places, fresh -> {
                waiting.add(fresh);
                ends.add(ownerOf(fresh));
                return waiting.size() - 1;
            });
        }

        private int ownerOf(SortedSet<Place> places) {
            for (Place place : places) {
                Path path = paths.get(place.path());
                if (place.step() == path.steps().size()) return path.owner();
            }
            return GONE;
        }

        private Map<Integer, SortedSet<Place>> next(SortedSet<Place> places) {
            Map<Integer, SortedSet<Place>> next = new HashMap<>();
            for (Place place : places) {
                List<Step> steps = paths.get(place.path()).steps();
                if (place.step() == steps.size()) continue;
                for (int word : steps.get(place.step()).words())
                    reach(next.computeIfAbsent(word, _ -> new TreeSet<>()), place.path(), place.step() + 1);
            }
            return next;
        }

        /** A place, and those behind what may be left out. */
        private void reach(SortedSet<Place> places, int path, int step) {
            List<Step> steps = paths.get(path).steps();
            places.add(new Place(path, step));
            for (int i = step; i < steps.size() && steps.get(i).optional(); i++) places.add(new Place(path, i + 1));
        }
    }
}
