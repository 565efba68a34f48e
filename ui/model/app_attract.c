/* While nobody is there: the attract screen, and how it ends. */
#include "model/app_in.h"

#include "base/text.h"
#include "model/view_attract.h"

int64_t tf_app_attract_due_ms(const struct tf_app *app)
{
    bool is_waiting = !app->state.stays_home && app->state.screen == TF_SCREEN_HOME &&
                      tf_app_is_at_rest(app) && app->board != NULL && tf_board_gathering(app->board) != NULL;
    if (!is_waiting) {
        return INT64_MAX;
    }
    bool counts_down = tf_view_attract_turn_s(&app->state) < TF_VIEW_ATTRACT_PAGE_S;
    return app->touched_ms + (counts_down ? TF_APP_COUNT_DOWN_MS : TF_APP_ATTRACT_MS);
}

bool tf_app_attract_turns(const struct tf_app *app, int64_t from_s, int64_t to_s)
{
    int turn_s = tf_view_attract_turn_s(&app->state);
    return app->state.screen == TF_SCREEN_ATTRACT && from_s / turn_s != to_s / turn_s;
}

int64_t tf_app_attract_turn_ms(const struct tf_app *app)
{
    int64_t turn_s = tf_view_attract_turn_s(&app->state), gone_s = app->state.now_s % turn_s;
    bool is_shown = app->state.screen == TF_SCREEN_ATTRACT;
    return is_shown ? (turn_s - (gone_s < 0 ? gone_s + turn_s : gone_s)) * 1000 : INT64_MAX;
}

bool tf_app_attract_pass(struct tf_app *app)
{
    if (app->mono_ms < tf_app_attract_due_ms(app)) {
        return false;
    }
    app->state.screen = TF_SCREEN_ATTRACT;
    app->state.notice = NULL;
    app->state.done = NULL;
    return true;
}

bool tf_app_attract_do(struct tf_app *app)
{
    if (app->state.screen != TF_SCREEN_ATTRACT) {
        return false;
    }
    tf_app_rest(app); /* as for anybody who comes */
    return true;
}

bool tf_app_set_wifi(struct tf_app *app, const char *code)
{
    if (code == NULL || code[0] == '\0') {
        app->state.wifi = NULL;
        return true;
    }
    tf_text_copy(app->wifi, sizeof app->wifi, code);
    app->state.wifi = app->wifi;
    return true;
}
