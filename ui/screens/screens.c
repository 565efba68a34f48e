#include "screens/screens.h"

#include "model/view.h"
#include "screens/screen.h"
#include "widgets/button.h"
#include "widgets/header.h"
#include "widgets/style.h"
#include "widgets/take.h"

static const struct {
    void (*draw)(const struct tf_frame *frame);
    enum tf_icon icon; /* in the organisers' menu */
} SCREENS[TF_SCREEN_COUNT] = {
    [TF_SCREEN_HOME] = {tf_home_draw, TF_ICON_NONE},
    [TF_SCREEN_SESSION] = {tf_session_draw, TF_ICON_NONE},
    [TF_SCREEN_LIST] = {tf_list_draw, TF_ICON_NONE},
    [TF_SCREEN_PROPOSE] = {tf_propose_draw, TF_ICON_NONE},
    [TF_SCREEN_PLACE] = {tf_place_draw, TF_ICON_NONE},
    [TF_SCREEN_POSTED] = {tf_posted_draw, TF_ICON_NONE},
    [TF_SCREEN_CARD] = {tf_digits_draw, TF_ICON_NONE},
    [TF_SCREEN_ACT] = {tf_act_draw, TF_ICON_NONE},
    [TF_SCREEN_SEARCH] = {tf_search_draw, TF_ICON_NONE},
    [TF_SCREEN_ATTRACT] = {tf_attract_draw, TF_ICON_NONE},
    [TF_SCREEN_SETUP] = {tf_setup_draw, TF_ICON_NONE},
    [TF_SCREEN_STORY] = {tf_sheet_draw, TF_ICON_NONE},
    [TF_SCREEN_PIN] = {tf_pin_draw, TF_ICON_NONE},
    [TF_SCREEN_MENU] = {tf_menu_draw, TF_ICON_NONE},
    [TF_SCREEN_DAY] = {tf_sheet_draw, TF_ICON_CLOCK},
    [TF_SCREEN_BELL] = {tf_sheet_draw, TF_ICON_SPEAK},
    [TF_SCREEN_NEWS] = {tf_sheet_draw, TF_ICON_NEWS},
    [TF_SCREEN_TIMES] = {tf_sheet_draw, TF_ICON_LIST},
    [TF_SCREEN_TEMPLATES] = {tf_sheet_draw, TF_ICON_LIST},
    [TF_SCREEN_SPACES] = {tf_sheet_draw, TF_ICON_GRID},
    [TF_SCREEN_FORMAT] = {tf_sheet_draw, TF_ICON_PLENARY},
    [TF_SCREEN_BATCH] = {tf_sheet_draw, TF_ICON_NOTES},
    [TF_SCREEN_SCHEDULE] = {tf_sheet_draw, TF_ICON_STAR},
    [TF_SCREEN_MOVE] = {tf_sheet_draw, TF_ICON_SWAP},
    [TF_SCREEN_CONFLICTS] = {tf_sheet_draw, TF_ICON_WARNING},
    [TF_SCREEN_PITCH] = {tf_sheet_draw, TF_ICON_TALK},
    [TF_SCREEN_HIDE] = {tf_sheet_draw, TF_ICON_WITHDRAW},
    [TF_SCREEN_TOPICS] = {tf_sheet_draw, TF_ICON_MERGE},
    [TF_SCREEN_ROUND] = {tf_sheet_draw, TF_ICON_NEWS},
    [TF_SCREEN_CLOSING] = {tf_sheet_draw, TF_ICON_CHECK},
    [TF_SCREEN_CAFE] = {tf_sheet_draw, TF_ICON_SWAP},
    [TF_SCREEN_CAME] = {tf_came_draw, TF_ICON_CHECK},
    [TF_SCREEN_IDEAS] = {tf_sheet_draw, TF_ICON_CLOCK},
    [TF_SCREEN_ACTIONS] = {tf_sheet_draw, TF_ICON_NONE},
    [TF_SCREEN_CARE] = {tf_sheet_draw, TF_ICON_HELP},
    [TF_SCREEN_PRINT] = {tf_sheet_draw, TF_ICON_PRINT},
    [TF_SCREEN_STICK] = {tf_sheet_draw, TF_ICON_DOWN},
    [TF_SCREEN_SETTINGS] = {tf_sheet_draw, TF_ICON_EDIT},
    [TF_SCREEN_ERASE] = {tf_sheet_draw, TF_ICON_CLOSE},
    [TF_SCREEN_HISTORY] = {tf_sheet_draw, TF_ICON_UNDO},
    [TF_SCREEN_WAS] = {tf_was_draw, TF_ICON_NONE},
    [TF_SCREEN_PAIR] = {tf_pair_draw, TF_ICON_PHONE},
};

