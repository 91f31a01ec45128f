package io.momentum.ops.followup.campaign;

import java.util.Map;

/**
 * What a look at those that a campaign goes to has shown.
 *
 * @param recipients all of them
 * @param looked how many were looked at, from the first on
 * @param suppressed of those, that must not be written to
 * @param noRoute of those, whose number no route takes
 * @param tooLong of those, whose text takes more parts than their carrier takes
 * @param unfilled of those, by the place of the text that nothing fills
 * @param segments SMS, all told, for those that can be written to
 * @param asWritten how many SMS it would be if no text were made to fit the GSM 7-bit alphabet
 * @param fitted how many if all were, letters included
 * @param longest the most that one of them takes
 * @param ucs2 how many go as UCS-2
 * @param odd characters for which they do, each with how many have it
 */
public record Audience(
        long recipients,
        long looked,
        long suppressed,
        long noRoute,
        long tooLong,
        Map<String, Long> unfilled,
        long segments,
        long asWritten,
        long fitted,
        int longest,
        long ucs2,
        Map<String, Long> odd) {}
