/* What a touch does while a session is proposed or changed. */
#include "model/app_in.h"

#include "core/policy.h"
#include "model/view_propose.h"
#include "words/words.h"

#include <string.h>

/* ---- the wall's own sessions that are like this one ---- */

static void look_for_similar(struct tf_app *app)
{
    struct tf_propose *propose = &app->propose;
    propose->similar_count = 0;
    if (app->similar == NULL || !propose->is_open || propose->aim != TF_PROPOSE_NEW) {
        return;
    }
    uint64_t found[8];
    size_t count = tf_similar_find(app->similar, tf_editor_text(propose->fields[TF_PROPOSE_TITLE]), 0, found,
                                   sizeof found / sizeof found[0]);
    for (size_t i = 0; i < count && propose->similar_count < TF_PROPOSE_SIMILAR_MAX; i++) {
        if (!tf_propose_is_dismissed(propose, found[i])) {
            propose->similar[propose->similar_count++] = found[i];
        }
    }
}

void tf_app_propose_board(struct tf_app *app)
{
    if (!app->propose.is_open || app->board == NULL) {
        return;
    }
    if (app->similar == NULL && tf_similar_create(&app->similar) != TF_OK) {
        return; /* nothing is said of similar ones */
    }
    (void)tf_similar_set_board(app->similar, app->board); /* else some are not found */
    look_for_similar(app);
}

/* ---- to and fro ---- */

void tf_app_propose_wipe(struct tf_app *app)
{
    if (app->propose.command != 0) {
        tf_app_forget(app, app->propose.command);
    }
    tf_propose_wipe(&app->propose);
    explicit_bzero(app->card_digits, sizeof app->card_digits);
    app->state.propose = NULL;
    app->state.card_digits = NULL;
    app->state.typing = NULL;
}

void tf_app_propose_rest(struct tf_app *app)
{
    tf_app_propose_wipe(app);
    tf_app_typing_follow(app); /* the next person's keyboard: no accents offered, no Shift held */
}

static void focus(struct tf_app *app, enum tf_propose_field field)
{
    app->propose.field = field;
    if (field < TF_PROPOSE_FIELD_COUNT) {
        (void)tf_app_type(app, app->propose.fields[field]);
    }
}

/* The words' screen takes the place of the one there is. */
void tf_app_propose_show(struct tf_app *app)
{
    app->state.screen = TF_SCREEN_PROPOSE;
    app->state.scroll = 0;
    focus(app, TF_PROPOSE_TITLE);
}

/* From wherever a look or a step led. */
static void return_to_words(struct tf_app *app)
{
    size_t step = app->state.steps_back;
    while (step > 0 && app->trail[step - 1].screen != TF_SCREEN_PROPOSE) {
        step--;
    }
    app->state.steps_back = step > 0 ? step - 1 : 0;
    tf_app_propose_show(app);
}

/* Some formats place sessions later, together; and what waits has no place yet. */
static bool may_place(const struct tf_app *app)
{
    return app->board != NULL &&
           tf_policy_waits(tf_board_gathering(app->board), app->state.role) == TF_WAITS_NOT &&
           tf_policy_binds(tf_board_gathering(app->board), app->state.role, TF_VERB_PLACE) == NULL;
}

static void begin(struct tf_app *app, uint64_t space, uint64_t slot)
{
    if (app->board == NULL || tf_board_gathering(app->board) == NULL) {
        tf_app_tell(app, tf_words_reason(app->state.lang, TF_REASON_NO_EVENT));
        return;
    }
    const char *forbidden = tf_policy_binds(tf_board_gathering(app->board), app->state.role, TF_VERB_PROPOSE);
    if (forbidden != NULL) {
        tf_app_tell(app, tf_tr(app->state.lang, forbidden));
        return;
    }
    if (!may_place(app)) {
        space = slot = 0;
    }
    if (tf_propose_begin(&app->propose, (struct tf_cell){space, slot}) != TF_OK) {
        tf_app_tell(app, tf_tr(app->state.lang, "This did not work. Please try once more."));
        return;
    }
    app->state.propose = &app->propose;
    tf_app_typing_follow(app); /* whoever typed last may have left Shift on */
    tf_app_go(app, TF_SCREEN_PROPOSE);
    tf_app_propose_board(app);
    tf_app_propose_show(app);
}

