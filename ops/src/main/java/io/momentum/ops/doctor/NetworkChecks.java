package io.momentum.ops.doctor;

import io.momentum.gateway.carrier.CarrierConfig;
import io.momentum.gateway.carrier.CarrierConfig.HostPort;
import io.momentum.ops.config.MomentumConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Our ports, whether they are free or ours; and the carriers' hosts, whether they take a connection. Binds to nobody. */
final class NetworkChecks {

    private static final int CONNECT_MILLIS = 3000;

    private final MomentumConfig config;
    private final Optional<Running> running;

    NetworkChecks(MomentumConfig config, Optional<Running> running) {
        this.config = config;
        this.running = running;
    }

    List<Finding> all() {
        List<Finding> findings = new ArrayList<>();
        Map<String, InetSocketAddress> ports = new LinkedHashMap<>();
        ports.put("server", config.gateway().server().listen());
        config.gateway().server().tls().ifPresent(tls -> ports.put("server.tls", tls.listen()));
        ports.put("admin", config.admin().listen());
        ports.put("metrics", config.metrics().listen());
        ports.forEach((name, address) -> findings.add(port(name, address)));
        findings.addAll(carriers());
        return findings;
    }

    private Finding port(String name, InetSocketAddress address) {
        String check = "port of " + name;
        String said = address.getHostString() + ":" + address.getPort();
        boolean ours = running.isPresent();
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
            if (!ours || address.getPort() == 0) return Finding.ok(check, said + " is free");
            return Finding.warn(
                    check,
                    said + " is free though process " + running.get().pid() + " runs",
                    "was it started with this configuration?");
        } catch (IOException e) {
            if (ours)
                return Finding.ok(
                        check, said + " is in use, by process " + running.get().pid() + " it seems");
            return Finding.fail(
                    check, said + " cannot be had: " + e.getMessage(), "ss -ltnp 'sport = :" + address.getPort() + "'");
        }
    }

    private List<Finding> carriers() {
        Map<String, Future<Finding>> looks = new LinkedHashMap<>();
        List<Finding> findings = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (CarrierConfig carrier : config.gateway().carriers()) {
                for (HostPort host : carrier.hosts()) {
                    String check = "carrier " + carrier.id();
                    looks.put(check + " " + host, threads.submit(() -> reach(check, host)));
                }
            }
            for (Future<Finding> look : looks.values()) findings.add(look.get());
        } catch (ExecutionException e) {
            throw new IllegalStateException("a look has failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return findings;
    }

    private static Finding reach(String check, HostPort host) {
        String place = host.host() + ":" + host.port();
        var address = new InetSocketAddress(host.host(), host.port());
        if (address.isUnresolved()) {
            return Finding.fail(check, host.host() + " is not known to the resolver", "getent hosts " + host.host());
        }
        try (var socket = new Socket()) {
            socket.connect(address, CONNECT_MILLIS);
            return Finding.ok(check, place + " takes connections");
        } catch (IOException e) {
            return Finding.fail(
                    check,
                    place + " cannot be reached: " + e.getMessage(),
                    "ask the carrier whether it lets this host's address in; nc -vz " + host.host() + " "
                            + host.port());
        }
    }
}
