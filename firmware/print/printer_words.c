#include "print/printer.h"

static const char *const WORDS[TF_PRINTER_STATE_COUNT] = {
    [TF_PRINTER_READY] = "",
    [TF_PRINTER_PRINTING] = TF_N("Printing…"),
    [TF_PRINTER_PAPER_LOW] = TF_N("The printer will soon need paper."),
    [TF_PRINTER_TOO_HOT] = TF_N("The printer is too hot. It goes on by itself."),
    [TF_PRINTER_ABSENT] = TF_N("No printer is connected."),
    [TF_PRINTER_DENIED] = TF_N("The printer is used by another program, or not allowed to this one."),
    [TF_PRINTER_STRANGE] = TF_N("What is connected does not answer like a printer."),
    [TF_PRINTER_SILENT] = TF_N("The printer does not answer."),
    [TF_PRINTER_STUCK] = TF_N("The printer does not go on. It may have no paper, or its cover may be open."),
    [TF_PRINTER_OFFLINE] = TF_N("The printer is offline."),
    [TF_PRINTER_PAPER_OUT] = TF_N("The printer is out of paper."),
    [TF_PRINTER_COVER_OPEN] = TF_N("The printer’s cover is open."),
    [TF_PRINTER_CUTTER] = TF_N("Paper is jammed in the printer’s cutter."),
    [TF_PRINTER_JAMMED] = TF_N("Paper is jammed in the printer."),
    [TF_PRINTER_NO_INK] = TF_N("The printer has no ink or toner left."),
    [TF_PRINTER_BROKEN] = TF_N("The printer reports a fault. Turning it off and on may help."),
    [TF_PRINTER_NO_DISK] = TF_N("Nothing can be printed: the disk does not take it."),
};

bool tf_printer_can_print(enum tf_printer_state state)
{
    return state < TF_PRINTER_ABSENT;
}

const char *tf_printer_message(enum tf_printer_state state)
{
    return (unsigned)state < TF_PRINTER_STATE_COUNT ? WORDS[state] : "";
}

const char *tf_printer_words(enum tf_lang lang, enum tf_printer_state state)
{
    const char *words = tf_printer_message(state);
    return words[0] != '\0' ? tf_tr(lang, words) : "";
}
