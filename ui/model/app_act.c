/* What a touch does with a session that is on the wall: choosing, doing, taking back. */
#include "model/app_in.h"

#include "model/view.h"
#include "words/words.h"

static void stop(struct tf_app *app)
{
    if (app->act.command != 0) {
        tf_app_forget(app, app->act.command);
    }
    tf_act_end(&app->act);
}

void tf_app_act_rest(struct tf_app *app)
{
    stop(app);
    app->act.done = (struct tf_act_done){.kind = TF_ACT_NONE};
    app->state.done = NULL;
}

/* The most alike first; without them the list is in its usual order. */
static void find_similar(struct tf_app *app)
{
    const struct tf_session *session = tf_board_session(app->board, app->act.session);
    if (session == NULL || (app->similar == NULL && tf_similar_create(&app->similar) != TF_OK)) {
        return;
    }
    (void)tf_similar_set_board(app->similar, app->board);
    app->act.similar_count =
        tf_similar_find(app->similar, session->title, app->act.session, app->act.similar, TF_ACT_SIMILAR_MAX);
}

static void begin(struct tf_app *app, enum tf_act_kind kind)
{
    if (tf_board_session(app->board, app->state.session) == NULL) {
        return;
    }
    stop(app);
    tf_act_begin(&app->act, app->board, app->state.session, kind, tf_rng_id(&app->rng));
    if (kind == TF_ACT_MERGE) {
        find_similar(app);
    }
    tf_app_go(app, TF_SCREEN_ACT);
}

static void go_on(struct tf_app *app, enum tf_act_way way)
{
    struct tf_command *command = NULL;
    if (tf_act_command(&command, &app->act, app->board, way, &app->rng, app->state.now_s) == TF_OK &&
        !tf_app_send(app, command)) {
        app->act.command = 0;
    }
}

static void take_back(struct tf_app *app)
{
    struct tf_command *command = NULL;
    if (tf_act_undo(&command, &app->act, &app->rng, app->state.now_s) == TF_OK &&
        !tf_app_send(app, command)) {
        app->act.done.undo = 0;
    }
}

/* This session's host asks, or takes it back. The other's says yes: the last word when the question stands,
 * else the first. */
static void agree(struct tf_app *app, uint64_t whose)
{
    bool has_asked = tf_act_has_asked(&app->act, app->board);
    if (app->act.kind != TF_ACT_MERGE || app->act.command != 0) {
        return;
    }
    if (whose == 0) {
        go_on(app, has_asked ? TF_ACT_UNASK : TF_ACT_ASK);
    } else if (has_asked) {
        go_on(app, TF_ACT_PLAIN);
    } else {
        tf_act_agree(&app->act);
    }
}

/* From either session's page to the question. */
static void answer_question(struct tf_app *app, uint64_t session)
{
    const struct tf_session *asking = tf_board_session(app->board, session);
    if (asking == NULL || asking->asks_into == 0 || app->state.screen != TF_SCREEN_SESSION) {
        return;
    }
    stop(app);
    tf_act_begin(&app->act, app->board, session, TF_ACT_MERGE, tf_rng_id(&app->rng));
    tf_act_merge_with(&app->act, asking->asks_into);
    tf_app_go(app, TF_SCREEN_ACT);
}

/* There is nothing to choose: it is done at once, and taken back by one tap. */
static void star(struct tf_app *app)
{
    bool is_shown = app->state.screen == TF_SCREEN_SESSION;
    if (is_shown && app->act.command == 0 && tf_board_session(app->board, app->state.session) != NULL) {
        tf_act_begin(&app->act, app->board, app->state.session, TF_ACT_STAR, tf_rng_id(&app->rng));
        go_on(app, TF_ACT_PLAIN);
    }
}

static void leave(struct tf_app *app)
{
    if (app->act.command == 0) { /* else the answer still comes, and with it the way back */
        tf_act_end(&app->act);
    }
    tf_app_back(app);
}

static void carry_out(struct tf_app *app, struct tf_intent intent)
{
    switch ((enum tf_act_do)intent.a) {
    case TF_ACT_DO_BEGIN:
        if (intent.b == TF_ACT_STAR) {
            star(app);
        } else if (intent.b > TF_ACT_NONE && intent.b < TF_ACT_KIND_COUNT) {
            begin(app, (enum tf_act_kind)intent.b);
        }
        break;
    case TF_ACT_DO_PLACE:
        app->state.session = intent.b;
        begin(app, TF_ACT_PLACE);
        break;
    case TF_ACT_DO_WHICH:
        tf_act_which(&app->act, app->board, intent.b);
        break;
    case TF_ACT_DO_AGREE:
        agree(app, intent.b);
        break;
    case TF_ACT_DO_ANSWER:
        answer_question(app, intent.b);
        break;
    case TF_ACT_DO_IT:
        if (intent.b < TF_ACT_WAY_COUNT) {
            go_on(app, (enum tf_act_way)intent.b);
        }
        break;
    case TF_ACT_DO_CANCEL:
        leave(app);
        break;
    case TF_ACT_DO_UNDO:
        take_back(app);
        break;
    case TF_ACT_DO_COUNT:
        break;
    }
}

/* A card on the grid stands for where it is; which of a session's cards is told by its mark (tf_card_intent).
 */
static void choose_card(struct tf_app *app, struct tf_intent intent)
{
    const struct tf_placement *placement = NULL;
    if (app->act.kind == TF_ACT_MERGE) {
        tf_act_merge_with(&app->act, intent.a);
        return;
    }
    uint64_t mark = intent.b & TF_ID_MAX;
    while ((placement = tf_grid_placement_of(app->board->grid, intent.a, placement)) != NULL) {
        if (placement->record.key.id == mark) {
            tf_act_aim_at(&app->act, app->board, mark);
        }
    }
}

