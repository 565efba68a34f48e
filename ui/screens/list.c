#include "widgets/list.h"
#include "screens/screen.h"
#include "widgets/style.h"
#include "widgets/take.h"
#include "words/words.h"

void tf_list_draw(const struct tf_frame *frame)
{
    struct tf_scene *scene = frame->scene;
    enum tf_lang lang = frame->state->lang;
    struct tf_view_list view;
    tf_view_list(&view, frame->arena, frame->state);
    struct tf_rect body = frame->body;
    int gap = tf_style_gap(scene, TF_GAP_LARGE);
    tf_screen_top(frame, tf_take_top(&body, tf_style_target(scene), gap), view.title);
    if (view.subtitle[0] != '\0') {
        struct tf_type_style style = tf_style_text(TF_TYPE_LABEL, TF_PAINT_INK_SOFT);
        int line = tf_style_line_height(scene, TF_TYPE_LABEL);
        tf_scene_text(scene, tf_take_top(&body, line, gap), view.subtitle, style);
    }
    if (view.card_count == 0) {
        struct tf_type_style style = tf_style_text(TF_TYPE_TITLE, TF_PAINT_INK_SOFT);
        style.align = TF_ALIGN_CENTRE;
        style.valign = TF_VALIGN_MIDDLE;
        style.lines = 3;
        tf_scene_text(scene, body, view.empty, style);
        return;
    }
    int fit = tf_list_fit(scene, body, view.card_count), last = view.first + fit;
    if ((size_t)last > view.card_count) {
        last = (int)view.card_count;
    }
    /* TRANSLATORS: which part of a list is shown: 1 – 8 of 23 */
    const char *position = tf_words_printf(frame->arena, tf_tr(lang, "%d – %d of %d"), view.first + 1, last,
                                           (int)view.card_count);
    struct tf_list_words words = {
        .previous = tf_tr(lang, "Further up"),
        .next = tf_tr(lang, "Further down"),
        .at_first = tf_tr(lang, "This is the beginning."),
        .at_last = tf_tr(lang, "This is the end."),
    };
    tf_list(scene, body, view.cards, view.card_count, view.first, position, &words);
}
