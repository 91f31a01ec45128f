package io.momentum.gateway.wire;

import static io.momentum.gateway.wire.Pdus.DELIVER_SM;
import static io.momentum.gateway.wire.Pdus.RESP;
import static io.momentum.gateway.wire.Pdus.SUBMIT_SM;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.momentum.gateway.wire.RawPeer.Seen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * One bind of a slow carrier: reads and answers when it likes, in any order, and lets its people say STOP, and START if they do.
 * Owned by its thread, which ends with the connection.
 */
final class SlowBind implements Runnable {

    private static final int WINDOW = 10;

    private enum Said {
        NOTHING,
        STOP_SENT,
        STOPPED,
        START_SENT
    }

    private final RawPeer link;
    private final Witness witness;
    private final Random random;
    private final List<String> people;
    private final boolean peopleReturn;
    private final Map<String, Said> said = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final List<Seen> unanswered = new ArrayList<>();

    SlowBind(RawPeer link, Witness witness, long seed, List<String> people, boolean peopleReturn) {
        this.link = link;
        this.witness = witness;
        random = new Random(seed);
        this.people = List.copyOf(people);
        this.peopleReturn = peopleReturn;
    }

    @Override
    public void run() {
        try {
            while (true) {
                if (random.nextInt(4) == 0) LockSupport.parkNanos(random.nextInt(3_000_000));
                if (!people.isEmpty() && random.nextInt(3) == 0) speak(people.get(random.nextInt(people.size())));
                if (random.nextInt(3) == 0 || unanswered.size() == WINDOW) answerSome();
                if (!link.isSilentForNow(1)) take(link.read());
            }
        } catch (IOException e) {
            // The test ends, or this bind was dropped.
        }
    }

    private void speak(String number) throws IOException {
        switch (said.getOrDefault(number, Said.NOTHING)) {
            case NOTHING -> say(number, "STOP", Said.STOP_SENT);
            case STOPPED -> {
                if (!peopleReturn) return;
                witness.startSent(number);
                say(number, "START", Said.START_SENT);
            }
            case STOP_SENT, START_SENT -> {}
        }
    }

    private void say(String number, String word, Said next) throws IOException {
        asked.add(number);
        said.put(number, next);
        link.send(Pdus.deliver(asked.size(), number, "890123", 0, Pdus.raw(word)));
    }

    private void take(Seen seen) {
        if (seen.id() == SUBMIT_SM) {
            witness.submit(numberIn(seen));
            unanswered.add(seen);
        } else if (seen.id() == (DELIVER_SM | RESP)) {
            answered(asked.get(seen.sequence() - 1), seen.status() == 0);
        }
    }

    private void answered(String number, boolean taken) {
        boolean stop = said.get(number) == Said.STOP_SENT;
        if (stop && taken) witness.stopAnswered(number);
        said.put(number, stop == taken ? Said.STOPPED : Said.NOTHING);
    }

    private void answerSome() throws IOException {
        while (!unanswered.isEmpty() && random.nextInt(5) != 0) {
            Seen one = unanswered.remove(random.nextInt(unanswered.size()));
            int status = random.nextInt(20) == 0 ? 0x58 : 0;
            link.send(Pdus.response(SUBMIT_SM, status, one.sequence(), "id" + one.sequence()));
        }
    }

    private static String numberIn(Seen submit) {
        String body = new String(submit.body(), ISO_8859_1);
        int at = body.indexOf("1555");
        return body.substring(at, body.indexOf(0, at));
    }
}
