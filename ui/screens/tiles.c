#include "screens/tiles.h"

#include "widgets/style.h"
#include "widgets/take.h"
#include "words/words.h"

struct tf_pager tf_tiles_pager(const struct tf_frame *frame, int first, int fit, int count)
{
    enum tf_lang lang = frame->state->lang;
    return (struct tf_pager){
        .what = TF_INTENT_SCROLL,
        .is_upright = true,
        .has_previous = first > 0,
        .has_next = first + fit < count,
        .previous = (uint64_t)tf_take_most(0, first - fit),
        .next = (uint64_t)(first + fit),
        /* TRANSLATORS: which part of a list is shown: 1 – 8 of 23 */
        .text = tf_words_printf(frame->arena, tf_tr(lang, "%d – %d of %d"), first + 1,
                                tf_take_least(count, first + fit), count),
        .previous_label = tf_tr(lang, "Further up"),
        .next_label = tf_tr(lang, "Further down"),
        .first_reason = tf_tr(lang, "This is the beginning."),
        .last_reason = tf_tr(lang, "This is the end."),
    };
}

struct tf_tiles tf_tiles(const struct tf_frame *frame, struct tf_rect rect, int count, int first,
                         int least_width, int height)
{
    struct tf_scene *scene = frame->scene;
    int gap = tf_style_gap(scene, TF_GAP_SMALL), target = tf_style_target(scene);
    struct tf_tiles tiles = {
        .columns = tf_take_most(1, (rect.w + gap) / (least_width + gap)),
        .height = height,
        .gap = gap,
    };
    int rows = (rect.h + gap) / (height + gap), rows_over_pager = (rect.h - target) / (height + gap);
    if (tiles.columns * rows < count && rows_over_pager > 0) {
        rows = rows_over_pager;
        struct tf_pager pager = tf_tiles_pager(frame, first, tiles.columns * rows, count);
        tf_pager(scene, tf_take_bottom(&rect, target, gap), &pager);
    } else { /* all fits, or a pager would take the room of all there is to see */
        first = 0;
    }
    tiles.rect = rect;
    tiles.first = first;
    tiles.end = tf_take_least(count, first + tiles.columns * rows);
    tiles.width = (rect.w - (tiles.columns - 1) * gap) / tiles.columns;
    return tiles;
}

struct tf_rect tf_tiles_at(const struct tf_tiles *tiles, int index)
{
    int n = index - tiles->first;
    return (struct tf_rect){tiles->rect.x + n % tiles->columns * (tiles->width + tiles->gap),
                            tiles->rect.y + n / tiles->columns * (tiles->height + tiles->gap), tiles->width,
                            tiles->height};
}