/* While a target is chosen, touching the grid means that. */
static bool choose(struct tf_app *app, struct tf_intent intent)
{
    if (app->act.command != 0) { /* on its way: nothing is chosen any more */
        return intent.what == TF_INTENT_CELL || intent.what == TF_INTENT_CELL_LIST ||
               intent.what == TF_INTENT_SESSION;
    }
    if (intent.what == TF_INTENT_CELL || intent.what == TF_INTENT_CELL_LIST) {
        tf_act_aim(&app->act, (struct tf_cell){intent.a, intent.b});
        return true;
    }
    if (intent.what == TF_INTENT_SESSION) {
        choose_card(app, intent);
        return true;
    }
    if (intent.what == TF_INTENT_NOW) { /* of this grid, not of the home screen */
        app->has_day = false;
        app->first_slot_id = 0;
        return true;
    }
    if (intent.what == TF_INTENT_BACK && !app->state.languages_open) {
        if (app->act.kind == TF_ACT_MERGE && app->act.other != 0) {
            tf_act_merge_with(&app->act, 0); /* to the list again */
        } else {
            leave(app);
        }
        return true;
    }
    return false;
}

bool tf_app_act_do(struct tf_app *app, struct tf_intent intent)
{
    if (app->board == NULL) {
        return intent.what == TF_INTENT_ACT;
    }
    if (intent.what == TF_INTENT_ACT) {
        carry_out(app, intent);
        return true;
    }
    if (app->state.screen == TF_SCREEN_ACT && app->act.kind != TF_ACT_NONE) {
        return choose(app, intent);
    }
    return false;
}

void tf_app_act_board(struct tf_app *app)
{
    tf_act_follow(&app->act, app->board);
}

static void tell_refusal(struct tf_app *app, enum tf_err err, const struct tf_refusal *refusal)
{
    enum tf_lang lang = app->state.lang;
    enum tf_reason reason = refusal != NULL ? refusal->reason : TF_REASON_NONE;
    if (reason != TF_REASON_NONE) {
        tf_app_tell(app, tf_words_reason(lang, reason));
    } else if (err == TF_ERR_IO || err == TF_ERR_CLOSED) {
        tf_app_tell(app, tf_tr(lang, "It could not be saved, so nothing has changed."));
    } else {
        tf_app_tell(app, tf_tr(lang, "This did not work. Please try once more."));
    }
}

bool tf_app_act_answer(struct tf_app *app, uint64_t command, enum tf_err err,
                       const struct tf_refusal *refusal, const struct tf_warning *warning, uint64_t sequence)
{
    switch (tf_act_answer(&app->act, command, err, warning, sequence)) {
    case TF_ACT_DONE:
        app->state.done = &app->act.done;
        app->undo_until_ms = app->mono_ms + TF_ACT_UNDO_MS;
        if (app->state.screen == TF_SCREEN_ACT) {
            tf_app_back(app);
        }
        return true;
    case TF_ACT_ASKED:
        if (app->act.other_agreed) {
            go_on(app, TF_ACT_PLAIN);
        }
        return true;
    case TF_ACT_UNASKED:
        tf_act_end(&app->act);
        if (app->state.screen == TF_SCREEN_ACT) {
            tf_app_back(app);
        }
        tf_app_tell(app,
                    tf_tr(app->state.lang, "The question is taken away. Both sessions stay as they are."));
        return true;
    case TF_ACT_TAKEN_BACK:
        app->state.done = NULL;
        tf_app_tell(app, tf_tr(app->state.lang, "Taken back: all is as it was."));
        return true;
    case TF_ACT_REFUSED:
        if (app->state.screen != TF_SCREEN_ACT) {
            tf_act_end(&app->act);
        }
        tell_refusal(app, err, refusal);
        return true;
    case TF_ACT_NOT_MINE:
        break;
    }
    return false;
}

int64_t tf_app_act_due_ms(const struct tf_app *app)
{
    return app->state.done != NULL ? app->undo_until_ms : INT64_MAX;
}

bool tf_app_act_pass(struct tf_app *app)
{
    /* One who tapped Undo sees it through. */
    if (app->state.done == NULL || app->mono_ms < app->undo_until_ms || app->act.done.undo != 0) {
        return false;
    }
    app->state.done = NULL;
    app->act.done = (struct tf_act_done){.kind = TF_ACT_NONE};
    return true;
}

bool tf_app_drag(struct tf_app *app, struct tf_intent card, struct tf_intent cell)
{
    bool is_grid = app->state.screen == TF_SCREEN_HOME || app->state.screen == TF_SCREEN_ACT;
    if (!is_grid || app->board == NULL || card.what != TF_INTENT_SESSION || app->act.command != 0) {
        return tf_app_do(app, (struct tf_intent){TF_INTENT_NONE, 0, 0});
    }
    tf_app_do(app, (struct tf_intent){TF_INTENT_NONE, 0, 0}); /* somebody is there */
    if (app->state.screen == TF_SCREEN_HOME) {
        tf_app_do(app, card); /* "back" leads to its page, as after two taps */
    } else {
        app->state.session = card.a;
        tf_app_back(app);
    }
    begin(app, TF_ACT_MOVE);
    if (app->state.screen == TF_SCREEN_ACT) {
        tf_act_which(&app->act, app->board, card.b & TF_ID_MAX);
        if (!choose(app, cell)) { /* a page of the grid: its cells are next */
            tf_app_do(app, cell);
        }
    }
    return true;
}
