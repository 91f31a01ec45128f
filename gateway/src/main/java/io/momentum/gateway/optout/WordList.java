package io.momentum.gateway.optout;

import java.util.List;

/**
 * The keywords of one language. Each counts only as a whole message.
 *
 * <p>YES, SI and SIM are not among those that opt in, though providers list YES: it would subscribe again whoever
 * confirms an appointment.
 */
record WordList(String language, List<String> optOut, List<String> optIn, List<String> help) {

    private static final WordList EN = new WordList(
            "en",
            of("STOP, STOPALL, STOP ALL, STOP IT, STOP2QUIT, UNSUBSCRIBE, UNSUB, CANCEL, END, QUIT, REVOKE,"
                    + " REMOVE, OPTOUT, OPT OUT, OPT ME OUT"),
            of("START, UNSTOP, SUBSCRIBE"),
            of("HELP, INFO"));

    private static final WordList ES = new WordList(
            "es",
            of("BAJA, ALTO, PARAR, PARE, CANCELAR, SALIR, DETENER, NO MAS, DAR DE BAJA, DESUSCRIBIR"),
            of("ALTA, INICIAR, REANUDAR, SUSCRIBIR"),
            of("AYUDA, INFO"));

    private static final WordList PT = new WordList(
            "pt",
            of("SAIR, PARAR, PARE, CANCELAR, DESCADASTRAR, REMOVER"),
            of("VOLTAR, INICIAR, ASSINAR"),
            of("AJUDA"));

    private static final WordList FR =
            new WordList("fr", of("ARRET, ARRETER, DESABONNER, DESINSCRIRE"), of("DEBUT, REPRENDRE"), of("AIDE"));

    /** A word of two languages belongs to the first. */
    static final List<WordList> ALL = List.of(EN, ES, PT, FR);

    /** The words that 47 CFR 64.1200(a)(10) names: in force for numbers of +1 whatever languages are chosen. */
    static final List<String> NORTH_AMERICA = of("STOP, QUIT, END, REVOKE, OPT OUT, CANCEL, UNSUBSCRIBE");

    private static List<String> of(String words) {
        return List.of(words.split(", ", -1));
    }
}
