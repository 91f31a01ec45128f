package io.momentum.ops.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** A browser without scripts: it keeps cookies, follows links and sends forms with all that is in them. */
final class Browser {

    private static final String BOUNDARY = "a-boundary-of-parts";

    private final String url;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> cookies = new TreeMap<>();
    private final Map<String, String> headers = new TreeMap<>();

    Browser(String url) {
        this.url = url;
    }

    /** What came back, and where. */
    record Seen(int status, String path, HttpResponse<String> response) {

        Document page() {
            return Jsoup.parse(response.body());
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        Seen is(int expected) {
            assertEquals(expected, status, () -> path + "\n" + response.body());
            return this;
        }

        Element form(String action) {
            Element form = page().selectFirst("form[action=" + action + "]");
            assertNotNull(form, () -> "no form " + action + " in\n" + response.body());
            return form;
        }

        String main() {
            Element main = page().selectFirst("main");
            return main == null ? "" : main.text();
        }
    }

    /** From now on each request has it. */
    Browser with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    Map<String, String> cookies() {
        return cookies;
    }

    Seen get(String path) throws Exception {
        return follow(send(request(path).GET()), path);
    }

    /** What is answered, wherever that leads. */
    Seen look(String path) throws Exception {
        return seen(send(request(path).GET()), path);
    }

    /** Asks for a part, as htmx does. */
    Seen part(String path) throws Exception {
        return seen(send(request(path).header("HX-Request", "true").GET()), path);
    }

    /** Sends fields as htmx does. */
    Seen part(String path, Map<String, String> fields) throws Exception {
        return seen(send(form(path, fields).header("HX-Request", "true")), path);
    }

    /** Sends a form as it stands, but for some fields. */
    Seen submit(Element form, String... fields) throws Exception {
        Map<String, String> all = new LinkedHashMap<>();
        for (Element each : form.select("input[name], textarea[name], select[name]")) {
            boolean box =
                    each.attr("type").equals("checkbox") || each.attr("type").equals("radio");
            if (box && !each.hasAttr("checked")) continue;
            all.put(
                    each.attr("name"),
                    each.tagName().equals("select")
                            ? chosen(each)
                            : each.tagName().equals("textarea") ? each.wholeText() : each.val());
        }
        for (int i = 0; i < fields.length; i += 2) all.put(fields[i], fields[i + 1]);
        return post(form.attr("action"), all);
    }

    private static String chosen(Element select) {
        Element option = select.selectFirst("option[selected]");
        if (option == null) option = select.selectFirst("option");
        return option == null ? "" : option.hasAttr("value") ? option.attr("value") : option.text();
    }

    Seen post(String path, Map<String, String> fields) throws Exception {
        return follow(send(form(path, fields)), path);
    }

    private HttpRequest.Builder form(String path, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
                .collect(Collectors.joining("&"));
        return request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
    }

    /** Sends a form with one file. */
    Seen upload(Element form, String field, String name, String content) throws Exception {
        var body = new StringBuilder();
        for (Element each : form.select("input[type=hidden]")) part(body, "\"" + each.attr("name") + "\"", each.val());
        part(body, "\"%s\"; filename=\"%s\"\r\nContent-Type: text/csv".formatted(field, name), content);
        String path = form.attr("action");
        return follow(
                send(request(path)
                        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                        .POST(BodyPublishers.ofString(body + "--" + BOUNDARY + "--\r\n"))),
                path);
    }

    private static void part(StringBuilder body, String head, String content) {
        body.append("--%s\r\nContent-Disposition: form-data; name=%s\r\n\r\n%s\r\n".formatted(BOUNDARY, head, content));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    Seen signIn(String user, String password) throws Exception {
        Element form = get("/inbox/sign-in").is(200).form("/inbox/sign-in");
        return submit(form, "user", user, "password", password);
    }

    private Seen follow(HttpResponse<String> response, String path) throws Exception {
        String at = path;
        HttpResponse<String> last = response;
        for (int i = 0; i < 5 && last.statusCode() == 303; i++) {
            at = last.headers().firstValue("Location").orElseThrow();
            last = send(request(at).GET());
        }
        return seen(last, at);
    }

    private static Seen seen(HttpResponse<String> response, String path) {
        return new Seen(response.statusCode(), path, response);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(20));
        headers.forEach(request::header);
        if (!cookies.isEmpty())
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(each -> each.getKey() + "=" + each.getValue())
                            .collect(Collectors.joining("; ")));
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        for (String cookie : response.headers().allValues("Set-Cookie")) {
            String pair = cookie.split(";", 2)[0];
            String name = pair.substring(0, pair.indexOf('='));
            String value = pair.substring(name.length() + 1);
            if (value.isEmpty() || cookie.contains("Max-Age=0;") || cookie.endsWith("Max-Age=0")) cookies.remove(name);
            else cookies.put(name, value);
        }
        return response;
    }
}
