/* Changing a session at the touchscreen: the kiosk remembers nobody, so the number on its card is asked for.
 */
#include "model/app_in.h"

#include "model/view_propose.h"
#include "words/words.h"

#include <string.h>

/* Its words, as a draft of their own. */
static bool open_words(struct tf_app *app, const struct tf_session *session)
{
    if (tf_propose_edit(&app->propose, session) != TF_OK) {
        tf_app_tell(app, tf_tr(app->state.lang,
                               "This session has more text than can be changed here. An organiser can."));
        return false;
    }
    app->state.propose = &app->propose;
    app->state.card_digits = NULL;
    tf_app_propose_show(app);
    return true;
}

static void ask_for(struct tf_app *app, uint64_t session_id)
{
    const struct tf_session *session = app->board != NULL ? tf_board_session(app->board, session_id) : NULL;
    const char *why_not = tf_view_why_not_change(&app->state, session);
    if (why_not != NULL) {
        tf_app_tell(app, why_not);
        return;
    }
    if (app->state.screen != TF_SCREEN_SESSION) {
        return;
    }
    explicit_bzero(app->card_digits, sizeof app->card_digits);
    tf_app_go(app, TF_SCREEN_CARD);
    app->state.session = session_id;
    app->state.card_digits = app->card_digits;
    bool is_known = app->state.role != TF_ROLE_GUEST; /* who they are was asked already */
    if (is_known && !open_words(app, session)) {
        tf_app_back(app);
    }
}

static void try_card(struct tf_app *app, const struct tf_session *session)
{
    int64_t card = 0;
    for (const char *digit = app->card_digits; *digit != '\0'; digit++) {
        card = card * 10 + (*digit - '0');
    }
    explicit_bzero(app->card_digits, sizeof app->card_digits);
    if (card != session->card) {
        tf_card_lock_wrong(&app->card_lock, session->record.key.id, app->mono_ms);
        bool waits = tf_card_lock_wait_ms(&app->card_lock, session->record.key.id, app->mono_ms) > 0;
        tf_app_tell(app, waits ? tf_tr(app->state.lang, "Five wrong numbers. Wait a minute, then try again.")
                               : tf_tr(app->state.lang, "This is not the number on its card."));
        return;
    }
    tf_card_lock_right(&app->card_lock, session->record.key.id);
    (void)open_words(app, session);
}

static void type_digit(struct tf_app *app, uint64_t digit)
{
    const struct tf_session *session =
        app->board != NULL ? tf_board_session(app->board, app->state.session) : NULL;
    const char *why_not = tf_view_why_not_change(&app->state, session);
    size_t len = strlen(app->card_digits);
    if (app->state.screen != TF_SCREEN_CARD || digit > 9 || len + 1 >= sizeof app->card_digits) {
        return;
    }
    if (session == NULL || why_not != NULL) {
        tf_app_tell(app, why_not);
        return;
    }
    if (tf_card_lock_wait_ms(&app->card_lock, app->state.session, app->mono_ms) > 0) {
        tf_app_tell(app, tf_tr(app->state.lang, "Five wrong numbers. Wait a minute, then try again."));
        return;
    }
    app->card_digits[len] = (char)('0' + digit);
    if (len + 2 == sizeof app->card_digits) {
        try_card(app, session);
    }
}

static void take_digit_back(struct tf_app *app)
{
    size_t len = strlen(app->card_digits);
    if (len > 0) {
        app->card_digits[len - 1] = '\0';
    }
}

void tf_app_card_do(struct tf_app *app, struct tf_intent intent)
{
    switch (intent.a) {
    case TF_PROPOSE_DO_CHANGE:
        ask_for(app, intent.b);
        break;
    case TF_PROPOSE_DO_DIGIT:
        type_digit(app, intent.b);
        break;
    case TF_PROPOSE_DO_DIGIT_BACK:
        take_digit_back(app);
        break;
    default:
        break;
    }
}
