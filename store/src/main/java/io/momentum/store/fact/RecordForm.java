package io.momentum.store.fact;

import io.momentum.store.value.CarrierId;
import io.momentum.store.value.SystemId;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A record as bytes, component by component in their order: the form of facts and rows that are few. It is known from the
 * record's class, so the class is the format: golden files hold it.
 *
 * <p>Components may be {@code long}, {@code int}, {@code boolean}, text, names of accounts and carriers, enums (by name),
 * arrays of bytes, other records, lists of these, and maps from text to text, written in the order of their keys. Any but the
 * primitive may be {@code @Nullable}. Immutable; any thread may use it.
 *
 * <p>A record that has got components at its end since it was first written has a form of its first ones beside that of all:
 * in the earlier form the rest is missing, which is null, 0 or false.
 */
public final class RecordForm<R extends Record> {

    /** No list of a record has more entries. */
    private static final int ENTRIES_MAX = 1 << 16;

    private static final int LENGTH_MOST = FactWriter.VARINT_MAX;

    /** Of one type each: so a call costs no look at the types of what is passed. */
    private static final MethodType ACCESSOR = MethodType.methodType(Object.class, Object.class);

    private static final MethodType CONSTRUCTOR = MethodType.methodType(Object.class, Object[].class);

    private final Class<R> type;
    private final MethodHandle constructor;
    private final Component[] components;
    private final Component[] behind;

    /** How one kind of value is written and read. */
    private interface Kind {
        void write(Object value, FactWriter to);

        Object read(FactReader from);

        /** No fewer octets than it takes, without writing it. */
        int most(Object value);
    }

    private record Component(
            MethodHandle accessor, Kind kind, @Nullable Object missing) {}

    private RecordForm(Class<R> type, int first) {
        this.type = type;
        RecordComponent[] parts = type.getRecordComponents();
        var all = new Component[parts.length];
        try {
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            for (int i = 0; i < parts.length; i++) {
                Kind kind = kindOf(parts[i].getAnnotatedType());
                MethodHandle accessor = lookup.unreflect(parts[i].getAccessor()).asType(ACCESSOR);
                all[i] = new Component(accessor, kind, missing(parts[i].getType()));
            }
            components = Arrays.copyOf(all, Math.min(first, all.length));
            behind = Arrays.copyOfRange(all, components.length, all.length);
            Class<?>[] types =
                    Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
            constructor = lookup.unreflectConstructor(type.getDeclaredConstructor(types))
                    .asSpreader(Object[].class, types.length)
                    .asType(CONSTRUCTOR);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be written", e);
        }
    }

    /** The form of a record class; made once and kept. */
    public static <R extends Record> RecordForm<R> of(Class<R> type) {
        return new RecordForm<>(type, Integer.MAX_VALUE);
    }

    /** The form of a record's first components, as it was when it had no more. */
    public static <R extends Record> RecordForm<R> ofFirst(int components, Class<R> type) {
        return new RecordForm<>(type, components);
    }

    private static @Nullable Object missing(Class<?> type) {
        if (type == long.class) return 0L;
        if (type == int.class) return 0;
        return type == boolean.class ? false : null;
    }

    /** Whether nothing of a record is lost in this form. */
    public boolean holds(R value) {
        try {
            for (Component component : behind) {
                Object is = (Object) component.accessor().invokeExact((Object) value);
                if (!Objects.equals(is, component.missing())) return false;
            }
            return true;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(type + " cannot be looked at", e);
        }
    }

