package io.momentum.gateway.codec;

/**
 * The command_status of each answer: SMPP 3.4 section 5.1.3 with its names, and what 5.0 added (section 4.7.6). A
 * carrier's own codes (0x400 to 0x4FF, and others in the wild) have no name here and count as permanent.
 */
public final class CommandStatus {

    public static final int ESME_ROK = 0x00;
    public static final int ESME_RINVMSGLEN = 0x01;
    public static final int ESME_RINVCMDLEN = 0x02;
    public static final int ESME_RINVCMDID = 0x03;
    public static final int ESME_RINVBNDSTS = 0x04;
    public static final int ESME_RALYBND = 0x05;
    public static final int ESME_RINVPRTFLG = 0x06;
    public static final int ESME_RINVREGDLVFLG = 0x07;
    public static final int ESME_RSYSERR = 0x08;
    public static final int ESME_RINVSRCADR = 0x0A;
    public static final int ESME_RINVDSTADR = 0x0B;
    public static final int ESME_RINVMSGID = 0x0C;
    public static final int ESME_RBINDFAIL = 0x0D;
    public static final int ESME_RINVPASWD = 0x0E;
    public static final int ESME_RINVSYSID = 0x0F;
    public static final int ESME_RCANCELFAIL = 0x11;
    public static final int ESME_RREPLACEFAIL = 0x13;
    public static final int ESME_RMSGQFUL = 0x14;
    public static final int ESME_RINVSERTYP = 0x15;
    public static final int ESME_RINVNUMDESTS = 0x33;
    public static final int ESME_RINVDLNAME = 0x34;
    public static final int ESME_RINVDESTFLAG = 0x40;
    public static final int ESME_RINVSUBREP = 0x42;
    public static final int ESME_RINVESMCLASS = 0x43;
    public static final int ESME_RCNTSUBDL = 0x44;
    public static final int ESME_RSUBMITFAIL = 0x45;
    public static final int ESME_RINVSRCTON = 0x48;
    public static final int ESME_RINVSRCNPI = 0x49;
    public static final int ESME_RINVDSTTON = 0x50;
    public static final int ESME_RINVDSTNPI = 0x51;
    public static final int ESME_RINVSYSTYP = 0x53;
    public static final int ESME_RINVREPFLAG = 0x54;
    public static final int ESME_RINVNUMMSGS = 0x55;
    public static final int ESME_RTHROTTLED = 0x58;
    public static final int ESME_RINVSCHED = 0x61;
    public static final int ESME_RINVEXPIRY = 0x62;
    public static final int ESME_RINVDFTMSGID = 0x63;
    public static final int ESME_RX_T_APPN = 0x64;
    public static final int ESME_RX_P_APPN = 0x65;
    public static final int ESME_RX_R_APPN = 0x66;
    public static final int ESME_RQUERYFAIL = 0x67;
    public static final int ESME_RINVOPTPARSTREAM = 0xC0;
    public static final int ESME_ROPTPARNOTALLWD = 0xC1;
    public static final int ESME_RINVPARLEN = 0xC2;
    public static final int ESME_RMISSINGOPTPARAM = 0xC3;
    public static final int ESME_RINVOPTPARAMVAL = 0xC4;
    public static final int ESME_RDELIVERYFAILURE = 0xFE;
    public static final int ESME_RUNKNOWNERR = 0xFF;
    public static final int ESME_RSERTYPUNAUTH = 0x100;
    public static final int ESME_RPROHIBITED = 0x101;
    public static final int ESME_RSERTYPUNAVAIL = 0x102;
    public static final int ESME_RSERTYPDENIED = 0x103;
    public static final int ESME_RINVDCS = 0x104;
    public static final int ESME_RINVSRCADDRSUBUNIT = 0x105;
    public static final int ESME_RINVDSTADDRSUBUNIT = 0x106;
    public static final int ESME_RINVBCASTFREQINT = 0x107;
    public static final int ESME_RINVBCASTALIAS_NAME = 0x108;
    public static final int ESME_RINVBCASTAREAFMT = 0x109;
    public static final int ESME_RINVNUMBCAST_AREAS = 0x10A;
    public static final int ESME_RINVBCASTCNTTYPE = 0x10B;
    public static final int ESME_RINVBCASTMSGCLASS = 0x10C;
    public static final int ESME_RBCASTFAIL = 0x10D;
    public static final int ESME_RBCASTQUERYFAIL = 0x10E;
    public static final int ESME_RBCASTCANCELFAIL = 0x10F;
    public static final int ESME_RINVBCAST_REP = 0x110;
    public static final int ESME_RINVBCASTSRVGRP = 0x111;
    public static final int ESME_RINVBCASTCHANIND = 0x112;

