/* pad.h: digits, typed on a pad as on every telephone, and the places they go to. */
#ifndef TF_WIDGETS_PAD_H
#define TF_WIDGETS_PAD_H

#include "base/lang.h"
#include "canvas/scene.h"
#include "model/intent.h"

struct tf_pad {
    struct tf_rect rect;
    enum tf_lang lang;
    struct tf_intent digit; /* its b becomes the digit */
    struct tf_intent back;
    struct tf_intent enter; /* TF_INTENT_NONE: there is no such key */
    const char *enter_text;
    const char *enter_why_not; /* NULL: it can be pressed */
};
void tf_pad(struct tf_scene *scene, const struct tf_pad *pad);

/* Places in a row, from left to right in every script: numbers run so. typed(user, i): what stands in the
 * i-th;
 * "": nothing yet. */
void tf_pad_places(struct tf_scene *scene, struct tf_rect row, int count,
                   const char *(*typed)(const void *user, int i), const void *user);

#endif
