package io.momentum.ops.inbox;

import io.momentum.ops.api.InProcess;
import java.util.List;

/** What all pages share. */
record Site(
        InProcess api,
        Sessions sessions,
        Uploads uploads,
        Assets assets,
        Texts texts,
        Templates templates,
        List<Section.Entry> menu) {}
