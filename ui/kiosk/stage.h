/* stage.h: an app's screen as pixels: app ─▶ scene ─▶ difference ─▶ canvas. For the loop and for screenshots;
 * knows no window. One thread. */
#ifndef TF_KIOSK_STAGE_H
#define TF_KIOSK_STAGE_H

#include "canvas/scene.h"
#include "model/app.h"

struct tf_stage;
/* Opens the fonts. TF_ERR_NOT_FOUND: none is installed; TF_ERR_NOMEM. */
enum tf_err tf_stage_create(struct tf_stage **out, struct tf_problem *problem);
void tf_stage_destroy(struct tf_stage *stage); /* NULL is fine */

struct tf_stage_view {
    int width_px, height_px;
    double px_per_mm; /* 0: unknown */
    struct tf_tag pressed, focus;
};
struct tf_stage_change {
    struct tf_rect rects[TF_SCENE_DIRTY_MAX];
    size_t count;
    bool everything; /* count is 0 then */
};
/* Draws what differs from the last time. TF_ERR_LIMIT, TF_ERR_NOMEM: the picture is not whole. */
enum tf_err tf_stage_draw(struct tf_stage *stage, const struct tf_app *app, const struct tf_stage_view *view,
                          struct tf_stage_change *change);
struct tf_type_setter *tf_stage_setter(struct tf_stage *stage);        /* its letters, for paper */
const struct tf_canvas *tf_stage_canvas(const struct tf_stage *stage); /* NULL before the first drawing */
const struct tf_scene *tf_stage_scene(const struct tf_stage *stage);   /* what is on the canvas */

#endif
