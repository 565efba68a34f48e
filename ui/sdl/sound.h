/* sound.h: the sound card, for speech and a soft tone. Samples are 16 bits, one channel. */
#ifndef TF_SDL_SOUND_H
#define TF_SDL_SOUND_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tf_sound;
/* TF_ERR_NOT_FOUND: nothing to sound with here. TF_ERR_NOMEM. */
enum tf_err tf_sound_open(struct tf_sound **out, int rate_hz);
void tf_sound_close(struct tf_sound *sound); /* NULL is fine */
/* To be heard after what waits already; any thread. false: it cannot, or more than TF_SOUND_WAITING_S waits.
 */
bool tf_sound_play(struct tf_sound *sound, const int16_t *samples, size_t count);
void tf_sound_hush(struct tf_sound *sound); /* forget what waits; any thread */
/* Two soft notes: somebody is asked something. */
void tf_sound_ask(struct tf_sound *sound);

/* A bell, `strokes` times, as loud as volume: 1 … 4. */
void tf_sound_bell(struct tf_sound *sound, int strokes, int volume);

#define TF_SOUND_WAITING_S 60

#endif
