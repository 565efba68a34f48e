#include "widgets/tabs.h"

#include "widgets/button.h"
#include "widgets/style.h"
#include "widgets/take.h"

void tf_tabs(struct tf_scene *scene, struct tf_rect rect, const struct tf_view_tab *tabs, size_t count)
{
    int gap = tf_style_gap(scene, TF_GAP_SMALL), width = 0, least = tf_scene_theme(scene)->target_px;
    size_t shown = 0;
    for (size_t i = 0; i < count; i++) {
        struct tf_button button = {.rect = rect, .text = tabs[i].text};
        width = tf_take_most(width, tf_button_width(scene, &button));
        if (tabs[i].is_shown) {
            shown = i;
        }
    }
    if (count == 0 || width == 0) {
        return;
    }
    width = tf_take_most(width, least); /* short words on a large panel */
    if (count == 1 || rect.w < least) { /* nothing to choose, or no room for a finger: a heading */
        struct tf_type_style style = tf_style_bold(TF_TYPE_TITLE, TF_PAINT_INK);
        style.valign = TF_VALIGN_MIDDLE;
        tf_scene_text(scene, rect, tabs[shown].text, style);
        return;
    }
    size_t fit = (size_t)tf_take_most(1, (rect.w + gap) / (width + gap));
    size_t first = 0;
    if (count > fit) { /* the shown day in the middle, so that its neighbours are one tap away */
        first = shown > fit / 2 ? shown - fit / 2 : 0;
        first = first + fit > count ? count - fit : first;
    }
    for (size_t i = first; i < count && i < first + fit; i++) {
        struct tf_button button = {
            .rect = tf_take_left(&rect, width, gap),
            .look = TF_BUTTON_QUIET,
            .text = tabs[i].text,
            .selected = tabs[i].is_shown,
            .role = TF_TARGET_TAB,
            .intent = {TF_INTENT_DAY, i, 0},
        };
        tf_button(scene, &button);
    }
}
