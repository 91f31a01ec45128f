package io.momentum.ops.contacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.momentum.gateway.intake.NationalForm;
import io.momentum.store.value.Address;
import io.momentum.store.value.Msisdn;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers that are reserved for fiction, or look like it. */
class PhoneCountryTest {

    @ParameterizedTest
    @CsvSource({
        "GB, 07700900123, 447700900123",
        "GB, 7700900123, 447700900123",
        "GB, 447700900123, 447700900123",
        "GB, 00447700900123, 447700900123",
        "44, 07700 900-123, 447700900123",
        "FR, 0639980123, 33639980123",
        "ES, 600123456, 34600123456",
        "US, 2025550123, 12025550123",
        "US, 12025550123, 12025550123",
        "+49, 015550123456, 4915550123456",
        "IT, 0612345678, 390612345678",
        "GB, 0123, 0",
        "GB, 0770WIDGETS, 0"
    })
    void aNumberIsReadAsItIsDialledThere(String country, String dialled, long international) {
        assertEquals(international, PhoneCountry.of(country).international(dialled));
    }

    @ParameterizedTest
    @CsvSource({
        "2, 07700900123, 447700900123",
        "0, 07700900123, 447700900123",
        "0, 447700900123, 447700900123",
        "1, 447700900123, 447700900123",
        "0, 0033639980123, 33639980123",
        "5, ACME, 0",
        "2, ACME, 0",
        "3, 12345, 12345"
    })
    void onlyNationalFormsAreMadeInternational(int ton, String text, long digits) {
        Address meant = NationalForm.international(new Address(ton, 1, text), Optional.of(PhoneCountry.of("GB")));
        assertEquals(digits, Objects.requireNonNull(meant).digits());
    }

    @Test
    void countriesAreEqualByTheirName() {
        assertEquals(PhoneCountry.of("es"), PhoneCountry.of("34"));
        assertThrows(IllegalArgumentException.class, () -> PhoneCountry.of("XX"));
        assertThrows(IllegalArgumentException.class, () -> PhoneCountry.of("999"));
        assertThrows(IllegalArgumentException.class, () -> PhoneCountry.of("800"));
        assertThrows(IllegalArgumentException.class, () -> PhoneCountry.of("Spain"));
        assertEquals(Msisdn.NONE, PhoneCountry.of("ES").international(""));
    }
}
