package io.momentum.ops.contacts;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Locale;

/**
 * Reads numbers as people write them: in international form with or without {@code +}, or, where a region is given, as they
 * are dialled there. Immutable; any thread.
 */
public final class NumberReader {

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final String NO_REGION = "ZZ";

    private final String region;

    /**
     * A number, or why it is none.
     *
     * @param digits as E.164, 0 where it is none
     * @param wrong for people; empty where nothing is
     * @param doubtful it has the length of a number of its country, but no operator there was given its range
     */
    public record Reading(long digits, String wrong, boolean doubtful) {
        public boolean isGood() {
            return wrong.isEmpty();
        }
    }

    /** @param region two letters of ISO 3166, empty for international numbers alone; throws IllegalArgumentException */
    public NumberReader(String region) {
        this.region = region.isEmpty() ? NO_REGION : region.toUpperCase(Locale.ROOT);
        if (!region.isEmpty() && !NUMBERS.getSupportedRegions().contains(this.region))
            throw new IllegalArgumentException("no region " + region);
    }

    /** The region of a country code, the main one where several share it; throws IllegalArgumentException. */
    static String regionOf(int countryCode) {
        String region = NUMBERS.getRegionCodeForCountryCode(countryCode);
        if (region.length() != 2 || region.equals(NO_REGION))
            throw new IllegalArgumentException("no country code " + countryCode);
        return region;
    }

    public Reading read(String text) {
        String typed = text.strip();
        if (typed.isEmpty()) return wrong("no number");
        // A spreadsheet makes 1.55501E+10 of a number; its digits are lost.
        if (typed.matches("\\d[.,]\\d+[eE]\\+?\\d+"))
            return wrong("a spreadsheet has rounded it: make the column text");
        boolean international = region.equals(NO_REGION) && Character.isDigit(typed.charAt(0));
        try {
            PhoneNumber number = NUMBERS.parse(international ? "+" + typed : typed, region);
            return checked(number);
        } catch (NumberParseException e) {
            return switch (e.getErrorType()) {
                case INVALID_COUNTRY_CODE -> wrong("no country code; say --region for national numbers");
                case TOO_LONG -> wrong("too long");
                case TOO_SHORT_NSN, TOO_SHORT_AFTER_IDD -> wrong("too short");
                case NOT_A_NUMBER -> wrong("not a number");
            };
        }
    }

    private static Reading checked(PhoneNumber number) {
        ValidationResult possible = NUMBERS.isPossibleNumberWithReason(number);
        return switch (possible) {
            case IS_POSSIBLE -> good(number);
            case TOO_SHORT -> wrong("too short for its country");
            case TOO_LONG -> wrong("too long for its country");
            case IS_POSSIBLE_LOCAL_ONLY -> wrong("its area code is missing");
            case INVALID_COUNTRY_CODE -> wrong("no such country code");
            case INVALID_LENGTH -> wrong("no number of its country has this length");
        };
    }

    private static Reading good(PhoneNumber number) {
        String e164 = NUMBERS.format(number, PhoneNumberUtil.PhoneNumberFormat.E164);
        return new Reading(Long.parseLong(e164.substring(1)), "", !NUMBERS.isValidNumber(number));
    }

    private static Reading wrong(String why) {
        return new Reading(0, why, false);
    }
}
