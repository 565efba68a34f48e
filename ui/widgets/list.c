#include "widgets/list.h"

#include "widgets/card.h"
#include "widgets/pager.h"
#include "widgets/style.h"
#include "widgets/take.h"

static int columns_of(struct tf_scene *scene, struct tf_rect rect)
{
    return rect.w > tf_scene_theme(scene)->type_px[TF_TYPE_LABEL] * 44 ? 2 : 1;
}

int tf_list_fit(struct tf_scene *scene, struct tf_rect rect, size_t count)
{
    int gap = tf_style_gap(scene, TF_GAP_SMALL), line = tf_card_line_height(scene) + gap;
    int columns = columns_of(scene, rect), rows = tf_take_most(1, (rect.h + gap) / line);
    if (rows * columns >= (int)count) {
        return rows * columns;
    }
    rows = tf_take_most(1, (rect.h - tf_style_target(scene)) / line);
    return rows * columns;
}

void tf_list(struct tf_scene *scene, struct tf_rect rect, const struct tf_view_card *cards, size_t count,
             int first, const char *position, const struct tf_list_words *words)
{
    int gap = tf_style_gap(scene, TF_GAP_SMALL), line = tf_card_line_height(scene);
    int columns = columns_of(scene, rect), fit = tf_list_fit(scene, rect, count);
    if ((size_t)fit < count) {
        int last = (int)count - 1;
        struct tf_pager pager = {
            .what = TF_INTENT_SCROLL,
            .has_previous = first > 0,
            .has_next = first + fit <= last,
            .previous = (uint64_t)tf_take_most(0, first - fit),
            .next = (uint64_t)(first + fit),
            .is_upright = true,
            .text = position,
            .previous_label = words->previous,
            .next_label = words->next,
            .first_reason = words->at_first,
            .last_reason = words->at_last,
        };
        tf_pager(scene, tf_take_bottom(&rect, tf_style_target(scene), gap), &pager);
    } else {
        first = 0;
    }
    int width = (rect.w - (columns - 1) * gap) / columns;
    for (int i = 0; i < fit && first + i < (int)count; i++) {
        struct tf_rect card = {rect.x + i % columns * (width + gap), rect.y + i / columns * (line + gap),
                               width, line};
        tf_scene_box(scene, card, TF_PAINT_CARD, TF_PAINT_LINE, tf_style_radius(scene));
        tf_card_line(scene, card, &cards[first + i], TF_CARD_LIST);
    }
}
