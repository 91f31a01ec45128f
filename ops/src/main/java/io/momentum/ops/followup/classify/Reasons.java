package io.momentum.ops.followup.classify;

import java.util.List;

/** What spoke for an intent: the features with the largest weight times value, against the next likely intent. */
final class Reasons {

    private final Model model;
    private final Features features;

    Reasons(Model model, Features features) {
        this.model = model;
        this.features = features;
    }

    /** Adds to the reasons until there are three, the strongest first. */
    void against(Intent intent, float[] likely, List<String> reasons) {
        int other = runnerUp(intent, likely);
        float[] shares = new float[features.size()];
        for (int i = 0; i < shares.length; i++) shares[i] = share(i, intent.column(), other);
        while (reasons.size() < Classification.REASONS) {
            int best = largest(shares);
            if (best < 0) return;
            shares[best] = 0;
            String name = features.name(best);
            if (reasons.stream().noneMatch(each -> says(each, name))) reasons.add(name);
        }
    }

    private static int runnerUp(Intent intent, float[] likely) {
        int best = -1;
        for (int k = 0; k < likely.length; k++) {
            if (k != intent.column() && (best < 0 || likely[k] > likely[best])) best = k;
        }
        return best;
    }

    private float share(int i, int intent, int other) {
        int bucket = features.bucket(i);
        return features.value(i) * (model.weight(bucket, intent) - model.weight(bucket, other));
    }

    private static int largest(float[] shares) {
        int best = -1;
        for (int i = 0; i < shares.length; i++) {
            if (shares[i] > 0 && (best < 0 || shares[i] > shares[best])) best = i;
        }
        return best;
    }

    /** Letters within a word that is a reason already say nothing more. */
    private static boolean says(String said, String name) {
        return said.contains(name.replace("'…", "").replace("…'", "").replace("'", ""));
    }
}
