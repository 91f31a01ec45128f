package io.momentum.store.index;

import io.momentum.store.fact.Fact.OptSource;
import io.momentum.store.fact.Fact.OptedOut;
import io.momentum.store.index.Bytes.Reader;
import io.momentum.store.index.Views.Suppression;
import io.momentum.store.value.SuppressionScope;
import java.util.Locale;

/** A closed door: who closed it, when and why. The codes are on disk. */
final class SuppressionRow {

    private SuppressionRow() {}

    static void write(Bytes out, OptedOut f) {
        out.u64(f.atMicros()).u8(codeOf(f.source())).u64(f.evidenceId()).utf8(f.reason());
    }

    static Suppression read(byte[] key, byte[] row) {
        long digits = new Reader(key, key.length - Long.BYTES, key.length).u64();
        var in = new Reader(row);
        return new Suppression(digits, scopeOf(key), in.u64(), sourceOf(in.u8()), in.u64(), in.utf8());
    }

    static SuppressionScope scopeOf(byte[] key) {
        var in = new Reader(key);
        return MessageRow.scopeOf(in.u8(), in.latin1());
    }

    private static int codeOf(OptSource source) {
        return switch (source) {
            case KEYWORD -> 0;
            case OPERATOR -> 1;
            case API -> 2;
            case IMPORT -> 3;
            case CARRIER -> 4;
            case FREE_TEXT -> 5;
            case REVIEW -> 6;
            case OVERDUE -> 7;
            case REGISTRY -> 8;
            case DEACTIVATED -> 9;
        };
    }

    private static String sourceOf(int code) {
        OptSource source = switch (code) {
            case 0 -> OptSource.KEYWORD;
            case 1 -> OptSource.OPERATOR;
            case 2 -> OptSource.API;
            case 3 -> OptSource.IMPORT;
            case 4 -> OptSource.CARRIER;
            case 5 -> OptSource.FREE_TEXT;
            case 6 -> OptSource.REVIEW;
            case 7 -> OptSource.OVERDUE;
            case 8 -> OptSource.REGISTRY;
            case 9 -> OptSource.DEACTIVATED;
            default -> throw new IndexException("suppression with unknown source " + code);
        };
        return source.name().toLowerCase(Locale.ROOT);
    }
}
