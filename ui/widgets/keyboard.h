/* keyboard.h: the on-screen keyboard, drawn from typing's state. Its rows are the layout's own; on panels
 * where all of a layout's keys would be narrower than 20 mm, those that have only signs make room, so that
 * the letters are as large as can be (the signs' page has them).
 *
 * A keyboard is never mirrored: an Arabic one has its keys where Arabic keyboards have them. */
#ifndef TF_WIDGETS_KEYBOARD_H
#define TF_WIDGETS_KEYBOARD_H

#include "canvas/scene.h"
#include "model/typing.h"

struct tf_keyboard {
    struct tf_rect rect;
    const struct tf_typing_state *state;
    const struct tf_editor *editor; /* what is being typed into */
    const char *enter;              /* what Enter does here: "Next"; NULL: a new line */
    const char *phone_url;          /* where a phone can type; NULL or "": nowhere */
};
void tf_keyboard(struct tf_scene *scene, const struct tf_keyboard *keyboard);
/* The height it wants in that width: keys of 20 mm, or what leaves room for the text that is typed. */
int tf_keyboard_height(struct tf_scene *scene, const struct tf_typing_state *state, int width_px);

#endif