    /** Writes a record behind what the writer holds. */
    public void write(R value, FactWriter to) {
        try {
            for (Component component : components) {
                component.kind().write((Object) component.accessor().invokeExact((Object) value), to);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(type + " cannot be written", e);
        }
    }

    /** No fewer octets than a record takes, without writing it. */
    public int most(R value) {
        try {
            int most = 0;
            for (Component component : components) {
                most += component.kind().most((Object) component.accessor().invokeExact((Object) value));
            }
            return most;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(type + " cannot be measured", e);
        }
    }

    /** Reads a record and leaves the reader behind it. Throws {@link FactFormatException} where the bytes are none. */
    public R read(FactReader from) {
        var values = new @Nullable Object[components.length + behind.length];
        for (int i = 0; i < components.length; i++)
            values[i] = components[i].kind().read(from);
        for (int i = 0; i < behind.length; i++) values[components.length + i] = behind[i].missing();
        try {
            return type.cast((Object) constructor.invokeExact(values));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(type + " cannot be made", e);
        }
    }

    /** A record in an array of its own. */
    public byte[] toBytes(R value) {
        var writer = new FactWriter(256);
        write(value, writer);
        return writer.toByteArray();
    }

    /** The record of an array. */
    public R fromBytes(byte[] bytes) {
        return read(new FactReader().wrap(bytes, 0, bytes.length));
    }

    private static Kind kindOf(AnnotatedType annotated) {
        Kind kind = plainKindOf(annotated);
        return annotated.isAnnotationPresent(Nullable.class) ? orNull(kind) : kind;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // each class is looked at before it is cast
    private static Kind plainKindOf(AnnotatedType annotated) {
        if (annotated instanceof AnnotatedParameterizedType generic) return collectionOf(generic);
        if (!(annotated.getType() instanceof Class<?> c)) throw new IllegalStateException("no form for " + annotated);
        if (c == long.class || c == Long.class)
            return kind((v, to) -> to.i64((Long) v), FactReader::i64, _ -> Long.BYTES);
        if (c == int.class || c == Integer.class)
            return kind((v, to) -> to.i32((Integer) v), FactReader::i32, _ -> Integer.BYTES);
        if (c == boolean.class) return kind((v, to) -> to.u8((Boolean) v ? 1 : 0), from -> from.u8() != 0, _ -> 1);
        if (c == String.class) return kind((v, to) -> to.text((String) v), FactReader::text, v -> most((String) v));
        if (c == byte[].class)
            return kind((v, to) -> to.blob((byte[]) v), FactReader::blob, v -> LENGTH_MOST + ((byte[]) v).length);
        if (c == SystemId.class)
            return kind(
                    (v, to) -> to.text(((SystemId) v).value()),
                    from -> new SystemId(from.text()),
                    v -> most(((SystemId) v).value()));
        if (c == CarrierId.class)
            return kind(
                    (v, to) -> to.text(((CarrierId) v).value()),
                    from -> new CarrierId(from.text()),
                    v -> most(((CarrierId) v).value()));
        if (c.isEnum())
            return kind(
                    (v, to) -> to.text(((Enum<?>) v).name()),
                    from -> constant((Class) c, from.text()),
                    v -> most(((Enum<?>) v).name()));
        if (c.isRecord()) {
            RecordForm<Record> form = RecordForm.of((Class<Record>) c);
            return kind((v, to) -> form.write((Record) v, to), form::read, v -> form.most((Record) v));
        }
        throw new IllegalStateException("no form for " + c);
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String name) {
        try {
            return Enum.valueOf(type, name);
        } catch (IllegalArgumentException e) {
            throw new FactFormatException(type.getSimpleName() + " has no " + name);
        }
    }

    private static Kind collectionOf(AnnotatedParameterizedType generic) {
        var raw = (Class<?>) ((java.lang.reflect.ParameterizedType) generic.getType()).getRawType();
        AnnotatedType[] arguments = generic.getAnnotatedActualTypeArguments();
        if (raw == List.class) return listOf(kindOf(arguments[0]));
        if (raw == Map.class && arguments[0].getType() == String.class && arguments[1].getType() == String.class)
            return kind((v, to) -> writeMap((Map<?, ?>) v, to), RecordForm::readMap, v -> mostOf((Map<?, ?>) v));
        throw new IllegalStateException("no form for " + generic);
    }

    private static Kind listOf(Kind entries) {
        return kind(
                (v, to) -> {
                    List<?> list = (List<?>) v;
                    to.varint(list.size());
                    for (Object entry : list) entries.write(entry, to);
                },
                from -> {
                    int size = sizeOf(from);
                    var list = new ArrayList<Object>(Math.min(size, 64));
                    for (int i = 0; i < size; i++) list.add(entries.read(from));
                    return Collections.unmodifiableList(list);
                },
                v -> {
                    int most = LENGTH_MOST;
                    checked(((List<?>) v).size());
                    for (Object entry : (List<?>) v) most += entries.most(entry);
                    return most;
                });
    }

    /** As {@link FactWriter#text} has it: Latin-1, or UTF-8, which needs at most three octets for one char. */
    private static int most(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0xff) return LENGTH_MOST + 3 * text.length();
        }
        return LENGTH_MOST + text.length();
    }

    private static int mostOf(Map<?, ?> map) {
        int most = LENGTH_MOST;
        checked(map.size());
        for (Map.Entry<?, ?> entry : map.entrySet())
            most += most((String) entry.getKey()) + most((String) entry.getValue());
        return most;
    }

    private static void writeMap(Map<?, ?> map, FactWriter to) {
        to.varint(map.size());
        for (Map.Entry<?, ?> entry : new TreeMap<>(map).entrySet()) {
            to.text((String) entry.getKey());
            to.text((String) entry.getValue());
        }
    }

    private static Map<String, String> readMap(FactReader from) {
        int size = sizeOf(from);
        Map<String, String> map = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            String key = from.text();
            map.put(key, from.text());
        }
        return Collections.unmodifiableMap(map);
    }

    /** What could not be read back is refused before it is journalled. */
    private static void checked(int size) {
        if (size > ENTRIES_MAX) throw new IllegalArgumentException(size + " entries, of at most " + ENTRIES_MAX);
    }

    private static int sizeOf(FactReader from) {
        int size = from.varint();
        if (size < 0 || size > ENTRIES_MAX) throw new FactFormatException(size + " entries");
        return size;
    }

    @SuppressWarnings("NullAway") // a missing value is written as missing and read as missing
    private static Kind orNull(Kind kind) {
        return kind(
                (v, to) -> {
                    to.u8(v == null ? 0 : 1);
                    if (v != null) kind.write(v, to);
                },
                from -> from.u8() == 0 ? null : kind.read(from),
                v -> v == null ? 1 : 1 + kind.most(v));
    }

    private interface Writing {
        void write(Object value, FactWriter to);
    }

    private interface Reading {
        Object read(FactReader from);
    }

    private static Kind kind(Writing writing, Reading reading, ToIntFunction<Object> most) {
        return new Kind() {
            @Override
            public void write(Object value, FactWriter to) {
                writing.write(value, to);
            }

            @Override
            public Object read(FactReader from) {
                return reading.read(from);
            }

            @Override
            public int most(Object value) {
                return most.applyAsInt(value);
            }
        };
    }
}
