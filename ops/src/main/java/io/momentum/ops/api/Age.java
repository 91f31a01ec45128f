package io.momentum.ops.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long ago something was, as people say it: {@code 30m}, {@code 4h}, {@code 2d}. Pure. */
final class Age {

    private static final Pattern WRITTEN = Pattern.compile("([1-9][0-9]{0,5})([mhd])");

    private Age() {}

    /**
     * When that was, in milliseconds since 1970.
     *
     * @param name of the member, for the refusal that is thrown where it is not understood
     */
    static long millis(String name, String text, Instant now) {
        Matcher matcher = WRITTEN.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches())
            throw Problem.badRequest(name + ": minutes, hours or days, such as 30m, 4h or 2d")
                    .refusal();
        long count = Long.parseLong(matcher.group(1));
        Duration age = switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
        return Math.max(0, now.minus(age).toEpochMilli());
    }
}
