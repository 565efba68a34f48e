/* card.h: a session where it is shown small: a cell of the grid, a line of a panel or list. */
#ifndef TF_WIDGETS_CARD_H
#define TF_WIDGETS_CARD_H

#include "canvas/scene.h"
#include "model/view.h"

/* Where on a screen a card stands, so that two of one session are two targets. Part of the intent's b. */
enum tf_card_area { TF_CARD_GRID, TF_CARD_NOW, TF_CARD_NEXT, TF_CARD_LIST };
struct tf_intent tf_card_intent(const struct tf_view_card *card, enum tf_card_area area);

/* A block of the grid that holds something or is free. title: the size all titles of the page have. */
void tf_card_block(struct tf_scene *scene, struct tf_rect rect, const struct tf_view_block *block,
                   uint64_t space_id, enum tf_type title, const char *open);
/* The height a block's card wants in a column that wide, its title in at most `lines`. */
int tf_card_height(struct tf_scene *scene, int width_px, const struct tf_view_block *block,
                   enum tf_type title, int lines);
/* Whether a word of its title that fits in the smallest size does not fit in this one. */
bool tf_card_breaks_word(struct tf_scene *scene, int width_px, const struct tf_view_block *block,
                         enum tf_type title);
/* The least that can be read and touched. */
int tf_card_least_height(struct tf_scene *scene);

/* A line of a panel or list: symbol, title, then place, host and time. */
void tf_card_line(struct tf_scene *scene, struct tf_rect rect, const struct tf_view_card *card,
                  enum tf_card_area area);
int tf_card_line_height(struct tf_scene *scene);
/* In a panel, whose head leads to the same sessions in full size: as low as a card of the grid may be. */
int tf_card_line_least(struct tf_scene *scene);

#endif
