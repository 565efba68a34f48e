#include "widgets/tabs.h"

#include "widgets/button.h"
#include "widgets/style.h"
#include "widgets/take.h"

enum { LEAST_TABS = 3 }; /* the day that is shown and its two neighbours */

static struct tf_button tab_button(const struct tf_view_tab *tab, size_t day)
{
    return (struct tf_button){
        .look = TF_BUTTON_QUIET,
        .text = tab->text,
        .selected = tab->is_shown,
        .role = TF_TARGET_TAB,
        .intent = {TF_INTENT_DAY, day, 0},
    };
}

/* The widest one's; has_more: with the arrow that says that there are days beyond. */
static int tab_width(struct tf_scene *scene, const struct tf_view_tab *tabs, size_t count, bool has_more)
{
    int width = tf_style_target(scene); /* short words on a large panel */
    for (size_t i = 0; i < count; i++) {
        struct tf_button button = tab_button(&tabs[i], i);
        button.icon = has_more ? TF_ICON_FORWARD : TF_ICON_NONE;
        width = tf_take_most(width, tf_button_width(scene, &button));
    }
    return width;
}

/* Nothing to choose, or no room for a finger. */
static void draw_heading(struct tf_scene *scene, struct tf_rect rect, const struct tf_view_tab *tab)
{
    struct tf_type_style style = tf_style_bold(TF_TYPE_TITLE, TF_PAINT_INK);
    style.valign = TF_VALIGN_MIDDLE;
    tf_scene_text(scene, rect, tab->text, style);
}

/* The day that is shown, on a button that leads to the next one, and from the last to the first. */
static void draw_turn(struct tf_scene *scene, struct tf_rect rect, const struct tf_view_tab *tabs,
                      size_t count, size_t shown)
{
    size_t next = (shown + 1) % count;
    struct tf_button button = tab_button(&tabs[shown], next);
    button.icon = TF_ICON_FORWARD;
    button.icon_after = true;
    button.label = tabs[shown].next;
    button.rect = rect;
    int wants = tf_button_width(scene, &button);
    button.is_stacked = wants > rect.w; /* the word whole, the arrow above it */
    button.rect.w = tf_take_least(rect.w, wants);
    tf_button(scene, &button);
}

void tf_tabs(struct tf_scene *scene, struct tf_rect rect, const struct tf_view_tab *tabs, size_t count)
{
    int gap = tf_style_gap(scene, TF_GAP_SMALL);
    size_t shown = 0, first = 0;
    for (size_t i = 0; i < count; i++) {
        shown = tabs[i].is_shown ? i : shown;
    }
    if (count == 0) {
        return;
    }
    if (count == 1 || rect.w < tf_style_target(scene)) {
        draw_heading(scene, rect, &tabs[shown]);
        return;
    }
    int width = tab_width(scene, tabs, count, false);
    size_t fit = (size_t)((rect.w + gap) / (width + gap));
    if (count > fit) { /* the shown day in the middle, so that its neighbours are one tap away */
        width = tab_width(scene, tabs, count, true);
        fit = (size_t)((rect.w + gap) / (width + gap));
        first = shown > fit / 2 ? shown - fit / 2 : 0;
        first = first + fit > count ? count - fit : first;
    }
    if (count > fit && fit < LEAST_TABS) {
        draw_turn(scene, rect, tabs, count, shown);
        return;
    }
    for (size_t i = first; i < count && i < first + fit; i++) {
        struct tf_button button = tab_button(&tabs[i], i);
        bool is_before = i == first && first > 0, is_after = i + 1 == first + fit && i + 1 < count;
        button.icon = is_before ? TF_ICON_BACK : is_after ? TF_ICON_FORWARD : TF_ICON_NONE;
        button.icon_after = is_after;
        button.rect = tf_take_left(&rect, width, gap);
        tf_button(scene, &button);
    }
}
