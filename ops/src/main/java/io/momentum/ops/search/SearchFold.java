package io.momentum.ops.search;

import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.codec.TextDecoder;
import io.momentum.ops.care.CareFold;
import io.momentum.ops.care.CareTable;
import io.momentum.ops.followup.Conversation;
import io.momentum.store.fact.CareFact.ContactErased;
import io.momentum.store.fact.CareFact.ConversationOpened;
import io.momentum.store.fact.CareFact.NoteAdded;
import io.momentum.store.fact.CareFact.ReplyJoined;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.MoReceived;
import io.momentum.store.fact.RecordForm;
import io.momentum.store.fact.RetentionFact.TextsForgotten;
import io.momentum.store.fact.TextMark;
import io.momentum.store.index.Follower;
import io.momentum.store.index.Shelf;
import io.momentum.store.journal.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the terms of conversations. It stands behind the fold of follow-up, which says for each fact what became of which
 * conversation; the difference of the terms that a commit window makes is what is written. A conversation has at most
 * {@value #WORDS_MAX} words. Owned by the projector.
 */
public final class SearchFold implements Follower {

    private static final Logger LOG = LoggerFactory.getLogger(SearchFold.class);

    /** So many words of one conversation; what is said later is not found by new ones. */
    static final int WORDS_MAX = 256;

    private static final byte[] NOTHING = {};

    /** What was said in a conversation, and over whom it came. */
    record Said(List<String> words, List<String> carriers) {
        static final Said NOTHING = new Said(List.of(), List.of());
    }

    static final RecordForm<Said> SAID = RecordForm.of(Said.class);

    /** A conversation that the window has changed: as it is committed, and as it is. */
    private record Touched(@Nullable Conversation committed, Conversation now) {}

    private final CareFold care;
    private final Map<Long, Touched> touched = new LinkedHashMap<>();

    /** @param care folds each fact before this one does */
    public SearchFold(CareFold care) {
        this.care = care;
    }

    @Override
    public Shelf.Kind shelf() {
        return Shelf.Kind.SEARCH;
    }

    @Override
    public void fold(long sequence, Fact fact, Position position, Shelf.Writable rows) {
        switch (fact) {
            case MoReceived f -> heard(f, rows);
            case ConversationOpened f -> opened(f, rows);
            case ReplyJoined f -> joined(f, rows);
            case NoteAdded f -> add(f.conversation(), new Said(Words.of(TextMark.plain(f.text())), List.of()), rows);
            case TextsForgotten f -> forget(f, rows);
            case ContactErased f -> erase(f.digits(), rows);
            default -> {
                // Says nothing that is searched for.
            }
        }
        CareFold.Change change = care.changed();
        if (change == null) return;
        long id = change.after().id();
        Touched known = touched.get(id);
        touched.put(id, new Touched(known == null ? change.before() : known.committed, change.after()));
    }

    @Override
    public void committing(Shelf.Writable rows) {
        for (Touched each : touched.values()) save(each.committed, each.now, rows);
        touched.clear();
    }

    @Override
    public void moved(Tagged message, Fact fact, Shelf.Writable rows) {
        // Messages are found by their contact.
    }

    // ---- words

    private static void heard(MoReceived mo, Shelf.Writable rows) {
        if (mo.sourceDigits() == 0) return;
        var said = new Said(Words.of(textOf(mo)), List.of(mo.carrier().value()));
        rows.put(SearchTable.HEARD.key("", mo.moId()), SAID.toBytes(said));
    }

    /** A text that cannot be read is not found by its words; it stands in its conversation all the same. */
    private static String textOf(MoReceived mo) {
        try {
            return TextDecoder.decode(MessagePdu.parse(mo.pdu(), true));
        } catch (RuntimeException e) {
            LOG.warn("A reply cannot be searched: {}", e.toString());
            return "";
        }
    }

    private static void joined(ReplyJoined f, Shelf.Writable rows) {
        byte[] key = SearchTable.HEARD.key("", f.moId());
        byte[] heard = rows.get(key);
        if (heard == null) return;
        rows.delete(key);
        add(f.conversation(), SAID.fromBytes(heard), rows);
    }

    private static void add(long id, Said more, Shelf.Writable rows) {
        byte[] key = SearchTable.SAID.key("", id);
        byte[] row = rows.get(key);
        Said before = row == null ? Said.NOTHING : SAID.fromBytes(row);
        Set<String> words = new LinkedHashSet<>(before.words());
        Set<String> carriers = new LinkedHashSet<>(before.carriers());
        for (String word : more.words()) {
            if (words.size() < WORDS_MAX && words.add(word)) put(Terms.word(word), id, rows);
        }
        for (String carrier : more.carriers()) {
            if (carriers.add(carrier)) put(Terms.term("carrier", carrier), id, rows);
        }
        rows.put(key, SAID.toBytes(new Said(List.copyOf(words), List.copyOf(carriers))));
    }

    private static void erase(long digits, Shelf.Writable rows) {
        List<Long> conversations = new ArrayList<>();
        byte[] prefix = SearchTable.OF.key(Long.toString(digits));
        rows.scan(prefix, CareTable.behind(prefix), (key, value) -> conversations.add(~CareTable.lastNumber(key)));
        for (long id : conversations) forgetWords(id, rows);
    }

    private static void forgetWords(long id, Shelf.Writable rows) {
        byte[] key = SearchTable.SAID.key("", id);
        byte[] row = rows.get(key);
        if (row == null) return;
        Said said = SAID.fromBytes(row);
        for (String word : said.words()) rows.delete(SearchTable.TERM.key(Terms.word(word), ~id));
        rows.put(key, SAID.toBytes(new Said(List.of(), said.carriers())));
    }

    /** Nothing is found by words that have gone. */
    private static void forget(TextsForgotten f, Shelf.Writable rows) {
        for (long id : f.conversations()) forgetWords(id, rows);
        for (long moId : f.replies()) {
            byte[] key = SearchTable.HEARD.key("", moId);
            byte[] heard = rows.get(key);
            if (heard != null)
                rows.put(
                        key,
                        SAID.toBytes(new Said(List.of(), SAID.fromBytes(heard).carriers())));
        }
    }

    // ---- what follows from the state

    private static void opened(ConversationOpened f, Shelf.Writable rows) {
        String number = Long.toString(f.digits());
        rows.put(SearchTable.OF.key(number, ~f.conversation()), NOTHING);
        rows.put(SearchTable.BACKWARDS.key(new StringBuilder(number).reverse().toString()), NOTHING);
    }

    static void save(@Nullable Conversation before, Conversation after, Shelf.Writable rows) {
        Set<String> was = before == null ? Set.of() : Terms.of(before);
        Set<String> is = Terms.of(after);
        for (String term : was) {
            if (!is.contains(term)) rows.delete(SearchTable.TERM.key(term, ~after.id()));
        }
        for (String term : is) {
            if (!was.contains(term)) put(term, after.id(), rows);
        }
    }

    private static void put(String term, long id, Shelf.Writable rows) {
        rows.put(SearchTable.TERM.key(term, ~id), NOTHING);
    }
}