enum tf_icon tf_screens_icon(enum tf_screen_name screen)
{
    return (unsigned)screen < TF_SCREEN_COUNT ? SCREENS[screen].icon : TF_ICON_NONE;
}

void tf_screens_theme(struct tf_theme *theme, const struct tf_app *app, int width_px, int height_px,
                      double px_per_mm)
{
    const struct tf_app_state *state = tf_app_state(app);
    tf_theme_init(theme, width_px, height_px, px_per_mm, (enum tf_scheme)state->scheme, state->larger_text);
}

enum tf_err tf_screens_draw(const struct tf_app *app, struct tf_scene *scene,
                            const struct tf_scene_start *start)
{
    return tf_screens_draw_state(tf_app_state(app), scene, start);
}

enum tf_err tf_screens_draw_state(const struct tf_app_state *state, struct tf_scene *scene,
                                  const struct tf_scene_start *start)
{
    struct tf_scene_start directed = *start;
    directed.rtl = tf_lang_is_rtl(state->lang);
    tf_scene_begin(scene, &directed);

    struct tf_arena arena;
    tf_arena_init(&arena);
    struct tf_rect all = {0, 0, start->theme->width_px, start->theme->height_px};
    tf_scene_box(scene, all, TF_PAINT_PAPER, TF_PAINT_NONE, 0);
    struct tf_frame frame = {
        .state = state,
        .scene = scene,
        .arena = &arena,
    };
    if (state->closed != TF_OK) {
        tf_closed_draw(&frame, all);
        tf_arena_free(&arena);
        return tf_scene_end(scene);
    }
    tf_troubles_draw(&frame, &all);
    if (state->is_lowered && tf_header_can_lower(scene)) {
        tf_lowered_draw(&frame, tf_take_top(&all, all.h - start->theme->height_px / 2, 0));
    }
    int margin = tf_style_gap(scene, TF_GAP_LARGE);
    frame.body = tf_rect_inset(all, margin, tf_style_gap(scene, TF_GAP_MEDIUM));
    frame.is_portrait = all.h > all.w;
    int strip = tf_menu_strip(&frame, frame.body);
    tf_take_bottom(&frame.body, strip, strip > 0 ? tf_style_gap(scene, TF_GAP_SMALL) : 0);
    int phase = tf_phase_strip(&frame, frame.body);
    tf_take_bottom(&frame.body, phase, phase > 0 ? tf_style_gap(scene, TF_GAP_SMALL) : 0);
    int news = tf_news_strip(&frame, frame.body);
    tf_take_bottom(&frame.body, news, news > 0 ? tf_style_gap(scene, TF_GAP_SMALL) : 0);
    int done = tf_act_done(&frame, frame.body);
    frame.has_done = done > 0;
    if (done == 0) {
        done = tf_print_strip(&frame, frame.body);
    }
    tf_take_bottom(&frame.body, done, done > 0 ? tf_style_gap(scene, TF_GAP_SMALL) : 0);
    if ((unsigned)state->screen < TF_SCREEN_COUNT && SCREENS[state->screen].draw != NULL) {
        SCREENS[state->screen].draw(&frame);
    }
    tf_over_draw(&frame);
    tf_arena_free(&arena);
    return tf_scene_end(scene);
}

struct tf_rect tf_screen_top(const struct tf_frame *frame, struct tf_rect row, const char *title)
{
    struct tf_scene *scene = frame->scene;
    struct tf_rect left = tf_header(scene, row, frame->state);
    const char *text = tf_tr(frame->state->lang, "Back");
    struct tf_button back = {
        .rect = left,
        .icon = TF_ICON_BACK,
        .text = text,
        .label = text,
        .intent = {TF_INTENT_BACK, 0, 0},
    };
    int gap = tf_style_gap(scene, TF_GAP_LARGE), width = tf_button_width(scene, &back);
    if (left.w - width - gap < tf_style_target(scene) * 3 / 2) { /* the arrow says it as well */
        back.text = "";
        width = tf_button_width(scene, &back);
    }
    back.rect = tf_take_left(&left, width, gap);
    tf_button(scene, &back);
    struct tf_type_style style = tf_style_bold(TF_TYPE_TITLE, TF_PAINT_INK);
    style.valign = TF_VALIGN_MIDDLE;
    if (tf_scene_text_width(scene, title, style) > left.w) {
        style.type = TF_TYPE_LABEL;
        style.lines = 2;
    }
    if (title[0] != '\0') {
        tf_scene_text(scene, left, title, style);
    }
    return left;
}
