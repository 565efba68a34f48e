/* Within everybody's reach: lower controls and speech; the next person finds neither. */
#include "model/app_in.h"

enum { VOLUME_USUAL = 3 };

void tf_app_reach_rest(struct tf_app *app)
{
    struct tf_app_state *state = &app->state;
    state->is_lowered = false;
    state->speaks = false;
    state->speech_open = false;
    state->volume = VOLUME_USUAL;
}

bool tf_app_set_voice(struct tf_app *app, bool can_speak)
{
    struct tf_app_state *state = &app->state;
    bool changed = state->can_speak != can_speak;
    state->can_speak = can_speak;
    if (!can_speak) {
        state->speaks = state->speech_open = false;
    }
    return changed;
}

static void speech(struct tf_app *app, enum tf_speech_do what)
{
    struct tf_app_state *state = &app->state;
    switch (what) {
    case TF_SPEECH_DO_BUTTON:
        state->speech_open = state->speaks && !state->speech_open;
        state->speaks = state->can_speak;
        break;
    case TF_SPEECH_DO_OFF:
        state->speaks = state->speech_open = false;
        break;
    case TF_SPEECH_DO_LOUDER:
        state->volume += state->volume < TF_APP_VOLUME_MAX ? 1 : 0;
        break;
    case TF_SPEECH_DO_QUIETER:
        state->volume -= state->volume > 1 ? 1 : 0;
        break;
    case TF_SPEECH_DO_CLOSE:
        state->speech_open = false;
        break;
    case TF_SPEECH_DO_REPEAT: /* the voice does these */
    case TF_SPEECH_DO_STOP:
    case TF_SPEECH_DO_COUNT:
        break;
    }
}

bool tf_app_reach_do(struct tf_app *app, struct tf_intent intent)
{
    if (intent.what == TF_INTENT_LOWER) {
        app->state.is_lowered = !app->state.is_lowered;
        return true;
    }
    if (intent.what == TF_INTENT_SPEECH) {
        speech(app, (enum tf_speech_do)intent.a);
        return true;
    }
    return false;
}
