package io.momentum.ops.campaign;

import io.momentum.gateway.carrier.Carrier;
import io.momentum.gateway.carrier.Carriers;
import io.momentum.gateway.cause.Cause;
import io.momentum.gateway.cause.CauseTable;
import io.momentum.gateway.cause.Meaning;
import io.momentum.ops.care.Campaigns;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.MessageState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of a campaign's messages, by ending and by cause, as the carriers' codes are understood now. Made of counts alone:
 * it costs the same for ten messages and for a million.
 */
public final class Review {

    /** What has to be put right, and by whom. */
    public enum Family {
        DATA,
        NUMBER_FORMAT,
        PROVIDER_OR_NETWORK,
        ROUTE_AND_SEGMENTATION,
        HANDSET,
        CONTENT,
        OPT_OUT,
        OURS,
        NONE
    }

    /** Messages of one cause. */
    public record Group(Family family, Cause cause, String advice, long count, List<String> buckets) {}

    private final Carriers carriers;

    public Review(Carriers carriers) {
        this.carriers = carriers;
    }

    /** How many messages ended in each way; {@code pending} for those that have not. */
    public static Map<String, Long> endings(Map<String, Long> counts) {
        Map<String, Long> endings = new TreeMap<>();
        counts.forEach((bucket, count) -> {
            if (isOfMessages(bucket)) endings.merge(wordOf(bucket), count, Long::sum);
        });
        return endings;
    }

    /** Why messages did not arrive, the most frequent cause first. */
    public List<Group> causes(Map<String, Long> counts) {
        Map<Cause, Long> sums = new EnumMap<>(Cause.class);
        Map<Cause, List<String>> buckets = new EnumMap<>(Cause.class);
        Map<Cause, String> advice = new EnumMap<>(Cause.class);
        counts.forEach((bucket, count) -> {
            if (!isOfMessages(bucket) || isFine(bucket)) return;
            Meaning meaning = meaningOf(bucket);
            sums.merge(meaning.cause(), count, Long::sum);
            buckets.computeIfAbsent(meaning.cause(), cause -> new ArrayList<>()).add(bucket);
            advice.putIfAbsent(meaning.cause(), meaning.advice());
        });
        List<Group> groups = new ArrayList<>();
        sums.forEach((cause, count) -> groups.add(new Group(
                familyOf(cause),
                cause,
                advice.getOrDefault(cause, cause.advice()),
                count,
                buckets.getOrDefault(cause, List.of()))));
        groups.sort(Comparator.comparingLong(Group::count).reversed());
        return groups;
    }

    /** The kinds of messages of an ending and a cause; each may be empty for any. */
    public List<String> bucketsOf(Map<String, Long> counts, String ending, String cause) {
        return counts.keySet().stream()
                .filter(Review::isOfMessages)
                .filter(bucket -> ending.isEmpty() || ending.equals(wordOf(bucket)))
                .filter(bucket -> cause.isEmpty()
                        || (!isFine(bucket) && meaningOf(bucket).cause().name().equalsIgnoreCase(cause)))
                .toList();
    }

    private static boolean isOfMessages(String bucket) {
        return !bucket.startsWith("=") && !bucket.startsWith(Campaigns.SKIPPED);
    }

    public static String wordOf(String bucket) {
        int blank = bucket.indexOf(' ');
        return blank < 0 ? bucket : bucket.substring(0, blank);
    }

    private static boolean isFine(String bucket) {
        String word = wordOf(bucket);
        return word.equals("delivered") || word.equals("pending");
    }

    /** What a kind of messages means by the files of causes that hold now. */
    public Meaning meaningOf(String bucket) {
        String[] parts = bucket.split(" ", -1);
        String layer = parts.length > 1 ? parts[1] : "";
        return switch (layer) {
            case "submit" -> table(parts[2]).ofSubmit(Integer.parseInt(parts[3]));
            case "receipt" -> table(parts[2]).ofReceipt(MessageState.valueOf(parts[3]), parts[4]);
            case "suppressed" -> Meaning.of(Cause.OPTED_OUT);
            case "cancelled" -> Meaning.of(Cause.CANCELLED);
            case "no_route" -> Meaning.of(Cause.ROUTE);
            case "expired" -> Meaning.of(Cause.OUR_SIDE);
            default -> Meaning.UNKNOWN;
        };
    }

    private CauseTable table(String id) {
        Carrier carrier = carriers.get(new CarrierId(id));
        return carrier == null ? CauseTable.EMPTY : carrier.causes();
    }

    static Family familyOf(Cause cause) {
        return switch (cause) {
            case NUMBER_DEAD, NOT_SMS_CAPABLE -> Family.DATA;
            case NUMBER_FORMAT -> Family.NUMBER_FORMAT;
            case NETWORK_TEMP, BLOCKED, VOLUME, CREDIT, UNKNOWN -> Family.PROVIDER_OR_NETWORK;
            case ROUTE, LENGTH, ENCODING -> Family.ROUTE_AND_SEGMENTATION;
            case HANDSET_ABSENT, HANDSET_BUSY, HANDSET_TECH, EXPIRED -> Family.HANDSET;
            case CONTENT, REGISTRATION, POLICY -> Family.CONTENT;
            case OPTED_OUT -> Family.OPT_OUT;
            case OUR_SIDE -> Family.OURS;
            case DELIVERED, IN_TRANSIT, CANCELLED -> Family.NONE;
        };
    }
}
