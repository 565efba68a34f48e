/* What is wrong with the machine or its file, and that somebody has read it. */
#include "model/app_in.h"

#include "base/text.h"
#include "model/organiser_in.h"

#include <string.h>

bool tf_app_set_troubles(struct tf_app *app, const struct tf_trouble *troubles, size_t count)
{
    app->state.trouble_count = count < TF_TROUBLES_MAX ? count : TF_TROUBLES_MAX;
    if (app->state.trouble_count > 0) {
        memcpy(app->troubles, troubles, app->state.trouble_count * sizeof *troubles);
    }
    app->state.troubles = app->troubles;
    return true;
}

bool tf_app_set_closed(struct tf_app *app, enum tf_err err, const char *where)
{
    tf_text_copy(app->closed_where, sizeof app->closed_where, where);
    app->state.closed = err;
    app->state.closed_where = app->closed_where;
    return true;
}

bool tf_app_set_backup(struct tf_app *app, int64_t at)
{
    bool changed = app->state.backup_at != at;
    app->state.backup_at = at;
    return changed;
}

bool tf_app_trouble_do(struct tf_app *app, struct tf_intent intent)
{
    struct tf_app_state *state = &app->state;
    if (intent.what != TF_INTENT_SEEN) {
        return false;
    }
    if (intent.a < state->trouble_count && app->troubles[intent.a].can_be_seen &&
        tf_app_ask(app, TF_ERRAND_SEEN, 0, 0, "")) {
        state->trouble_count--;
        memmove(&app->troubles[intent.a], &app->troubles[intent.a + 1],
                (state->trouble_count - intent.a) * sizeof app->troubles[0]);
    }
    return true;
}