static void show_posted(struct tf_app *app)
{
    app->state.steps_back = 0;
    app->state.screen = TF_SCREEN_POSTED;
    app->state.session = app->propose.session;
    app->state.scroll = 0;
    app->state.typing = NULL;
    app->state.languages_open = false;
    app->propose.asks_to_leave = false;
}

static void show_grid(struct tf_app *app)
{
    if (app->state.screen != TF_SCREEN_PLACE) {
        tf_app_go(app, TF_SCREEN_PLACE);
    }
    app->state.typing = NULL;
}

static void leave(struct tf_app *app)
{
    bool is_home = app->propose.is_posted || app->state.steps_back == 0;
    tf_app_propose_wipe(app);
    if (is_home) {
        tf_app_home(app);
    } else {
        tf_app_back(app);
    }
}

/* ---- the ledger ---- */

/* Nothing to send: all is as it should be, or the session is gone. */
static void need_not_send(struct tf_app *app)
{
    struct tf_propose *propose = &app->propose;
    const struct tf_session *session = tf_board_session(app->board, propose->session);
    if (propose->aim == TF_PROPOSE_NEW || session == NULL) {
        tf_app_tell(app, tf_words_reason(app->state.lang, TF_REASON_UNKNOWN_SESSION));
    } else if (propose->is_posted) {
        show_posted(app);
    } else {
        leave(app);
    }
}

static void send(struct tf_app *app)
{
    struct tf_propose *propose = &app->propose;
    struct tf_command *command = NULL;
    if (app->board == NULL) {
        return;
    }
    switch (
        tf_propose_command(&command, propose, tf_app_actor(app), app->board, &app->rng, app->state.now_s)) {
    case TF_OK:
        if (!tf_app_send(app, command)) {
            propose->command = 0;
        }
        break;
    case TF_ERR_BUSY: /* a second tap: it is under way */
        break;
    case TF_ERR_NOT_FOUND:
        need_not_send(app);
        break;
    case TF_ERR_INVALID:
        tf_app_tell(app, tf_propose_why_not(propose, app->state.lang));
        break;
    default:
        tf_app_tell(app, tf_tr(app->state.lang, "This did not work. Please try once more."));
        break;
    }
}

static bool is_about_words(enum tf_reason reason)
{
    return reason == TF_REASON_NEEDS_TITLE || reason == TF_REASON_BAD_TEXT;
}

/* The draft is kept, and the screen that can help is shown. */
static void bear_refusal(struct tf_app *app)
{
    struct tf_propose *propose = &app->propose;
    bool wants_place = propose->aim == TF_PROPOSE_NEW || propose->aim == TF_PROPOSE_MOVE;
    if (propose->aim == TF_PROPOSE_TAKE_BACK && propose->is_posted) {
        show_posted(app);
    } else if (wants_place && !is_about_words(propose->refusal.reason) && propose->wish.slot != 0) {
        propose->has_wish = false;
        show_grid(app);
        return; /* the grid's screen says it, with what is free */
    } else if (is_about_words(propose->refusal.reason) && app->state.screen == TF_SCREEN_PLACE) {
        return_to_words(app);
    }
    tf_app_tell(app, tf_words_reason(app->state.lang, propose->refusal.reason));
}

bool tf_app_propose_answer(struct tf_app *app, uint64_t command, enum tf_err err,
                           const struct tf_refusal *refusal, const struct tf_warning *warning,
                           uint64_t sequence)
{
    enum tf_propose_aim aim = app->propose.aim;
    switch (tf_propose_answer(&app->propose, command, err, refusal, warning, sequence)) {
    case TF_PROPOSE_NOT_MINE:
        return false;
    case TF_PROPOSE_DONE:
        if (aim == TF_PROPOSE_TAKE_BACK) {
            tf_app_propose_wipe(app);
            tf_app_home(app);
            tf_app_tell(app, tf_tr(app->state.lang, "Taken back: it is not on the wall any more."));
        } else {
            show_posted(app);
            if (aim == TF_PROPOSE_NEW && app->state.prints_slips) {
                tf_app_print_slip(app, app->propose.session);
            }
        }
        break;
    case TF_PROPOSE_AGAIN:
        send(app);
        break;
    case TF_PROPOSE_REFUSED:
        bear_refusal(app);
        break;
    case TF_PROPOSE_FAILED:
        tf_app_tell(app, tf_tr(app->state.lang, "This did not work. Please try once more."));
        break;
    }
    return true;
}

