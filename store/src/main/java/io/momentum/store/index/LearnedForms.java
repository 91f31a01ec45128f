package io.momentum.store.index;

import io.momentum.store.correlation.LearnedForm;
import io.momentum.store.index.Bytes.Reader;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.IdForm;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What each carrier's receipts have taught about its ids, kept with the index. Owned by the projector. */
final class LearnedForms {

    private static final int NONE = 0xff;

    private final Rocks rocks;
    private final Map<CarrierId, LearnedForm> forms = new HashMap<>();
    private boolean learned;
    private final Set<CarrierId> changed = new LinkedHashSet<>();

    LearnedForms(Rocks rocks) {
        this.rocks = rocks;
    }

    /** The form that is known, null for none yet. */
    @Nullable
    IdForm of(CarrierId carrier) {
        return form(carrier).locked();
    }

    /** Whether the pair that was seen last has changed what is known. */
    boolean hasLearned() {
        return learned;
    }

    LearnedForm.Lesson saw(CarrierId carrier, IdForm how, int pairs) {
        LearnedForm form = form(carrier);
        int run = form.run();
        IdForm candidate = form.candidate();
        LearnedForm.Lesson lesson = form.saw(how, pairs);
        learned = lesson != LearnedForm.Lesson.NONE || run != form.run() || candidate != form.candidate();
        if (learned) changed.add(carrier);
        return lesson;
    }

    void writeTo(WriteBatchBytes batch) {
        for (CarrierId carrier : changed) {
            LearnedForm form = form(carrier);
            key(batch.put(ColumnFamily.META), carrier);
            IdForm locked = form.locked();
            batch.value()
                    .u8(locked == null ? NONE : locked.code())
                    .u8(form.candidate().code())
                    .varint(form.run());
            batch.end();
        }
        changed.clear();
    }

    private LearnedForm form(CarrierId carrier) {
        return forms.computeIfAbsent(carrier, id -> read(rocks, id));
    }

    static LearnedForm read(Rocks rocks, CarrierId carrier) {
        byte[] row = rocks.get(ColumnFamily.META, key(new Bytes(64), carrier));
        if (row == null) return new LearnedForm();
        var in = new Reader(row);
        int locked = in.u8();
        return new LearnedForm(locked == NONE ? null : IdForm.of(locked), IdForm.of(in.u8()), (int) in.varint());
    }

    private static Bytes key(Bytes out, CarrierId carrier) {
        return out.latin1("ids").latin1(carrier.value());
    }
}
