/* speech.h: says a text aloud, with espeak-ng's voices, on a thread of its own. What is said can be
 * interrupted by the next text at any moment; nobody waits for it. Sound goes to a sink as samples: this room
 * knows no sound card.
 *
 * The library keeps one voice a process, so there is one of these at a time. */
#ifndef TF_SPEECH_SPEECH_H
#define TF_SPEECH_SPEECH_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TF_SPEECH_TEXT_BYTES  2048 /* a longer text is cut at a character */
#define TF_SPEECH_VOLUME_FULL 5    /* 1 … this; 3 is the voice's usual */

struct tf_speech_sink {
    /* 16 bits, one channel, on speech's own thread. false: be silent for the rest of this text. */
    bool (*play)(void *user, const int16_t *samples, size_t count);
    void (*hush)(void *user); /* forget what was handed over and has not sounded yet; any thread */
    void *user;
};

struct tf_speech;
/* TF_ERR_NOT_FOUND: no voices on this machine. TF_ERR_BUSY: there is one already. TF_ERR_NOMEM. */
enum tf_err tf_speech_create(struct tf_speech **out, const struct tf_speech_sink *sink);
void tf_speech_destroy(struct tf_speech *speech); /* NULL is fine; falls silent and waits for its thread */

int tf_speech_rate_hz(const struct tf_speech *speech); /* of the samples */
/* Instead of what is being said. language: BCP 47; one without a voice is read as English. */
void tf_speech_say(struct tf_speech *speech, const char *language, const char *text);
void tf_speech_repeat(struct tf_speech *speech); /* the last text, from its beginning */
void tf_speech_stop(struct tf_speech *speech);
void tf_speech_forget(struct tf_speech *speech); /* for the next person: nothing to repeat */
void tf_speech_set_volume(struct tf_speech *speech, int volume);

#endif