/* ---- the words ---- */

static void go_on(struct tf_app *app)
{
    struct tf_propose *propose = &app->propose;
    const char *why_not = tf_propose_why_not(propose, app->state.lang);
    if (why_not != NULL) {
        tf_app_tell(app, why_not);
    } else if (propose->aim == TF_PROPOSE_NEW && !propose->has_wish && may_place(app)) {
        propose->wish = (struct tf_cell){0, 0};
        propose->refusal = (struct tf_refusal){0};
        show_grid(app);
    } else {
        send(app);
    }
}

static void choose_language(struct tf_app *app, uint64_t index)
{
    struct tf_arena arena;
    tf_arena_init(&arena);
    struct tf_view_propose view;
    tf_view_propose(&view, &arena, &app->state);
    if (index < view.language_count) {
        tf_propose_choose_language(&app->propose, view.languages[index].tag);
    }
    tf_arena_free(&arena);
}

static void type(struct tf_app *app, struct tf_intent intent)
{
    struct tf_propose *propose = &app->propose;
    if (intent.what == TF_INTENT_FIELD || intent.what == TF_INTENT_CARET) {
        bool was_active = intent.a == (uint64_t)propose->field;
        if (intent.a < TF_PROPOSE_FIELD_COUNT && !was_active) {
            focus(app, (enum tf_propose_field)intent.a);
        }
    }
    if (propose->field >= TF_PROPOSE_FIELD_COUNT || app->typing == NULL || app->state.typing == NULL) {
        return;
    }
    struct tf_editor *editor = propose->fields[propose->field];
    struct tf_typing_result result = intent.what == TF_INTENT_CARET
                                         ? tf_typing_tap(app->typing, editor, (size_t)intent.b)
                                         : tf_typing_press(app->typing, editor, intent);
    if (result.effect == TF_TYPING_TEXT && propose->field == TF_PROPOSE_TITLE) {
        look_for_similar(app);
    } else if (result.effect == TF_TYPING_DONE) {
        focus(app, propose->field == TF_PROPOSE_TITLE ? TF_PROPOSE_HOST : TF_PROPOSE_ABOUT);
    } else if (result.effect == TF_TYPING_REFUSED) {
        tf_app_tell(app, result.sentence);
    }
}

/* ---- the grid ---- */

static void choose_cell(struct tf_app *app, uint64_t space, uint64_t slot)
{
    if (app->propose.command == 0) {
        app->propose.wish = (struct tf_cell){space, slot};
        send(app);
    }
}

static void tell_it_is_taken(struct tf_app *app, uint64_t session_id)
{
    const struct tf_session *session = app->board != NULL ? tf_board_session(app->board, session_id) : NULL;
    struct tf_arena arena;
    tf_arena_init(&arena);
    if (session != NULL) {
        tf_app_tell(app, tf_words_printf(&arena,
                                         tf_tr(app->state.lang, "“%s” is there. Tap a place that is free."),
                                         tf_words_isolate(&arena, session->title)));
    }
    tf_arena_free(&arena);
}

static bool do_on_grid(struct tf_app *app, struct tf_intent intent)
{
    switch (intent.what) {
    case TF_INTENT_CELL:
        choose_cell(app, intent.a, intent.b);
        return true;
    case TF_INTENT_SESSION:
        tell_it_is_taken(app, intent.a);
        return true;
    case TF_INTENT_CELL_LIST:
        tf_app_tell(app, tf_tr(app->state.lang, "Others are there. Tap a place that is free."));
        return true;
    case TF_INTENT_NOW: /* as on home, but without leaving */
        app->has_day = false;
        app->first_slot_id = 0;
        return true;
    default:
        return false;
    }
}

/* ---- the confirmation ---- */

static void change_words(struct tf_app *app)
{
    const struct tf_session *session =
        app->board != NULL ? tf_board_session(app->board, app->propose.session) : NULL;
    if (session == NULL || tf_propose_edit(&app->propose, session) != TF_OK) {
        tf_app_propose_wipe(app);
        tf_app_home(app);
        tf_app_tell(app, tf_words_reason(app->state.lang, TF_REASON_UNKNOWN_SESSION));
        return;
    }
    tf_app_propose_show(app);
}

