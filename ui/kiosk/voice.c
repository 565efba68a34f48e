#include "kiosk/voice.h"

#include "base/text.h"
#include "sdl/sound.h"
#include "speech/speech.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LABEL_BYTES = 512, SUMMARY_TEXTS = 4 };

struct tf_voice {
    struct tf_sound *sound;
    struct tf_speech *speech;
    bool spoke, asked;
    uint64_t bells; /* how often it rang so far */
    int volume;
    struct tf_tag at;
    enum tf_screen_name screen;
    uint64_t session;
    char notice[LABEL_BYTES];
};

static bool play(void *user, const int16_t *samples, size_t count)
{
    struct tf_voice *voice = user;
    return tf_sound_play(voice->sound, samples, count);
}

static void hush(void *user)
{
    struct tf_voice *voice = user;
    if (voice->sound != NULL) {
        tf_sound_hush(voice->sound);
    }
}

enum tf_err tf_voice_create(struct tf_voice **out)
{
    struct tf_voice *voice = calloc(1, sizeof *voice);
    if (voice == NULL) {
        return TF_ERR_NOMEM;
    }
    struct tf_speech_sink sink = {.play = play, .hush = hush, .user = voice};
    enum tf_err err = tf_speech_create(&voice->speech, &sink);
    if (err == TF_OK) {
        err = tf_sound_open(&voice->sound, tf_speech_rate_hz(voice->speech));
    }
    if (err != TF_OK) {
        tf_voice_destroy(voice);
        return err;
    }
    *out = voice;
    return TF_OK;
}

void tf_voice_destroy(struct tf_voice *voice)
{
    if (voice == NULL) {
        return;
    }
    tf_speech_destroy(voice->speech); /* before what it plays into */
    tf_sound_close(voice->sound);
    free(voice);
}

/* What a screen is about: its largest texts, in reading order of the scene. */
static void say_summary(struct tf_voice *voice, const struct tf_app_state *state,
                        const struct tf_scene *scene)
{
    char text[TF_SPEECH_TEXT_BYTES] = "";
    size_t used = 0;
    int texts = 0;
    for (size_t i = 0; i < tf_scene_node_count(scene) && texts < SUMMARY_TEXTS; i++) {
        const struct tf_node *node = tf_scene_node(scene, i);
        if (node->kind != TF_NODE_TEXT || node->style.type < TF_TYPE_TITLE) {
            continue;
        }
        int added = snprintf(text + used, sizeof text - used, "%s. ", node->text);
        if (added < 0 || used + (size_t)added >= sizeof text) {
            text[used] = '\0';
            break;
        }
        used += (size_t)added;
        texts++;
    }
    tf_speech_say(voice->speech, tf_lang_code(state->lang), text);
}

static void say_target(struct tf_voice *voice, const struct tf_app_state *state,
                       const struct tf_target *target)
{
    char text[TF_SPEECH_TEXT_BYTES];
    snprintf(text, sizeof text, "%s. %s", target->label, target->disabled != NULL ? target->disabled : "");
    tf_speech_say(voice->speech, tf_lang_code(state->lang), text);
}

void tf_voice_follow(struct tf_voice *voice, const struct tf_app_state *state, const struct tf_scene *scene,
                     struct tf_tag at)
{
    if (state->asks_still_there && !voice->asked) {
        tf_sound_ask(voice->sound);
    }
    voice->asked = state->asks_still_there;
    if (state->bell.count != voice->bells && state->bell.is_heard) {
        tf_sound_bell(voice->sound, state->bell.last == TF_BELL_SOON_OVER ? 1 : 2, state->bell.volume);
    }
    voice->bells = state->bell.count;
    if (!state->speaks) {
        if (voice->spoke) {
            tf_speech_forget(voice->speech);
        }
        voice->spoke = false;
        return;
    }
    if (voice->volume != state->volume) {
        voice->volume = state->volume;
        tf_speech_set_volume(voice->speech, state->volume);
    }
    const struct tf_target *target = at.what != 0 ? tf_scene_target_tagged(scene, at) : NULL;
    const char *notice = state->notice != NULL ? state->notice : "";
    if (!voice->spoke || voice->screen != state->screen || voice->session != state->session) {
        say_summary(voice, state, scene);
    } else if (strcmp(notice, voice->notice) != 0 && notice[0] != '\0') {
        tf_speech_say(voice->speech, tf_lang_code(state->lang), notice);
    } else if (target != NULL && !tf_tag_equal(at, voice->at)) {
        say_target(voice, state, target);
    }
    voice->spoke = true;
    voice->screen = state->screen;
    voice->session = state->session;
    voice->at = at;
    tf_text_copy(voice->notice, sizeof voice->notice, notice);
}

void tf_voice_do(struct tf_voice *voice, struct tf_intent intent)
{
    if (intent.what == TF_INTENT_SPEECH && intent.a == TF_SPEECH_DO_REPEAT) {
        tf_speech_repeat(voice->speech);
    } else if (intent.what == TF_INTENT_SPEECH && intent.a == TF_SPEECH_DO_STOP) {
        tf_speech_stop(voice->speech);
    }
}
