/* What a touch does while somebody searches. */
#include "model/app_in.h"

#include "base/text.h"

static void show_keyboard(struct tf_app *app, bool is_shown)
{
    tf_search_wish(app->search)->is_typing =
        is_shown && tf_app_type(app, tf_search_editor(app->search)) != NULL;
    if (!tf_search_wish(app->search)->is_typing) {
        app->state.typing = NULL;
    }
}

void tf_app_search_board(struct tf_app *app)
{
    if (app->search != NULL) {
        (void)tf_search_set_board(app->search, app->board); /* else some are not found */
    }
}

/* Folding every text of a large event takes longer than a picture may: what can be found is kept, and follows
 * the board from then on. */
void tf_app_search_rest(struct tf_app *app)
{
    if (app->state.search != NULL && tf_search_forget(app->search) != TF_OK) {
        tf_search_destroy(app->search);
        app->search = NULL;
    }
    app->state.search = NULL;
}

static void begin(struct tf_app *app)
{
    if (app->board == NULL || app->state.screen == TF_SCREEN_SEARCH) {
        return;
    }
    if (app->search == NULL) {
        if (tf_search_create(&app->search) != TF_OK) {
            return;
        }
        tf_app_search_board(app);
    }
    app->state.search = app->search;
    tf_app_go(app, TF_SCREEN_SEARCH);
    show_keyboard(app, true);
}

/* Who wants to see what there is now, and has typed nothing, is done with the keys. */
static void make_room(struct tf_app *app)
{
    if (tf_editor_text(tf_search_text(app->search))[0] == '\0') {
        show_keyboard(app, false);
    }
}

static void carry_out(struct tf_app *app, enum tf_search_do what)
{
    struct tf_search_wish *wish = tf_search_wish(app->search);
    app->state.scroll = 0;
    switch (what) {
    case TF_SEARCH_DO_FORMAT:
        wish->format = (enum tf_session_format)((wish->format + 1) % TF_SESSION_FORMAT_COUNT);
        break;
    case TF_SEARCH_DO_LANGUAGE:
        tf_text_copy(wish->language, sizeof wish->language,
                     tf_search_next_language(app->board, wish->language));
        break;
    case TF_SEARCH_DO_ON_NOW:
        wish->on_now = !wish->on_now;
        wish->free_now = false;
        make_room(app);
        break;
    case TF_SEARCH_DO_FREE_NOW:
        wish->free_now = !wish->free_now;
        wish->on_now = false;
        make_room(app);
        break;
    case TF_SEARCH_DO_TYPE:
        show_keyboard(app, !wish->is_typing);
        break;
    case TF_SEARCH_DO_CLEAR:
        (void)tf_editor_clear(tf_search_editor(app->search));
        break;
    case TF_SEARCH_DO_COUNT:
        break;
    }
}

static void type(struct tf_app *app, struct tf_intent intent)
{
    struct tf_editor *editor = tf_search_editor(app->search);
    if (intent.what == TF_INTENT_FIELD || intent.what == TF_INTENT_CARET) {
        if (!tf_search_wish(app->search)->is_typing) {
            show_keyboard(app, true);
        }
        if (intent.what == TF_INTENT_CARET && app->typing != NULL) {
            (void)tf_typing_tap(app->typing, editor, (size_t)intent.b);
        }
        return;
    }
    if (app->typing == NULL || app->state.typing == NULL) {
        return;
    }
    struct tf_typing_result result = tf_typing_press(app->typing, editor, intent);
    if (result.effect == TF_TYPING_TEXT) {
        app->state.scroll = 0;
    } else if (result.effect == TF_TYPING_DONE) {
        show_keyboard(app, false); /* there is room for what was found */
    } else if (result.effect == TF_TYPING_REFUSED) {
        tf_app_tell(app, result.sentence);
    }
}

bool tf_app_search_do(struct tf_app *app, struct tf_intent intent)
{
    if (app->state.screen == TF_SCREEN_HOME) { /* who went home some other way has found it */
        tf_app_search_rest(app);
    }
    bool is_key = intent.what >= TF_INTENT_FIELD && intent.what <= TF_INTENT_KEY_FUNCTION;
    if (intent.what == TF_INTENT_SEARCH) {
        begin(app);
        return true;
    }
    if (app->state.search == NULL || app->state.screen != TF_SCREEN_SEARCH) {
        return intent.what == TF_INTENT_SEARCH_DO;
    }
    if (intent.what == TF_INTENT_SEARCH_DO) {
        carry_out(app, (enum tf_search_do)intent.a);
        return true;
    }
    if (is_key) {
        type(app, intent);
        return true;
    }
    if (intent.what == TF_INTENT_BACK && app->state.languages_open) {
        return false;
    }
    if (intent.what == TF_INTENT_BACK || intent.what == TF_INTENT_HOME) {
        show_keyboard(app, false);
        tf_app_search_rest(app);
    } else if (intent.what == TF_INTENT_SESSION || intent.what == TF_INTENT_CELL) {
        show_keyboard(app, false); /* what was typed is still there when one comes back */
    }
    return false;
}
