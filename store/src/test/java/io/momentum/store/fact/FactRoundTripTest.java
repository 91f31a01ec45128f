package io.momentum.store.fact;

import io.momentum.store.value.Address;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.SuppressionScope;
import io.momentum.store.value.SystemId;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Facts of every kind with any content: random components for whatever the records are made of. */
class FactRoundTripTest {

    private static final List<Class<?>> KINDS = SampleFacts.kinds();
    private static final String[] TEXTS = {"", "0", "7F00A3", "Caf\u00e9", "\u20ac 5", "\ud83d\ude00", "a\u0000b"};

    @Property(tries = 3000)
    void aFactComesBackAsItWas(@ForAll("facts") Fact fact) {
        byte[] bytes = FactCodec.encode(fact);
        FactEquality.assertSameFact(fact, FactCodec.decode(bytes, 0));
    }

    @Property(tries = 3000)
    void damagedBytesAreRefusedOrReadButNeverCrash(@ForAll("facts") Fact fact, @ForAll int place, @ForAll byte damage) {
        byte[] bytes = FactCodec.encode(fact);
        bytes[Math.floorMod(place, bytes.length)] ^= damage;
        try {
            FactCodec.decode(bytes, 0);
        } catch (FactFormatException | IllegalArgumentException expected) {
            // The checksum of the document is what finds damage; here only the way of failing is at stake.
        }
    }

    @Provide
    Arbitrary<Fact> facts() {
        return Arbitraries.randomValue(random -> (Fact) make(KINDS.get(random.nextInt(KINDS.size())), random));
    }

    private static Object make(Class<?> kind, Random random) {
        RecordComponent[] components = kind.getRecordComponents();
        Object[] values = Arrays.stream(components)
                .map(component -> value(component, random))
                .toArray();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = kind.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private static Object value(RecordComponent component, Random random) {
        Class<?> type = component.getType();
        if (component.getName().equals("registeredDelivery")) return random.nextInt(256);
        if (component.getAnnotatedType().getAnnotations().length > 0 && random.nextInt(3) == 0) return null;
        if (type == long.class) return random.nextLong() >> random.nextInt(64);
        if (type == int.class) return random.nextInt() >> random.nextInt(32);
        if (type == String.class) return text(random);
        if (type == SystemId.class) return new SystemId("acme" + random.nextInt(5000));
        if (type == CarrierId.class) return new CarrierId("telco-".repeat(1 + random.nextInt(9)) + random.nextInt(99));
        if (type == Address.class) return new Address(random.nextInt(256), random.nextInt(256), text(random));
        if (type == SuppressionScope.class) return scope(random);
        if (type == byte[].class) return bytes(random);
        if (type == boolean.class) return random.nextBoolean();
        if (type == List.class) return list(component, random);
        if (type == Map.class) return Map.of("zone", text(random), "name-" + random.nextInt(9), text(random));
        if (type.isRecord()) return make(type, random);
        Object[] constants = type.getEnumConstants();
        return constants[random.nextInt(constants.length)];
    }

    private static List<?> list(RecordComponent component, Random random) {
        Type entry = ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
        return IntStream.range(0, random.nextInt(5))
                .mapToObj(i -> entry(entry, random))
                .toList();
    }

    private static Object entry(Type type, Random random) {
        if (type == Long.class) return random.nextLong();
        return type instanceof Class<?> kind && kind.isRecord() ? make(kind, random) : text(random);
    }

    private static String text(Random random) {
        return TEXTS[random.nextInt(TEXTS.length)].repeat(random.nextInt(60));
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(1 << random.nextInt(16))];
        random.nextBytes(bytes);
        return bytes;
    }

    private static SuppressionScope scope(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> SuppressionScope.GLOBAL;
            case 1 -> SuppressionScope.account(new SystemId("acme"));
            default -> SuppressionScope.sender("s" + text(random));
        };
    }
}
