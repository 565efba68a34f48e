/* voice.h: what the kiosk says aloud to whoever asked for it: the control that a key or finger is on, a
 * notice, what a screen is about. Silent where there is no sound card or no voice, and while nobody asks; but
 * the question "Still there?" has a tone for everybody. */
#ifndef TF_KIOSK_VOICE_H
#define TF_KIOSK_VOICE_H

#include "canvas/scene.h"
#include "model/app.h"

struct tf_voice;
enum tf_err
tf_voice_create(struct tf_voice **out);        /* TF_ERR_NOT_FOUND: this machine is mute. TF_ERR_NOMEM. */
void tf_voice_destroy(struct tf_voice *voice); /* NULL is fine */
/* After each drawing: says what is new. at: what is pressed or has the focus; what 0: nothing. */
void tf_voice_follow(struct tf_voice *voice, const struct tf_app_state *state, const struct tf_scene *scene,
                     struct tf_tag at);
/* Repeat and stop. Others are the app's. */
void tf_voice_do(struct tf_voice *voice, struct tf_intent intent);

#endif
