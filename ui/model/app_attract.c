/* While nobody is there: the attract screen, and how it ends. */
#include "model/app_in.h"

#include "base/text.h"

int64_t tf_app_attract_due_ms(const struct tf_app *app)
{
    bool is_waiting = app->state.screen == TF_SCREEN_HOME && tf_app_is_at_rest(app) && app->board != NULL &&
                      tf_board_gathering(app->board) != NULL;
    return is_waiting ? app->touched_ms + TF_APP_ATTRACT_MS : INT64_MAX;
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
