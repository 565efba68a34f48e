/* The slip that somebody asks for, and what becomes of it. */
#include "model/app_in.h"

#include "base/limits.h"
#include "words/words.h"

#include <string.h>

void tf_app_print_want(struct tf_app *app, struct tf_print_wish wish)
{
    if (app->wish_count < TF_APP_WISHES_MAX) { /* the kiosk takes them after each touch */
        app->wishes[app->wish_count++] = wish;
    }
}

void tf_app_print_slip(struct tf_app *app, uint64_t session)
{
    const struct tf_session *record = app->board != NULL ? tf_board_session(app->board, session) : NULL;
    if (app->state.print == NULL || record == NULL || record->state == TF_SESSION_HIDDEN) {
        return;
    }
    app->print.session = session;
    app->print.status.fate = TF_PRINT_NONE;
    app->print_until_ms = 0;
    tf_app_print_want(app, (struct tf_print_wish){TF_PRINT_SLIP, session});
}

bool tf_app_print_do(struct tf_app *app, struct tf_intent intent)
{
    if (intent.what != TF_INTENT_PRINT) {
        return false;
    }
    switch (intent.a) {
    case TF_PRINT_SLIP:
        tf_app_print_slip(app, intent.b);
        break;
    case TF_PRINT_GO_ON:
    case TF_PRINT_DROP:
        app->print.status.asks = false; /* answered; the printer says the rest */
        tf_app_print_want(app, (struct tf_print_wish){(enum tf_print_what)intent.a, 0});
        break;
    default:
        break;
    }
    return true;
}

bool tf_app_take_print(struct tf_app *app, struct tf_print_wish *out)
{
    if (app->wish_count == 0) {
        return false;
    }
    *out = app->wishes[0];
    app->wish_count--;
    memmove(app->wishes, app->wishes + 1, app->wish_count * sizeof app->wishes[0]);
    return true;
}

static void forget(struct tf_app *app)
{
    app->print.session = 0;
    app->print.status.fate = TF_PRINT_NONE;
    app->print_until_ms = 0;
}

bool tf_app_print_answer(struct tf_app *app, uint64_t session, enum tf_err err)
{
    enum tf_lang lang = app->state.lang;
    if (err == TF_OK || app->print.session != session) {
        return false;
    }
    forget(app);
    switch (err) {
    case TF_ERR_CONFLICT:
        return tf_app_tell(
            app,
            tf_tr(lang, "This slip was asked for a moment ago. In half a minute it can be printed again."));
    case TF_ERR_LIMIT:
        return tf_app_tell(app,
                           tf_tr(lang, "Enough of this slip was printed. In ten minutes there may be more."));
    case TF_ERR_BUSY:
        return tf_app_tell(app,
                           tf_tr(lang, "Very many slips are being printed. Please try again in a minute."));
    case TF_ERR_NOT_FOUND:
        return tf_app_tell(app, tf_words_reason(lang, TF_REASON_UNKNOWN_SESSION));
    default:
        return tf_app_tell(app, tf_tr(lang, "The slip could not be made. Please try once more."));
    }
}

bool tf_app_print_pieces_answer(struct tf_app *app, enum tf_err err)
{
    enum tf_lang lang = app->state.lang;
    switch (err) {
    case TF_OK:
        return false;
    case TF_ERR_NOT_FOUND:
        return tf_app_tell(app, tf_tr(lang, "There is nothing to print: the wall has what you asked for."));
    case TF_ERR_BUSY:
        return tf_app_tell(app, tf_tr(lang, "Something is being printed. Please wait until it is done."));
    default:
        return tf_app_tell(app, tf_tr(lang, "It could not be printed. Please try once more."));
    }
}

static bool is_same(const struct tf_print_status *a, const struct tf_print_status *b)
{
    return strcmp(a->words, b->words) == 0 && a->can_print == b->can_print && a->asks == b->asks &&
           a->held == b->held && a->fate == b->fate && a->waiting == b->waiting &&
           a->has_last == b->has_last && a->pieces == b->pieces && a->printed == b->printed;
}

bool tf_app_set_printer(struct tf_app *app, const struct tf_print_status *status)
{
    const struct tf_print *before = app->state.print;
    if (status == NULL) {
        app->state.print = NULL;
        return before != NULL;
    }
    bool changed = before == NULL || !is_same(&app->print.status, status);
    app->print.status = *status;
    app->state.print = &app->print;
    if (app->wish_count == 0 && status->fate == TF_PRINT_NONE) {
        forget(app); /* the printer's part was started anew and asks about what it found */
    } else if (app->print.session != 0 && status->fate == TF_PRINT_GONE) {
        forget(app);
        tf_app_tell(app, tf_tr(app->state.lang, "The slip was not printed."));
    } else if (app->print.session != 0 && status->fate == TF_PRINT_PRINTED && app->print_until_ms == 0) {
        app->print_until_ms = app->mono_ms + TF_APP_NOTICE_MS;
    }
    return changed;
}

int64_t tf_app_print_due_ms(const struct tf_app *app)
{
    return app->print_until_ms > 0 ? app->print_until_ms : INT64_MAX;
}

bool tf_app_print_pass(struct tf_app *app)
{
    if (app->mono_ms < tf_app_print_due_ms(app)) {
        return false;
    }
    forget(app);
    return true;
}

void tf_app_print_rest(struct tf_app *app)
{
    forget(app);
}