/* ---- leaving ---- */

static void throw_away(struct tf_app *app)
{
    if (app->propose.is_posted) { /* only the changes */
        show_posted(app);
    } else {
        leave(app);
    }
}

static bool go_home(struct tf_app *app)
{
    struct tf_propose *propose = &app->propose;
    if (!propose->is_posted && tf_propose_has_words(propose, app->board)) {
        if (app->state.screen != TF_SCREEN_PROPOSE) { /* where it is asked */
            return_to_words(app);
        }
        propose->asks_to_leave = true;
        return true;
    }
    tf_app_propose_wipe(app);
    return false;
}

static bool go_back(struct tf_app *app)
{
    struct tf_propose *propose = &app->propose;
    switch (app->state.screen) {
    case TF_SCREEN_PROPOSE:
        if (propose->asks_to_leave) {
            propose->asks_to_leave = false;
        } else if (tf_propose_has_words(propose, app->board)) {
            propose->asks_to_leave = true;
        } else if (propose->is_posted) {
            show_posted(app);
        } else {
            leave(app);
        }
        return true;
    case TF_SCREEN_PLACE:
        if (propose->aim == TF_PROPOSE_MOVE) {
            show_posted(app);
        } else {
            return_to_words(app);
        }
        return true;
    case TF_SCREEN_POSTED:
        leave(app);
        return true;
    case TF_SCREEN_CARD:
        tf_app_propose_wipe(app);
        return false; /* back to the session's page, as from anywhere */
    default:          /* a page looked at meanwhile */
        return app->state.steps_back == 0 && go_home(app);
    }
}

/* What is said about the session besides its texts; false: it is something else. */
static bool do_words(struct tf_app *app, enum tf_propose_do what, uint64_t b)
{
    struct tf_propose *propose = &app->propose;
    switch (what) {
    case TF_PROPOSE_DO_FORMAT:
        tf_propose_choose_format(propose,
                                 b < TF_SESSION_FORMAT_COUNT ? (enum tf_session_format)b : TF_FORMAT_UNSAID);
        return true;
    case TF_PROPOSE_DO_LANGUAGE:
        choose_language(app, b);
        return true;
    case TF_PROPOSE_DO_NEED:
        propose->needs ^=
            (uint32_t)b & (TF_FEATURE_PROJECTOR | TF_FEATURE_QUIET | TF_FEATURE_FLOOR | TF_FEATURE_STEP_FREE);
        return true;
    case TF_PROPOSE_DO_READ_FOR_ME:
        propose->read_for_me = !propose->read_for_me;
        return true;
    case TF_PROPOSE_DO_FROM:
        tf_propose_choose_from(propose, app->board, app->state.now_s);
        return true;
    case TF_PROPOSE_DO_UNTIL:
        tf_propose_choose_until(propose, app->board, app->state.now_s);
        return true;
    case TF_PROPOSE_DO_MORE:
        focus(app, propose->field == TF_PROPOSE_NO_FIELD ? TF_PROPOSE_TITLE : TF_PROPOSE_NO_FIELD);
        return true;
    case TF_PROPOSE_DO_GO_ON:
        tf_propose_dismiss(propose);
        look_for_similar(app);
        return true;
    default:
        return false;
    }
}

/* The screen that has a button for it. */
static bool is_offered(enum tf_screen_name screen, enum tf_propose_do what)
{
    switch (what) {
    case TF_PROPOSE_DO_CELL:
    case TF_PROPOSE_DO_UNPLACED:
        return screen == TF_SCREEN_PLACE;
    case TF_PROPOSE_DO_CHANGE_WORDS:
    case TF_PROPOSE_DO_CHANGE_PLACE:
    case TF_PROPOSE_DO_TAKE_BACK:
    case TF_PROPOSE_DO_DONE:
        return screen == TF_SCREEN_POSTED;
    default:
        return screen == TF_SCREEN_PROPOSE;
    }
}

