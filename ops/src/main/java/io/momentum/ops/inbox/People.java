package io.momentum.ops.inbox;

/** Names of actors, as people read them. */
final class People {

    private static final String PERSON = "user:";
    private static final String TOKEN = "token:";

    private People() {}

    /** @param actor as facts have it, or an owner's name */
    static String name(Site site, String actor) {
        if (actor.startsWith(TOKEN)) return actor.substring(TOKEN.length());
        String id = actor.startsWith(PERSON) ? actor.substring(PERSON.length()) : actor;
        return site.api().signIns().nameOf(id);
    }
}
