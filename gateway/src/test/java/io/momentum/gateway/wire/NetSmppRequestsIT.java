package io.momentum.gateway.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.SimulatedCarrier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Net::SMPP, the SMPP of Perl, as the ESME: submits, takes its receipt on another bind, queries and cancels. */
class NetSmppRequestsIT {

    private static final String SCRIPT = """
            use strict;
            use Net::SMPP;
            my ($port) = @ARGV;
            my %account = (port => $port, system_id => 'acme', password => 'secret', system_type => '',
                            interface_version => 0x34);
            my ($tx, $bound) = Net::SMPP->new_transmitter('127.0.0.1', %account) or die 'no transmitter';
            die 'bind refused' if $bound->status;
            my ($rx) = Net::SMPP->new_receiver('127.0.0.1', %account) or die 'no receiver';
            my $submitted = $tx->submit_sm(
                source_addr_ton => 1, source_addr_npi => 1, source_addr => '890123',
                dest_addr_ton => 1, dest_addr_npi => 1, destination_addr => '15550100',
                registered_delivery => 1, short_message => 'from Perl') or die 'no submit_sm_resp';
            die 'submit refused' if $submitted->status;
            my $id = $submitted->{message_id};
            my $receipt = $rx->read_pdu or die 'no receipt';
            die 'not its receipt' unless $receipt->{short_message} =~ /^id:$id .*stat:DELIVRD.*text:from Perl$/;
            $rx->deliver_sm_resp(message_id => '', seq => $receipt->seq);
            my $found = $tx->query_sm(message_id => $id, source_addr_ton => 1, source_addr_npi => 1,
                                      source_addr => '890123') or die 'no query_sm_resp';
            die 'query refused' if $found->status;
            print "state $found->{message_state}\\n";
            my $cancelled = $tx->cancel_sm(service_type => '', message_id => $id, source_addr => '890123',
                                           source_addr_ton => 1, source_addr_npi => 1, dest_addr_ton => 1,
                                           dest_addr_npi => 1, destination_addr => '15550100') or die 'no cancel_sm_resp';
            printf "cancel %x\\n", $cancelled->status;
            $tx->unbind;
            $rx->unbind;
            """;

    @Test
    void perlSubmitsQueriesAndCancels(@TempDir Path dir) throws IOException, InterruptedException {
        String perl = Tool.find("perl");
        Tool.findPerlModule(perl, "Net::SMPP");
        Path script = dir.resolve("esme.pl");
        Files.writeString(script, SCRIPT);
        try (SimulatedCarrier carrier = SimulatedCarrier.start(CarrierOptions.defaults());
                TestGateway gateway = TestGateway.setup()
                        .account("acme")
                        .projected()
                        .carrier(TestGateway.carrier("telco", carrier.port()).config())
                        .start()) {
            Path output = dir.resolve("esme.log");
            Process esme = Tool.start(output, perl, script.toString(), "" + gateway.port());
            boolean ended = esme.waitFor(20, TimeUnit.SECONDS);
            esme.destroyForcibly();
            String said = Tool.read(output.toFile());
            assertEquals(true, ended, said);
            assertEquals("state 2\ncancel 11\n", said);
        }
    }
}