static void do_steps(struct tf_app *app, enum tf_propose_do what, uint64_t b)
{
    struct tf_propose *propose = &app->propose;
    switch (what) {
    case TF_PROPOSE_DO_NEXT:
        go_on(app);
        break;
    case TF_PROPOSE_DO_PLACE:
        propose->has_wish = false;
        go_on(app);
        break;
    case TF_PROPOSE_DO_CELL:
        if (b < propose->refusal.free_cell_count) {
            struct tf_cell cell = propose->refusal.free_cells[b];
            choose_cell(app, cell.space, cell.slot);
        }
        break;
    case TF_PROPOSE_DO_UNPLACED:
        choose_cell(app, 0, 0);
        break;
    case TF_PROPOSE_DO_KEEP:
        propose->asks_to_leave = false;
        break;
    case TF_PROPOSE_DO_THROW_AWAY:
        throw_away(app);
        break;
    case TF_PROPOSE_DO_CHANGE_WORDS:
        change_words(app);
        break;
    case TF_PROPOSE_DO_CHANGE_PLACE:
        if (!may_place(app)) { /* its button says why */
            break;
        }
        propose->aim = TF_PROPOSE_MOVE;
        propose->refusal = (struct tf_refusal){0};
        show_grid(app);
        break;
    case TF_PROPOSE_DO_TAKE_BACK:
        propose->aim = TF_PROPOSE_TAKE_BACK;
        send(app);
        break;
    case TF_PROPOSE_DO_DONE:
        tf_app_propose_wipe(app);
        tf_app_home(app);
        break;
    default:
        break;
    }
}

/* While a command is under way nothing is changed under it. */
static bool must_wait(struct tf_app *app, struct tf_intent intent)
{
    if (app->propose.command == 0) {
        return false;
    }
    bool goes = intent.what == TF_INTENT_HOME || intent.what == TF_INTENT_BACK;
    bool changes = intent.what == TF_INTENT_PROPOSE_DO || intent.what == TF_INTENT_CELL ||
                   (intent.what >= TF_INTENT_FIELD && intent.what <= TF_INTENT_KEY_FUNCTION);
    if (!app->state.saving_works && intent.what == TF_INTENT_PROPOSE_DO && intent.a == TF_PROPOSE_DO_DONE) {
        tf_app_propose_wipe(app);
        tf_app_home(app);
        tf_app_tell(app, tf_tr(app->state.lang, "It will be on the wall as soon as saving works again."));
        return true;
    }
    if (goes && !app->state.languages_open) {
        tf_app_tell(app, tf_tr(app->state.lang, "It is being saved. One moment."));
        return true;
    }
    return changes;
}

bool tf_app_propose_do(struct tf_app *app, struct tf_intent intent)
{
    enum tf_screen_name screen = app->state.screen;
    if (intent.what == TF_INTENT_PROPOSE || (intent.what == TF_INTENT_CELL && screen == TF_SCREEN_HOME)) {
        const char *full = tf_view_why_full(&app->state, TF_KIND_SESSION);
        if (full != NULL) {
            tf_app_tell(app, full);
        } else if (!app->propose.is_open) {
            begin(app, intent.a, intent.b);
        }
        return true;
    }
    if (intent.what == TF_INTENT_PROPOSE_DO && !app->propose.is_open) {
        tf_app_card_do(app, intent);
        return true;
    }
    bool is_card = screen == TF_SCREEN_CARD;
    if ((!app->propose.is_open && !is_card) || must_wait(app, intent)) {
        return app->propose.is_open;
    }
    if (intent.what == TF_INTENT_PROPOSE_DO) {
        enum tf_propose_do what = (enum tf_propose_do)(intent.a % TF_PROPOSE_DO_COUNT);
        bool is_known = intent.a < TF_PROPOSE_DO_COUNT && is_offered(screen, what);
        if (is_known && !do_words(app, what, intent.b)) {
            do_steps(app, what, intent.b);
        }
        return true;
    }
    if (intent.what == TF_INTENT_BACK && !app->state.languages_open) {
        return go_back(app);
    }
    if (intent.what == TF_INTENT_HOME || (intent.what == TF_INTENT_NOW && screen != TF_SCREEN_PLACE)) {
        return go_home(app);
    }
    bool is_typing = intent.what >= TF_INTENT_FIELD && intent.what <= TF_INTENT_KEY_FUNCTION;
    if (is_typing && screen == TF_SCREEN_PROPOSE) {
        type(app, intent);
        return true;
    }
    return screen == TF_SCREEN_PLACE && do_on_grid(app, intent);
}
