/* DESIGN
 * Two threads: the caller's and the voice's. `mutex` guards everything from `wish` to `ends`; `turn` counts
 * the wishes, so that the voice, in the midst of a text, sees that another is wanted. espeak-ng is touched by
 * the voice's thread alone after tf_speech_create(). */
#include "speech/speech.h"

#include "base/text.h"

#include <espeak-ng/speak_lib.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { USUAL_VOLUME = 3, VOLUME_STEP = 30, VOLUME_MIDDLE = 100, LANGUAGE_BYTES = 36, WORDS_A_MINUTE = 165 };

struct tf_speech {
    struct tf_speech_sink sink;
    int rate_hz;
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t news;
    char text[TF_SPEECH_TEXT_BYTES], language[LANGUAGE_BYTES]; /* the last wish */
    bool wish, ends;
    int volume;
    atomic_uint turn;     /* of the newest wish */
    unsigned spoken_turn; /* the voice's own */
};

/* What is the library's, is the process's: one voice, and it is begun once. It is never ended:
 * espeak_Terminate() of 1.51 waits for ever when its own thread has not begun to wait yet. */
static atomic_flag taken = ATOMIC_FLAG_INIT;
static atomic_int library_rate_hz; /* 0: not begun */

static int on_samples(short *samples, int count, espeak_EVENT *events)
{
    struct tf_speech *speech = events != NULL ? events->user_data : NULL;
    if (speech == NULL || samples == NULL || count <= 0) {
        return 0;
    }
    if (atomic_load(&speech->turn) != speech->spoken_turn) {
        return 1; /* another text is wanted */
    }
    return speech->sink.play(speech->sink.user, samples, (size_t)count) ? 0 : 1;
}

static void choose_voice(const char *language)
{
    char name[LANGUAGE_BYTES];
    tf_text_copy(name, sizeof name, language);
    if (name[0] != '\0' && espeak_SetVoiceByName(name) == EE_OK) {
        return;
    }
    name[strcspn(name, "-")] = '\0'; /* "de-AT": at least German */
    if (name[0] == '\0' || espeak_SetVoiceByName(name) != EE_OK) {
        espeak_SetVoiceByName("en");
    }
}

static void *run(void *arg)
{
    struct tf_speech *speech = arg;
    char text[TF_SPEECH_TEXT_BYTES], language[LANGUAGE_BYTES];
    pthread_mutex_lock(&speech->mutex);
    while (!speech->ends) {
        if (!speech->wish) {
            pthread_cond_wait(&speech->news, &speech->mutex);
            continue;
        }
        speech->wish = false;
        memcpy(text, speech->text, sizeof text);
        memcpy(language, speech->language, sizeof language);
        int volume = VOLUME_MIDDLE + (speech->volume - USUAL_VOLUME) * VOLUME_STEP;
        speech->spoken_turn = atomic_load(&speech->turn);
        pthread_mutex_unlock(&speech->mutex);
        choose_voice(language);
        espeak_SetParameter(espeakVOLUME, volume, 0);
        espeak_SetParameter(espeakRATE, WORDS_A_MINUTE, 0);
        espeak_Synth(text, strlen(text) + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8, NULL, speech);
        pthread_mutex_lock(&speech->mutex);
    }
    pthread_mutex_unlock(&speech->mutex);
    return NULL;
}

enum tf_err tf_speech_create(struct tf_speech **out, const struct tf_speech_sink *sink)
{
    if (atomic_flag_test_and_set(&taken)) {
        return TF_ERR_BUSY;
    }
    enum tf_err err = TF_ERR_NOMEM;
    struct tf_speech *speech = calloc(1, sizeof *speech);
    if (speech == NULL) {
        goto out;
    }
    speech->sink = *sink;
    speech->volume = USUAL_VOLUME;
    err = TF_ERR_NOT_FOUND;
    if (atomic_load(&library_rate_hz) == 0) { /* only one can be here: it holds `taken` */
        int rate_hz = espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 0, NULL, espeakINITIALIZE_DONT_EXIT);
        if (rate_hz <= 0) {
            goto out;
        }
        atomic_store(&library_rate_hz, rate_hz);
    }
    speech->rate_hz = atomic_load(&library_rate_hz);
    espeak_SetSynthCallback(on_samples);
    pthread_mutex_init(&speech->mutex, NULL);
    pthread_cond_init(&speech->news, NULL);
    if (pthread_create(&speech->thread, NULL, run, speech) == 0) {
        *out = speech;
        return TF_OK;
    }
    err = TF_ERR_NOMEM;
    pthread_cond_destroy(&speech->news);
    pthread_mutex_destroy(&speech->mutex);
out:
    free(speech);
    atomic_flag_clear(&taken);
    return err;
}

static void interrupt(struct tf_speech *speech)
{
    atomic_fetch_add(&speech->turn, 1);
    speech->sink.hush(speech->sink.user);
}

void tf_speech_destroy(struct tf_speech *speech)
{
    if (speech == NULL) {
        return;
    }
    pthread_mutex_lock(&speech->mutex);
    speech->ends = true;
    interrupt(speech);
    pthread_cond_signal(&speech->news);
    pthread_mutex_unlock(&speech->mutex);
    pthread_join(speech->thread, NULL);
    pthread_cond_destroy(&speech->news);
    pthread_mutex_destroy(&speech->mutex);
    free(speech);
    atomic_flag_clear(&taken);
}

int tf_speech_rate_hz(const struct tf_speech *speech)
{
    return speech->rate_hz;
}

void tf_speech_say(struct tf_speech *speech, const char *language, const char *text)
{
    pthread_mutex_lock(&speech->mutex);
    tf_text_copy(speech->text, sizeof speech->text, text);
    tf_text_copy(speech->language, sizeof speech->language, language);
    interrupt(speech);
    speech->wish = text[0] != '\0';
    pthread_cond_signal(&speech->news);
    pthread_mutex_unlock(&speech->mutex);
}

void tf_speech_repeat(struct tf_speech *speech)
{
    pthread_mutex_lock(&speech->mutex);
    interrupt(speech);
    speech->wish = speech->text[0] != '\0';
    pthread_cond_signal(&speech->news);
    pthread_mutex_unlock(&speech->mutex);
}

void tf_speech_stop(struct tf_speech *speech)
{
    pthread_mutex_lock(&speech->mutex);
    speech->wish = false;
    interrupt(speech);
    pthread_mutex_unlock(&speech->mutex);
}

void tf_speech_forget(struct tf_speech *speech)
{
    pthread_mutex_lock(&speech->mutex);
    speech->wish = false;
    explicit_bzero(speech->text, sizeof speech->text);
    interrupt(speech);
    pthread_mutex_unlock(&speech->mutex);
}

void tf_speech_set_volume(struct tf_speech *speech, int volume)
{
    pthread_mutex_lock(&speech->mutex);
    speech->volume = volume < 1 ? 1 : volume > TF_SPEECH_VOLUME_FULL ? TF_SPEECH_VOLUME_FULL : volume;
    pthread_mutex_unlock(&speech->mutex);
}
