/* card_sheet.h: a session as a card of paper to hang on the wall: what it is, where and when, and the code
 * that leads to where it is by then. */
#ifndef TF_SCREENS_CARD_SHEET_H
#define TF_SCREENS_CARD_SHEET_H

#include "canvas/scene.h"
#include "model/view.h"

/* The state's session, which must not be hidden. start: theme from tf_theme_init_paper(), larger text: it is
 * read standing. is_moved: it hung elsewhere before, and says so. TF_ERR_NOMEM, TF_ERR_LIMIT: something was
 * left out. */
enum tf_err tf_card_sheet_draw(const struct tf_app_state *state, struct tf_scene *scene,
                               const struct tf_scene_start *start, bool is_moved);

#endif
