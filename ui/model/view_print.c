#include "model/view_print.h"

#include "words/words.h"

const char *tf_view_why_not_print(const struct tf_app_state *state)
{
    return state->print == NULL ? tf_tr(state->lang, "No printer is connected to this kiosk.") : NULL;
}

/* Where it is in nobody's way: not while somebody writes, chooses or looks for something. */
static bool is_place_to_ask(const struct tf_app_state *state)
{
    return state->screen == TF_SCREEN_HOME || state->screen == TF_SCREEN_SESSION ||
           state->screen == TF_SCREEN_POSTED;
}

static void say_fate(struct tf_view_print *view, const struct tf_app_state *state)
{
    const struct tf_print_status *status = &state->print->status;
    enum tf_lang lang = state->lang;
    const char *words = status->words[0] != '\0' ? tf_tr(lang, status->words) : "";
    switch (status->fate) {
    case TF_PRINT_PRINTED:
        view->text = tf_tr(lang, "Your slip is printed.");
        view->more = status->can_print ? words : "";
        view->is_done = true;
        break;
    case TF_PRINT_HELD:
        view->text = words[0] != '\0' ? words : tf_tr(lang, "Your slip is not printed yet.");
        view->more = tf_tr(lang, "Your slip waits here until the printer works again.");
        break;
    case TF_PRINT_NONE:
    case TF_PRINT_WAITING:
    case TF_PRINT_GONE:
        view->text =
            status->can_print || words[0] == '\0' ? tf_tr(lang, "Your slip is being printed…") : words;
        view->more =
            status->can_print ? "" : tf_tr(lang, "Your slip waits here until the printer works again.");
        break;
    }
}

void tf_view_print(struct tf_view_print *view, struct tf_arena *arena, const struct tf_app_state *state)
{
    const struct tf_print *print = state->print;
    enum tf_lang lang = state->lang;
    *view = (struct tf_view_print){.text = "", .more = ""};
    if (print == NULL || !is_place_to_ask(state)) {
        return;
    }
    bool is_own_held = print->session != 0 && print->status.fate == TF_PRINT_HELD;
    if (print->session != 0 && !(is_own_held && print->status.asks)) {
        say_fate(view, state);
    } else if (print->status.asks) {
        unsigned long held = (unsigned long)print->status.held;
        view->text = tf_tr(lang, "The printer works again.");
        view->more = tf_words_printf(arena,
                                     tf_trn(lang, "%lu slip was left waiting. Shall it be printed?",
                                            "%lu slips were left waiting. Shall they be printed?", held),
                                     held);
        view->yes = tf_trc(lang, "button", "Print");
        view->no = tf_tr(lang, "Throw away");
    }
}