    private CommandStatus() {}

    public static boolean isOk(int status) {
        return status == ESME_ROK;
    }

    /** Whether the same PDU may be taken later: the message stays in its queue. */
    public static boolean isTemporary(int status) {
        return switch (status) {
            case ESME_RTHROTTLED, ESME_RMSGQFUL, ESME_RSYSERR, ESME_RINVBNDSTS, ESME_RX_T_APPN, ESME_RSERTYPUNAVAIL ->
                true;
            default -> false;
        };
    }

    /** Whether sending it again is pointless: the message ends. */
    public static boolean isPermanent(int status) {
        return status != ESME_ROK && !isTemporary(status);
    }

    /** Whether the peer asks us to slow down. */
    public static boolean isThrottle(int status) {
        return status == ESME_RTHROTTLED || status == ESME_RMSGQFUL;
    }

    /** The name as the specification writes it, or the number in hexadecimal: {@code 0x0421}. */
    public static String name(int status) {
        return switch (status) {
            case ESME_ROK -> "ESME_ROK";
            case ESME_RINVMSGLEN -> "ESME_RINVMSGLEN";
            case ESME_RINVCMDLEN -> "ESME_RINVCMDLEN";
            case ESME_RINVCMDID -> "ESME_RINVCMDID";
            case ESME_RINVBNDSTS -> "ESME_RINVBNDSTS";
            case ESME_RALYBND -> "ESME_RALYBND";
            case ESME_RINVPRTFLG -> "ESME_RINVPRTFLG";
            case ESME_RINVREGDLVFLG -> "ESME_RINVREGDLVFLG";
            case ESME_RSYSERR -> "ESME_RSYSERR";
            case ESME_RINVSRCADR -> "ESME_RINVSRCADR";
            case ESME_RINVDSTADR -> "ESME_RINVDSTADR";
            case ESME_RINVMSGID -> "ESME_RINVMSGID";
            case ESME_RBINDFAIL -> "ESME_RBINDFAIL";
            case ESME_RINVPASWD -> "ESME_RINVPASWD";
            case ESME_RINVSYSID -> "ESME_RINVSYSID";
            case ESME_RCANCELFAIL -> "ESME_RCANCELFAIL";
            case ESME_RREPLACEFAIL -> "ESME_RREPLACEFAIL";
            case ESME_RMSGQFUL -> "ESME_RMSGQFUL";
            case ESME_RINVSERTYP -> "ESME_RINVSERTYP";
            case ESME_RINVNUMDESTS -> "ESME_RINVNUMDESTS";
            case ESME_RINVDLNAME -> "ESME_RINVDLNAME";
            case ESME_RINVDESTFLAG -> "ESME_RINVDESTFLAG";
            case ESME_RINVSUBREP -> "ESME_RINVSUBREP";
            case ESME_RINVESMCLASS -> "ESME_RINVESMCLASS";
            case ESME_RCNTSUBDL -> "ESME_RCNTSUBDL";
            case ESME_RSUBMITFAIL -> "ESME_RSUBMITFAIL";
            case ESME_RINVSRCTON -> "ESME_RINVSRCTON";
            case ESME_RINVSRCNPI -> "ESME_RINVSRCNPI";
            case ESME_RINVDSTTON -> "ESME_RINVDSTTON";
            case ESME_RINVDSTNPI -> "ESME_RINVDSTNPI";
            case ESME_RINVSYSTYP -> "ESME_RINVSYSTYP";
            case ESME_RINVREPFLAG -> "ESME_RINVREPFLAG";
            case ESME_RINVNUMMSGS -> "ESME_RINVNUMMSGS";
            case ESME_RTHROTTLED -> "ESME_RTHROTTLED";
            case ESME_RINVSCHED -> "ESME_RINVSCHED";
            case ESME_RINVEXPIRY -> "ESME_RINVEXPIRY";
            case ESME_RINVDFTMSGID -> "ESME_RINVDFTMSGID";
            case ESME_RX_T_APPN -> "ESME_RX_T_APPN";
            case ESME_RX_P_APPN -> "ESME_RX_P_APPN";
            case ESME_RX_R_APPN -> "ESME_RX_R_APPN";
            case ESME_RQUERYFAIL -> "ESME_RQUERYFAIL";
            case ESME_RINVOPTPARSTREAM -> "ESME_RINVOPTPARSTREAM";
            case ESME_ROPTPARNOTALLWD -> "ESME_ROPTPARNOTALLWD";
            case ESME_RINVPARLEN -> "ESME_RINVPARLEN";
            case ESME_RMISSINGOPTPARAM -> "ESME_RMISSINGOPTPARAM";
            case ESME_RINVOPTPARAMVAL -> "ESME_RINVOPTPARAMVAL";
            case ESME_RDELIVERYFAILURE -> "ESME_RDELIVERYFAILURE";
            case ESME_RUNKNOWNERR -> "ESME_RUNKNOWNERR";
            case ESME_RSERTYPUNAUTH -> "ESME_RSERTYPUNAUTH";
            case ESME_RPROHIBITED -> "ESME_RPROHIBITED";
            case ESME_RSERTYPUNAVAIL -> "ESME_RSERTYPUNAVAIL";
            case ESME_RSERTYPDENIED -> "ESME_RSERTYPDENIED";
            case ESME_RINVDCS -> "ESME_RINVDCS";
            case ESME_RINVSRCADDRSUBUNIT -> "ESME_RINVSRCADDRSUBUNIT";
            case ESME_RINVDSTADDRSUBUNIT -> "ESME_RINVDSTADDRSUBUNIT";
            case ESME_RINVBCASTFREQINT -> "ESME_RINVBCASTFREQINT";
            case ESME_RINVBCASTALIAS_NAME -> "ESME_RINVBCASTALIAS_NAME";
            case ESME_RINVBCASTAREAFMT -> "ESME_RINVBCASTAREAFMT";
            case ESME_RINVNUMBCAST_AREAS -> "ESME_RINVNUMBCAST_AREAS";
            case ESME_RINVBCASTCNTTYPE -> "ESME_RINVBCASTCNTTYPE";
            case ESME_RINVBCASTMSGCLASS -> "ESME_RINVBCASTMSGCLASS";
            case ESME_RBCASTFAIL -> "ESME_RBCASTFAIL";
            case ESME_RBCASTQUERYFAIL -> "ESME_RBCASTQUERYFAIL";
            case ESME_RBCASTCANCELFAIL -> "ESME_RBCASTCANCELFAIL";
            case ESME_RINVBCAST_REP -> "ESME_RINVBCAST_REP";
            case ESME_RINVBCASTSRVGRP -> "ESME_RINVBCASTSRVGRP";
            case ESME_RINVBCASTCHANIND -> "ESME_RINVBCASTCHANIND";
            default -> "0x%04x".formatted(status);
        };
    }
}
