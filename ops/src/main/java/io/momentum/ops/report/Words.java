package io.momentum.ops.report;

import io.momentum.ops.kpi.Facet;
import io.momentum.ops.kpi.Kpi.Text;
import java.util.List;
import java.util.Locale;

/** What a report says besides figures, in English and Spanish. */
@SuppressWarnings("ImmutableEnumChecker") // a record of two texts
enum Words {
    TITLE("Weekly report", "Informe semanal"),
    WEEK("Week", "Semana"),
    TO("to", "a"),
    AS_OF("As of", "Datos al"),
    TIME_ZONE("Days of", "Días de"),
    ONLY("Only", "Solo"),
    ATTENTION("What needs attention", "Lo que requiere atención"),
    NOTHING_WRONG(
            "Nothing: no late clock, no open reply, no message lost.",
            "Nada: ningún reloj vencido, ninguna respuesta abierta, ningún mensaje perdido."),
    LATE("Late clocks by owner", "Relojes vencidos por responsable"),
    LATE_OF("late", "vencidos"),
    DUE("due", "exigibles"),
    BACKLOG(
            "Open replies by owner and age, in working time",
            "Respuestas abiertas por responsable y antigüedad, en tiempo hábil"),
    CAUSES("Why messages did not arrive", "Por qué no llegaron mensajes"),
    CAUSE("Cause", "Causa"),
    MESSAGES("Messages", "Mensajes"),
    ADVICE("What to do", "Qué hacer"),
    DAYS("Day by day", "Día a día"),
    RECEIVED("Replies received", "Respuestas recibidas"),
    CLOSED("Conversations closed", "Conversaciones cerradas"),
    MEDIAN_FIRST("Median time to first action", "Mediana hasta la primera acción"),
    ALL_FIGURES("All figures", "Todas las cifras"),
    FIGURE("Figure", "Cifra"),
    THIS_WEEK("This week", "Esta semana"),
    BASIS("Of", "Sobre"),
    LAST_WEEK("Week before", "Semana anterior"),
    CHANGE("Change", "Cambio"),
    DEFINITIONS("Definitions", "Definiciones"),
    DEFINITIONS_NOTE(
            "Every figure is counted from the journal, and can be taken apart into its rows. Contacts marked as test"
                    + " are left out. Percentiles are exact. A dash means that there was nothing to count, which is not"
                    + " zero.",
            "Cada cifra se cuenta desde el diario y se puede abrir en sus filas. Los contactos marcados como prueba no"
                    + " cuentan. Los percentiles son exactos. Una raya significa que no había nada que contar, que no es"
                    + " cero."),
    NONE("(none)", "(ninguno)"),
    OWNER("Owner", "Responsable"),
    OLDEST("Oldest since", "Más antigua desde"),
    STILL_OPEN("still open", "pendientes"),
    BY_CAMPAIGN("By campaign", "Por campaña"),
    BY_TEAM("By team", "Por equipo"),
    BY_OWNER("By owner", "Por responsable"),
    BY_ZONE("By zone of the contact", "Por zona del contacto"),
    BY_LABEL("By label", "Por etiqueta"),
    SO_FAR(
            "The week is not over: figures are of what has happened so far.",
            "La semana no ha terminado: las cifras son de lo ocurrido hasta ahora.");

    /** The ages of a backlog. */
    static final List<Text> AGES = List.of(
            new Text("under 1 h", "menos de 1 h"),
            new Text("1–4 h", "1–4 h"),
            new Text("4–24 h", "4–24 h"),
            new Text("1–3 d", "1–3 d"),
            new Text("over 3 d", "más de 3 d"));

    private final Text text;

    Words(String en, String es) {
        text = new Text(en, es);
    }

    String in(Locale locale) {
        return text.in(locale);
    }

    static Words by(Facet facet) {
        return switch (facet) {
            case CAMPAIGN -> BY_CAMPAIGN;
            case TEAM -> BY_TEAM;
            case OWNER -> BY_OWNER;
            case ZONE -> BY_ZONE;
            case LABEL -> BY_LABEL;
            case ALL -> ALL_FIGURES;
        };
    }
}
