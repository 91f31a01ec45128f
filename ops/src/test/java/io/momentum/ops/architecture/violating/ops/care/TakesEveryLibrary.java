package io.momentum.ops.architecture.violating.ops.care;

/** Breaks: each library stays at home. */
record TakesEveryLibrary(
        net.openhft.chronicle.queue.ExcerptTailer chronicle,
        org.rocksdb.RocksDB rocks,
        com.cloudhopper.smpp.pdu.Pdu cloudhopper,
        io.netty.buffer.ByteBuf buffer,
        io.netty.channel.Channel channel,
        io.netty.handler.codec.ByteToMessageDecoder handler,
        io.netty.resolver.dns.DnsNameResolver resolver,
        io.vertx.core.Vertx vertx,
        gg.jte.TemplateEngine templates,
        org.apache.pdfbox.pdmodel.PDDocument pdf,
        io.micrometer.core.instrument.Counter micrometer,
        io.prometheus.metrics.core.metrics.Counter prometheus,
        com.password4j.Hash password4j,
        com.nimbusds.jwt.JWTClaimsSet jwt,
        ch.qos.logback.classic.LoggerContext logback,
        picocli.CommandLine picocli,
        org.snakeyaml.engine.v2.nodes.Node yaml,
        com.google.i18n.phonenumbers.PhoneNumberUtil phoneNumbers,
        java.net.http.HttpClient http) {}
