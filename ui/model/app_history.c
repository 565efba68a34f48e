/* What happened, for organisers: pages of the log, any of it taken back, the board as it was, and back to it.
 */
#include "core/put_back.h"
#include "model/organiser_in.h"
#include "words/words.h"

void tf_app_history_rest(struct tf_app *app)
{
    tf_history_free(&app->past.page);
    tf_board_unref(app->past.was);
    app->past = (struct tf_past){.before = 0};
    app->state.past = &app->past;
}

static void ask_page(struct tf_app *app, uint64_t before)
{
    app->past.before = before;
    app->past.waits = tf_app_ask(app, TF_ERRAND_HISTORY, before, TF_ERRAND_EVENTS_MAX, "");
}

void tf_app_history_open(struct tf_app *app)
{
    tf_app_history_rest(app);
    ask_page(app, 0);
}

static void take_back(struct tf_app *app, uint64_t sequence)
{
    struct tf_command *command = tf_app_command(app, TF_VERB_UNDO);
    if (command != NULL) {
        command->sequence = sequence;
        (void)tf_app_order(app, command);
    }
}

static void look(struct tf_app *app, uint64_t sequence)
{
    if (app->state.screen != TF_SCREEN_WAS) {
        tf_app_go(app, TF_SCREEN_WAS);
    }
    app->past.waits = tf_app_ask(app, TF_ERRAND_BOARD_AT, sequence, 0, "");
}

static void put_back(struct tf_app *app)
{
    struct tf_command *command = NULL;
    uint64_t id = tf_rng_id(&app->rng);
    if (app->past.was == NULL || app->past.waits || app->order != 0) {
        return;
    }
    if (tf_put_back_command(&command, app->board, app->past.was, tf_app_actor(app), app->state.now_s, id) !=
        TF_OK) {
        tf_app_tell(app, tf_tr(app->state.lang, "This did not work. Please try once more."));
        return;
    }
    (void)tf_app_order(app, command);
}

bool tf_app_history_act(struct tf_app *app, struct tf_intent intent)
{
    if (intent.what != TF_INTENT_ORGANISE || app->board == NULL) {
        return false;
    }
    bool is_was = app->state.screen == TF_SCREEN_WAS;
    if (intent.a == TF_PAST_DO_OLDER && !is_was && !app->past.waits) {
        app->state.scroll = 0;
        ask_page(app, intent.b);
    } else if (intent.a == TF_PAST_DO_UNDO && !is_was && app->order == 0) {
        take_back(app, intent.b);
    } else if ((intent.a == TF_PAST_DO_LOOK || intent.a == TF_PAST_DO_LEAP) && !app->past.waits) {
        look(app, intent.b);
    } else if (intent.a == TF_PAST_DO_PUT_BACK && is_was) {
        put_back(app);
    }
    return true;
}

void tf_app_history_done(struct tf_app *app, struct tf_errand_answer *answer)
{
    app->past.waits = false;
    if (answer->err != TF_OK) {
        tf_app_tell(app, tf_tr(app->state.lang, "This did not work. Please try once more."));
    } else if (answer->errand.what == TF_ERRAND_HISTORY) {
        tf_history_take(&app->past.page, answer);
    } else if (answer->errand.what == TF_ERRAND_BOARD_AT) {
        tf_board_unref(app->past.was);
        app->past.was = answer->board;
        answer->board = NULL;
    }
}

void tf_app_history_answered(struct tf_app *app, enum tf_err err, const struct tf_refusal *refusal,
                             uint64_t sequence)
{
    enum tf_lang lang = app->state.lang;
    const char *why = refusal != NULL ? tf_words_reason(lang, refusal->reason) : "";
    (void)sequence;
    if (err != TF_OK) {
        tf_app_tell(app, why[0] != '\0' ? why : tf_tr(lang, "This did not work. Please try once more."));
        return;
    }
    if (app->state.screen == TF_SCREEN_WAS) {
        tf_app_back(app);
        tf_app_tell(app, tf_tr(lang, "The grid is as it was. This one step can be taken back here."));
    }
    if (app->state.screen == TF_SCREEN_HISTORY) {
        app->state.scroll = 0;
        ask_page(app, 0);
    }
}
