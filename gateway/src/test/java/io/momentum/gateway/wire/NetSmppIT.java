package io.momentum.gateway.wire;

import static io.momentum.gateway.wire.TestGateway.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.sim.CarrierListener;
import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.EsmeOptions;
import io.momentum.gateway.sim.SimulatedCarrier;
import io.momentum.gateway.sim.SimulatedEsme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Perl's Net::SMPP on both sides: as an ESME that binds to us, and as the SMSC that we bind to. */
class NetSmppIT {

    private static final int MESSAGES = 100;

    /** Submits, then reads receipts until each message has one; prints a line for each. */
    private static final String ESME = """
        use strict; use Net::SMPP;
        my ($port, $count, $password) = @ARGV;
        my $smpp = Net::SMPP->new_transceiver('127.0.0.1', port => $port, system_id => 'acme', password => $password,
            system_type => '', smpp_version => 0x34, interface_version => 0x34) or die "no bind: $!";
        my $receipts = 0;
        sub take {
            my ($pdu) = @_;
            die 'the connection is gone' unless $pdu;
            if ($pdu->{cmd} == 0x00000005) {
                $smpp->deliver_sm_resp(message_id => '', seq => $pdu->{seq});
                $pdu->{short_message} =~ /id:(\\S+) .*stat:(\\S+)/ or die "no receipt: $pdu->{short_message}";
                print "receipt $1 $2\\n";
                $receipts++;
            } elsif ($pdu->{cmd} == 0x80000004) {
                die "refused: $pdu->{status}" if $pdu->{status};
                print "id $pdu->{message_id}\\n";
            }
        }
        for my $i (1 .. $count) {
            $smpp->submit_sm(source_addr_ton => 3, source_addr => '890123', dest_addr_ton => 1, dest_addr_npi => 1,
                destination_addr => '15550100', registered_delivery => 1, short_message => "Perl $i", async => 1);
        }
        take($smpp->read_pdu()) while $receipts < $count;
        $smpp->unbind(async => 1);
        """;

    /** Takes one bind, answers what comes, and sends a receipt for each submit. */
    private static final String SMSC = """
        use strict; use Net::SMPP;
        $| = 1;
        my $listener = Net::SMPP->new_listen('127.0.0.1', port => 0, smpp_version => 0x34) or die "no listener: $!";
        print 'port ', $listener->sockport(), "\\n";
        my $smpp = $listener->accept() or die "no connection: $!";
        my $last = 0;
        # Its read loop never ends while an old "Interrupted" stands in $!.
        while (my $pdu = do { $! = 0; $smpp->read_pdu() }) {
            my ($cmd, $seq) = ($pdu->{cmd}, $pdu->{seq});
            if ($cmd == 0x00000009) { $smpp->bind_transceiver_resp(system_id => 'perl', seq => $seq); next }
            if ($cmd == 0x00000015) { $smpp->enquire_link_resp(seq => $seq); next }
            if ($cmd == 0x00000006) { $smpp->unbind_resp(seq => $seq); print "unbound\\n"; last }
            next unless $cmd == 0x00000004;
            my $id = 4711000000 + ++$last;
            print "seen $pdu->{short_message}\\n";
            $smpp->submit_sm_resp(message_id => $id, seq => $seq);
            $smpp->deliver_sm(source_addr_ton => 1, source_addr_npi => 1, source_addr => $pdu->{destination_addr},
                dest_addr_ton => 3, destination_addr => $pdu->{source_addr}, esm_class => 4, async => 1,
                short_message => "id:$id sub:001 dlvrd:001 submit date:2611231200 done date:2611231201 "
                    . 'stat:DELIVRD err:000 text:');
        }
        """;

    @TempDir
    Path dir;

    @Test
    void asAnEsmeItGetsAReceiptForEachMessage() throws Exception {
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        var arrived = new CarrierListener() {
            @Override
            public void submitSeen(SubmitSeen submit) {
                seen.add(submit.text());
            }
        };
        try (SimulatedCarrier carrier = SimulatedCarrier.start(CarrierOptions.defaults(), arrived);
                TestGateway gateway = TestGateway.setup()
                        .account("acme")
                        .projected()
                        .carrier(TestGateway.carrier("telco", carrier.port()).config())
                        .start()) {
            Path printed = dir.resolve("printed");
            Process perl = perl(printed, ESME, "" + gateway.port(), "" + MESSAGES, TestGateway.PASSWORD);
            boolean ended = perl.waitFor(30, TimeUnit.SECONDS);
            perl.destroyForcibly();
            String lines = Files.readString(printed);
            assertTrue(ended && perl.exitValue() == 0, lines);
            Set<String> ids = new HashSet<>();
            Set<String> receipts = new HashSet<>();
            for (String line : lines.lines().toList()) {
                String[] words = line.split(" ", -1);
                if (words[0].equals("id")) ids.add(words[1]);
                if (words[0].equals("receipt") && words[2].equals("DELIVRD")) receipts.add(words[1]);
            }
            assertEquals(MESSAGES, ids.size(), lines);
            assertEquals(ids, receipts);
            assertTrue(seen.contains("Perl 1") && seen.contains("Perl " + MESSAGES), seen.toString());
        }
    }

    @Test
    void asAnSmscItsReceiptsReachTheEsme() throws Exception {
        Path printed = dir.resolve("printed");
        Process perl = perl(printed, SMSC);
        try {
            until("Net::SMPP listens", () -> portOf(printed) > 0);
            var carrier = TestGateway.carrier("telco", portOf(printed));
            carrier.binds = 1;
            try (TestGateway gateway = TestGateway.setup()
                            .account("acme")
                            .projected()
                            .carrier(carrier.config())
                            .start();
                    SimulatedEsme esme =
                            SimulatedEsme.bind(EsmeOptions.to(gateway.port(), "acme", TestGateway.PASSWORD))) {
                for (int i = 1; i <= MESSAGES; i++) {
                    var result =
                            esme.submit("890123", "15550100", "To Perl " + i).get(10, TimeUnit.SECONDS);
                    assertTrue(result.isAccepted(), result.toString());
                }
                until("receipts", () -> esme.receiptCount() == MESSAGES);
                gateway.gateway().drain();
            }
            boolean ended = perl.waitFor(20, TimeUnit.SECONDS);
            String lines = Files.readString(printed);
            assertTrue(ended && lines.contains("\nunbound\n"), lines);
            assertEquals(
                    MESSAGES,
                    lines.lines().filter(line -> line.startsWith("seen ")).count());
        } finally {
            perl.destroyForcibly();
        }
    }

    private static Process perl(Path printed, String script, String... args) throws Exception {
        String perl = Tool.find("perl");
        Tool.findPerlModule(perl, "Net::SMPP");
        String[] command = new String[args.length + 3];
        command[0] = perl;
        command[1] = "-e";
        command[2] = script;
        System.arraycopy(args, 0, command, 3, args.length);
        return Tool.start(printed, command);
    }

    private static int portOf(Path printed) {
        try {
            return Files.readString(printed)
                    .lines()
                    .filter(line -> line.startsWith("port "))
                    .mapToInt(line -> Integer.parseInt(line.substring(5)))
                    .findFirst()
                    .orElse(0);
        } catch (java.io.IOException e) {
            return 0;
        }
    }
}
