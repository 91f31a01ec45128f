package io.momentum.gateway.route;

/**
 * A mobile network, or a whole country, by its codes (ITU-T E.212).
 *
 * @param mcc three digits
 * @param mnc two or three digits; empty for any network of the country
 */
public record Network(String mcc, String mnc) {

    public Network {
        if (!mcc.matches("[0-9]{3}")) throw new IllegalArgumentException("an MCC has three digits, not '" + mcc + "'");
        if (!mnc.matches("|[0-9]{2,3}")) {
            throw new IllegalArgumentException("an MNC has two or three digits, not '" + mnc + "'");
        }
    }

    /** Reads {@code 214} or {@code 214-07}. */
    public static Network parse(String text) {
        int dash = text.indexOf('-');
        return dash < 0 ? new Network(text, "") : new Network(text.substring(0, dash), text.substring(dash + 1));
    }

    /** Whether the other is this network, or one of this country. */
    public boolean covers(Network other) {
        return mcc.equals(other.mcc) && (mnc.isEmpty() || mnc.equals(other.mnc));
    }

    @Override
    public String toString() {
        return mnc.isEmpty() ? mcc : mcc + "-" + mnc;
    }
}
