/* pointer.h: fingers and keys on the scene that is on the glass, made into intents.
 *
 * A press shows at once; it fires when the finger is lifted inside the target and has not wandered. A finger
 * that wanders further is a swipe (a page turn, when the screen has one) or nothing. While one finger is
 * down, others count for nothing. A card of the grid that is held for a moment can be dragged to another
 * cell, which means what two taps would. Everything can be done by taps alone. */
#ifndef TF_WIDGETS_POINTER_H
#define TF_WIDGETS_POINTER_H

#include "canvas/input.h"
#include "canvas/scene.h"
#include "model/intent.h"

#define TF_POINTER_WANDER_MM 4.0 /* further than this is no tap */
#define TF_POINTER_SWIPE_MM  18.0
#define TF_POINTER_HOLD_MS   300  /* a finger that rests so long before it moves drags; sooner it swipes */
#define TF_POINTER_DRAG_MM   12.0 /* let go nearer than this, nothing was dragged */
#define TF_POINTER_DOUBLE_MS 350  /* a second tap on the same spot this soon means nothing new */

struct tf_pointer {
    struct tf_tag pressed; /* for tf_scene_start */
    struct tf_tag focus;   /* for tf_scene_start; what 0 until a key was used */

    bool is_down, wandered, drags;
    int64_t down_at_ms;
    int64_t finger;
    int down_x, down_y;
    struct tf_tag down; /* what was under the finger when it came down */
    int64_t fired_at_ms;
    int fired_x, fired_y;
    bool has_fired;
};

struct tf_pointer_result {
    struct tf_intent intent; /* what NONE: nothing meant, but somebody is there */
    struct tf_intent drop;   /* what not NONE: what intent stands for was dragged onto this (tf_app_drag) */
    const char *reason;      /* a disabled target was tapped: its sentence, borrowed from the scene */
    bool redraw;             /* pressed or focus changed */
};

void tf_pointer_init(struct tf_pointer *pointer);
/* scene: what the person sees. */
struct tf_pointer_result tf_pointer_input(struct tf_pointer *pointer, const struct tf_scene *scene,
                                          const struct tf_input *input);
/* The scene was drawn anew: what is pressed may be gone. */
void tf_pointer_scene(struct tf_pointer *pointer, const struct tf_scene *scene);

#endif
