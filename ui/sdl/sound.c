#include "sdl/sound.h"

#include <SDL2/SDL.h>
#include <glob.h>
#include <math.h>
#include <stdlib.h>

enum { BELL_MS = 1400, BELL_LOUDNESS = 6500 /* of 32767, a quarter of that at the least volume */ };
/* A struck bell: partials of a small one, each dying at its own pace. */
static const struct {
    double hz, share, per_s;
} PARTIALS[] = {{523.3, 0.5, 2.2}, {1046.5, 0.28, 3.2}, {1318.5, 0.14, 4.5}, {2093.0, 0.08, 7.0}};

enum { BUFFER = 1024, NOTE_MS = 180, LOUDNESS = 5000 /* of 32767 */ };
static const double NOTES_HZ[] = {659.3, 784.0}; /* E, G */

struct tf_sound {
    SDL_AudioDeviceID device;
    int rate_hz;
};

/* Without a card ALSA talks to standard error for a page; better not to ask it. */
static bool has_card(void)
{
    glob_t found;
    bool is_there = glob("/dev/snd/pcmC*p", 0, NULL, &found) == 0;
    if (is_there) {
        globfree(&found);
    }
    return is_there || getenv("SDL_AUDIODRIVER") != NULL;
}

enum tf_err tf_sound_open(struct tf_sound **out, int rate_hz)
{
    if (!has_card()) {
        return TF_ERR_NOT_FOUND;
    }
    struct tf_sound *sound = calloc(1, sizeof *sound);
    if (sound == NULL) {
        return TF_ERR_NOMEM;
    }
    SDL_AudioSpec want = {.freq = rate_hz, .format = AUDIO_S16SYS, .channels = 1, .samples = BUFFER};
    sound->rate_hz = rate_hz;
    if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0) {
        free(sound);
        return TF_ERR_NOT_FOUND;
    }
    sound->device = SDL_OpenAudioDevice(NULL, 0, &want, NULL, 0);
    if (sound->device == 0) {
        SDL_QuitSubSystem(SDL_INIT_AUDIO);
        free(sound);
        return TF_ERR_NOT_FOUND;
    }
    SDL_PauseAudioDevice(sound->device, 0);
    *out = sound;
    return TF_OK;
}

void tf_sound_close(struct tf_sound *sound)
{
    if (sound == NULL) {
        return;
    }
    SDL_CloseAudioDevice(sound->device);
    SDL_QuitSubSystem(SDL_INIT_AUDIO);
    free(sound);
}

bool tf_sound_play(struct tf_sound *sound, const int16_t *samples, size_t count)
{
    Uint32 most = (Uint32)sound->rate_hz * TF_SOUND_WAITING_S * sizeof *samples;
    return SDL_GetQueuedAudioSize(sound->device) < most &&
           SDL_QueueAudio(sound->device, samples, (Uint32)(count * sizeof *samples)) == 0;
}

void tf_sound_hush(struct tf_sound *sound)
{
    SDL_ClearQueuedAudio(sound->device);
}

void tf_sound_ask(struct tf_sound *sound)
{
    int length = sound->rate_hz * NOTE_MS / 1000;
    int16_t *samples = calloc((size_t)length, sizeof *samples);
    for (size_t n = 0; samples != NULL && n < sizeof NOTES_HZ / sizeof NOTES_HZ[0]; n++) {
        for (int i = 0; i < length; i++) { /* swells and fades: no click, nobody startled */
            double swell = sin(M_PI * i / length);
            double wave = sin(2 * M_PI * NOTES_HZ[n] * i / sound->rate_hz);
            samples[i] = (int16_t)lrint(LOUDNESS * swell * swell * wave);
        }
        tf_sound_play(sound, samples, (size_t)length);
    }
    free(samples);
}

static double bell_at(double s)
{
    double sum = 0;
    for (size_t i = 0; i < sizeof PARTIALS / sizeof PARTIALS[0]; i++) {
        sum += PARTIALS[i].share * exp(-PARTIALS[i].per_s * s) * sin(2 * M_PI * PARTIALS[i].hz * s);
    }
    return sum;
}

void tf_sound_bell(struct tf_sound *sound, int strokes, int volume)
{
    int length = sound->rate_hz * BELL_MS / 1000, fade = sound->rate_hz / 50;
    int16_t *samples = calloc((size_t)length, sizeof *samples);
    for (int i = 0; samples != NULL && i < length; i++) {
        double edge = i < fade / 10 ? i / (fade / 10.0) : length - i < fade ? (double)(length - i) / fade : 1;
        samples[i] = (int16_t)lrint(BELL_LOUDNESS * volume * edge * bell_at((double)i / sound->rate_hz));
    }
    for (int stroke = 0; samples != NULL && stroke < strokes; stroke++) {
        tf_sound_play(sound, samples, (size_t)length);
    }
    free(samples);
}
