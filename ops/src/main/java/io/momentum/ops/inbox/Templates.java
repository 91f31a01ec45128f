package io.momentum.ops.inbox;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;

/** Templates, as the build compiled them. Any thread. */
final class Templates {

    private final TemplateEngine engine = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Templates.class.getClassLoader(), "io.momentum.ops.inbox.jte");

    /** @param name of the template's file, without its ending */
    String render(String name, Map<String, Object> parameters) {
        var output = new StringOutput(16 << 10);
        engine.render(name + ".jte", parameters, output);
        return output.toString();
    }
}
