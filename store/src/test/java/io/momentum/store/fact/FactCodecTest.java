package io.momentum.store.fact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.store.fact.Fact.MtAttempted;
import io.momentum.store.fact.Fact.MtExpired;
import io.momentum.store.value.CarrierId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FactCodecTest {

    static Set<Map.Entry<String, Fact>> samples() {
        return SampleFacts.byName().entrySet();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyFactHasTheBytesOfItsGoldenFile(Map.Entry<String, Fact> sample) throws IOException {
        assertEquals(golden(sample.getKey()), HexFormat.of().formatHex(FactCodec.encode(sample.getValue())));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyGoldenFileDecodesToItsFact(Map.Entry<String, Fact> sample) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(golden(sample.getKey()));
        FactEquality.assertSameFact(sample.getValue(), FactCodec.decode(bytes, 0));
    }

    static Set<Map.Entry<String, Fact>> olderSamples() {
        return SampleFacts.olderByName().entrySet();
    }

    @ParameterizedTest
    @MethodSource("olderSamples")
    void everyOlderGoldenFileIsStillRead(Map.Entry<String, Fact> sample) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(golden(sample.getKey()));
        FactEquality.assertSameFact(sample.getValue(), FactCodec.decode(bytes, 0));
    }

    @Test
    void everyKindOfFactHasAGoldenFile() {
        Set<String> kinds =
                SampleFacts.kinds().stream().map(Class::getSimpleName).collect(Collectors.toSet());
        Set<String> sampled = SampleFacts.byName().keySet().stream()
                .map(name -> name.substring(0, name.indexOf('.')))
                .collect(Collectors.toSet());
        assertEquals(kinds, sampled);
    }

    @Test
    void noTwoKindsShareATypeNumber() {
        Set<Integer> types = new HashSet<>();
        SampleFacts.byName().values().forEach(fact -> types.add(FactCodec.typeOf(FactCodec.encode(fact), 0)));
        assertEquals(SampleFacts.kinds().size(), types.size());
    }

    @Test
    void theEstimateIsNeverBelowTheEncodedLength() {
        for (Fact fact : SampleFacts.byName().values()) {
            assertTrue(FactCodec.estimatedBytes(fact) >= FactCodec.encode(fact).length, fact.toString());
        }
    }

    @Test
    void aBodyIsMeasuredAsNoShorterThanItIs() {
        for (Fact fact : SampleFacts.byName().values()) {
            if (!(fact instanceof CareFact care)) continue;
            var writer = new FactWriter(0);
            CareBodies.write(care, writer);
            assertTrue(CareBodies.size(care) >= writer.length(), care.toString());
        }
    }

    @Test
    void factsStandBehindOneAnother() {
        FactWriter writer = new FactWriter(0);
        FactCodec.encode(new MtExpired(1, 2), writer);
        FactCodec.encode(new MtExpired(3, 4), writer);
        FactReader reader = new FactReader().wrap(writer.array(), 0, writer.length());
        assertEquals(new MtExpired(1, 2), FactCodec.decode(reader));
        assertEquals(new MtExpired(3, 4), FactCodec.decode(reader));
        assertEquals(writer.length(), reader.position());
    }

    @Test
    void anUnknownTypeIsNamedWithItsVersion() {
        byte[] bytes = FactCodec.encode(new MtExpired(1, 2));
        bytes[4] = (byte) 200;
        bytes[5] = 9;
        String message = assertThrows(FactFormatException.class, () -> FactCodec.decode(bytes, 0))
                .getMessage();
        assertTrue(message.contains("type 200 version 9"), message);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aFactCutAnywhereIsRefused(Map.Entry<String, Fact> sample) {
        byte[] whole = FactCodec.encode(sample.getValue());
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThrows(FactFormatException.class, () -> FactCodec.decode(cut, 0));
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aFactWithAWrongLengthNeverReadsItsNeighbour(Map.Entry<String, Fact> sample) {
        byte[] bytes = Arrays.copyOf(FactCodec.encode(sample.getValue()), 1000);
        int length = bytes[0];
        for (int wrong : new int[] {0, 1, length - 1, length + 1, 127}) {
            bytes[0] = (byte) wrong;
            if (wrong != length) assertThrows(FactFormatException.class, () -> FactCodec.decode(bytes, 0));
        }
    }

    @Test
    void oneCarrierIsOneObjectHoweverOftenItIsRead() {
        byte[] bytes = FactCodec.encode(new MtAttempted(1, 2, new CarrierId("north"), 1));
        MtAttempted first = (MtAttempted) FactCodec.decode(bytes, 0);
        MtAttempted second = (MtAttempted) FactCodec.decode(bytes, 0);
        assertSame(first.carrier(), second.carrier());
    }

    private static String golden(String name) throws IOException {
        try (InputStream file = FactCodecTest.class.getResourceAsStream("/facts/" + name + ".hex")) {
            if (file == null) return "(no golden file)";
            return new String(file.readAllBytes(), StandardCharsets.US_ASCII).replaceAll("\\s", "");
        }
    }
}
