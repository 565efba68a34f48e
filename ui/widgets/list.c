#include "widgets/list.h"

#include "model/act.h"
#include "widgets/button.h"
#include "widgets/card.h"
#include "widgets/style.h"
#include "widgets/take.h"

/* Two where there is room side by side, and not enough below each other. */
static int columns_of(struct tf_scene *scene, struct tf_rect rect, size_t count)
{
    int gap = tf_style_gap(scene, TF_GAP_SMALL), line = tf_card_line_height(scene) + gap;
    bool is_wide = rect.w > tf_scene_theme(scene)->type_px[TF_TYPE_LABEL] * 44;
    return is_wide && (size_t)tf_take_most(0, (rect.h + gap) / line) < count ? 2 : 1;
}

int tf_list_fit(struct tf_scene *scene, struct tf_rect rect, size_t count)
{
    int gap = tf_style_gap(scene, TF_GAP_SMALL), line = tf_card_line_height(scene) + gap;
    int columns = columns_of(scene, rect, count), rows = tf_take_most(1, (rect.h + gap) / line);
    if (rows * columns >= (int)count) {
        return rows * columns;
    }
    rows = (rect.h - tf_style_target(scene)) / line;
    return tf_take_most(1, rows) * columns;
}

/* Whether there is room for a line and the pager under it; else only the first ones can be shown. */
static bool has_pager(struct tf_scene *scene, struct tf_rect rect, size_t count)
{
    int least = tf_card_line_height(scene) + tf_style_gap(scene, TF_GAP_SMALL) + tf_style_target(scene);
    return (size_t)tf_list_fit(scene, rect, count) < count && rect.h >= least;
}

static void draw_line(struct tf_scene *scene, struct tf_rect rect, const struct tf_view_card *card,
                      const struct tf_list_options *options)
{
    if (options->place != NULL) {
        struct tf_button place = {
            .icon = TF_ICON_GRID,
            .text = options->place,
            .disabled = options->place_why_not,
            .intent = {TF_INTENT_ACT, TF_ACT_DO_PLACE, card->session},
        };
        int width = tf_button_width(scene, &place);
        place.rect = tf_take_right(&rect, width, tf_style_gap(scene, TF_GAP_SMALL));
        tf_button(scene, &place);
    }
    tf_scene_box(scene, rect, TF_PAINT_CARD, TF_PAINT_LINE, tf_style_radius(scene));
    tf_card_line(scene, rect, card, TF_CARD_LIST);
}

void tf_list(struct tf_scene *scene, struct tf_rect rect, const struct tf_view_card *cards, size_t count,
             const struct tf_list_options *options)
{
    int gap = tf_style_gap(scene, TF_GAP_SMALL), line = tf_card_line_height(scene), first = 0;
    int columns = columns_of(scene, rect, count), fit = tf_list_fit(scene, rect, count);
    if (has_pager(scene, rect, count)) {
        first = options->first;
        tf_pager(scene, tf_take_bottom(&rect, tf_style_target(scene), gap), options->pager);
    }
    int width = (rect.w - (columns - 1) * gap) / columns;
    for (int i = 0; i < fit && first + i < (int)count; i++) {
        struct tf_rect card = {rect.x + i % columns * (width + gap), rect.y + i / columns * (line + gap),
                               width, line};
        draw_line(scene, card, &cards[first + i], options);
    }
}
