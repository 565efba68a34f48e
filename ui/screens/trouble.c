/* What is wrong: as strips over a wall that works, or in place of one that cannot. */
#include "model/trouble.h"
#include "screens/screen.h"
#include "widgets/banner.h"
#include "widgets/style.h"
#include "widgets/take.h"
#include "words/words.h"

static void strip(const struct tf_frame *frame, struct tf_rect *all, const char *text)
{
    tf_take_top(all, tf_banner_trouble(frame->scene, *all, text, NULL), 0);
}

/* So many that nothing would be left of the wall are in the log as well; the first ones are here. */
static bool is_room_left(const struct tf_frame *frame, struct tf_rect all)
{
    int height = tf_scene_theme(frame->scene)->height_px;
    return all.h > height - height / 4;
}

static const char *clock_of(const struct tf_frame *frame, int64_t at_s)
{
    return tf_words_isolate(frame->arena, tf_words_clock(frame->arena, frame->state->zone, at_s));
}

static void draw_sharing(const struct tf_frame *frame, struct tf_rect *all)
{
    const struct tf_app_sharing *sharing = &frame->state->sharing;
    enum tf_lang lang = frame->state->lang;
    if (sharing->apart_since_s == 0) {
        return;
    }
    if (sharing->is_halted) {
        strip(frame, all,
              tf_words_printf(frame->arena,
                              tf_tr(lang, "This kiosk has shared nothing since %s. Please tell an organiser: "
                                          "“twofeet link status” says why."),
                              clock_of(frame, sharing->apart_since_s)));
    } else if (sharing->unshared > 0) {
        unsigned long count = sharing->unshared;
        /* TRANSLATORS: a number, a time of day */
        strip(frame, all,
              tf_words_printf(
                  frame->arena,
                  tf_trn(lang, "The other kiosks are not reached: %lu change is not yet shared since %s",
                         "The other kiosks are not reached: %lu changes are not yet shared since %s", count),
                  count, clock_of(frame, sharing->unshared_since_s)));
    } else {
        strip(frame, all,
              tf_words_printf(frame->arena,
                              tf_tr(lang, "The other kiosks are not reached since %s: what happens there is "
                                          "not shown here yet"),
                              clock_of(frame, sharing->apart_since_s)));
    }
}

void tf_troubles_draw(const struct tf_frame *frame, struct tf_rect *all)
{
    const struct tf_app_state *state = frame->state;
    if (!state->saving_works) {
        strip(frame, all, tf_tr(state->lang, "Not saved yet, trying again…"));
    }
    if (state->cut_since_s != 0) {
        strip(frame, all,
              tf_words_printf(frame->arena,
                              tf_tr(state->lang, "Cut off since %s: what is shown here may be old"),
                              clock_of(frame, state->cut_since_s)));
    }
    draw_sharing(frame, all);
    for (size_t i = 0; i < state->trouble_count && is_room_left(frame, *all); i++) {
        const struct tf_trouble *trouble = &state->troubles[i];
        const char *text = tf_trouble_sentence(frame->arena, state->lang, state->zone, trouble);
        struct tf_button seen = {
            .icon = TF_ICON_CHECK, .text = tf_tr(state->lang, "Seen"), .intent = {TF_INTENT_SEEN, i, 0}};
        tf_take_top(all, tf_banner_trouble(frame->scene, *all, text, trouble->can_be_seen ? &seen : NULL), 0);
    }
}

void tf_closed_draw(const struct tf_frame *frame, struct tf_rect all)
{
    struct tf_scene *scene = frame->scene;
    struct tf_view_closed view;
    tf_view_closed(&view, frame->state->lang, frame->state->closed);
    int margin = tf_style_gap(scene, TF_GAP_HUGE), gap = tf_style_gap(scene, TF_GAP_LARGE);
    struct tf_rect in = tf_rect_inset(all, margin, margin);
    in = tf_take_middle(in, tf_take_least(in.w, tf_style_target(scene) * 14), in.h);
    struct tf_type_style title = tf_style_bold(TF_TYPE_HEADLINE, TF_PAINT_INK);
    struct tf_type_style why = tf_style_text(TF_TYPE_TITLE, TF_PAINT_INK);
    struct tf_type_style where = tf_style_text(TF_TYPE_BODY, TF_PAINT_INK_SOFT);
    title.lines = why.lines = 4;
    where.lines = 3;
    const char *path = tf_words_isolate(frame->arena, frame->state->closed_where);
    int icon = tf_style_line_height(scene, TF_TYPE_HEADLINE) * 3 / 2;
    int title_h = tf_scene_text_height(scene, in.w, view.title, title);
    int why_h = tf_scene_text_height(scene, in.w, view.why, why);
    int todo_h = tf_scene_text_height(scene, in.w, view.todo, why);
    int where_h = tf_scene_text_height(scene, in.w, path, where);
    in = tf_take_middle(in, in.w, tf_take_least(in.h, icon + title_h + why_h + todo_h + where_h + 4 * gap));
    struct tf_rect row = tf_take_top(&in, icon, gap);
    tf_scene_icon(scene, tf_take_left(&row, icon, 0), TF_ICON_WARNING, TF_PAINT_WARN);
    tf_scene_text(scene, tf_take_top(&in, title_h, gap), view.title, title);
    tf_scene_text(scene, tf_take_top(&in, why_h, gap), view.why, why);
    tf_scene_text(scene, tf_take_top(&in, todo_h, gap), view.todo, why);
    tf_scene_text(scene, in, path, where);
}
