/* field.h: a text that is being typed: its label, the text with caret and selection, how much still fits.
 *
 * One line scrolls so that the caret is in sight; with wraps set, lines wrap and scroll upwards. A touch
 * anywhere in it means TF_INTENT_FIELD, one in its text TF_INTENT_CARET (widgets/pointer.h). */
#ifndef TF_WIDGETS_FIELD_H
#define TF_WIDGETS_FIELD_H

#include "canvas/scene.h"
#include "model/editor.h"

struct tf_field_view {
    struct tf_rect rect;
    uint64_t id; /* the intents' a */
    const struct tf_editor *editor;
    const char *label;
    const char *placeholder; /* shown while it is empty; NULL */
    const char *left;        /* "12 characters left"; NULL or "" */
    bool is_active;          /* the keyboard types here: caret and selection show */
    bool wraps;
};
void tf_field(struct tf_scene *scene, const struct tf_field_view *field);
/* The height that shows so many lines of text. */
int tf_field_height(struct tf_scene *scene, bool wraps, int lines);

#endif
