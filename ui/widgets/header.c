#include "widgets/header.h"

#include "widgets/button.h"
#include "widgets/style.h"
#include "widgets/take.h"

/* Of the row, in targets: "back", and what the screen itself has to say or offer. */
enum { FOR_THE_SCREEN = 4 };

/* The scheme that the button leads to. */
static const char *scheme_name(enum tf_lang lang, int scheme)
{
    switch (scheme) {
    case TF_SCHEME_DARK:
        return tf_tr(lang, "Dark");
    case TF_SCHEME_CONTRAST:
        return tf_tr(lang, "Contrast");
    default:
        return tf_tr(lang, "Light");
    }
}

/* High contrast is one tap away from what everybody finds here; then the third, and what was found again. */
static int next_scheme(const struct tf_app_state *state)
{
    int first = state->first_scheme;
    int second = first == TF_SCHEME_CONTRAST ? TF_SCHEME_LIGHT : TF_SCHEME_CONTRAST;
    int third = TF_SCHEME_LIGHT + TF_SCHEME_DARK + TF_SCHEME_CONTRAST - first - second;
    return state->scheme == first ? second : state->scheme == second ? third : first;
}

bool tf_header_can_lower(const struct tf_scene *scene)
{
    const struct tf_theme *theme = tf_scene_theme(scene);
    return theme->height_px >= TF_HEADER_TALL_MM * theme->px_per_mm;
}

static struct tf_button lower_button(const struct tf_scene *scene, const struct tf_app_state *state)
{
    enum tf_lang lang = state->lang;
    return (struct tf_button){
        .icon = TF_ICON_LOWER,
        .text = state->is_lowered ? tf_tr(lang, "Higher") : tf_tr(lang, "Lower"),
        .label = state->is_lowered ? tf_tr(lang, "Raise the controls") : tf_tr(lang, "Lower the controls"),
        .disabled = tf_header_can_lower(scene)
                        ? NULL
                        : tf_tr(lang, "This screen is low: all of it is within reach already."),
        .intent = {TF_INTENT_LOWER, 0, 0},
    };
}

static struct tf_button speech_button(const struct tf_app_state *state)
{
    enum tf_lang lang = state->lang;
    return (struct tf_button){
        .icon = TF_ICON_SPEAK,
        .text = tf_tr(lang, "Speech"),
        .selected = state->speaks,
        .disabled = state->can_speak ? NULL : tf_tr(lang, "There is nothing here to speak with."),
        .intent = {TF_INTENT_SPEECH, TF_SPEECH_DO_BUTTON, 0},
    };
}

static struct tf_button search_button(const struct tf_app_state *state)
{
    return (struct tf_button){
        .icon = TF_ICON_SEARCH,
        .text = tf_tr(state->lang, "Search"),
        .selected = state->screen == TF_SCREEN_SEARCH,
        .intent = {TF_INTENT_SEARCH, 0, 0},
    };
}

static struct tf_button home_button(const struct tf_app_state *state)
{
    return (struct tf_button){
        .icon = TF_ICON_HOME, .text = tf_tr(state->lang, "Home"), .intent = {TF_INTENT_HOME, 0, 0}};
}

/* Where "back", or "done", leads home, that is enough. */
static bool is_far_from_home(const struct tf_app_state *state)
{
    bool is_at_end = state->screen == TF_SCREEN_HOME || state->screen == TF_SCREEN_POSTED;
    return state->steps_back > 1 || (state->steps_back == 0 && !is_at_end);
}

static size_t leave_out(struct tf_button *buttons, size_t count, enum tf_intent_what what)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (buttons[i].intent.what != what) {
            buttons[kept++] = buttons[i];
        }
    }
    return kept;
}

static int width_of(struct tf_scene *scene, const struct tf_button *buttons, size_t count)
{
    int width = 0;
    for (size_t i = 0; i < count; i++) {
        width += tf_button_width(scene, &buttons[i]) + tf_style_gap(scene, TF_GAP_TINY);
    }
    return width;
}

struct tf_rect tf_header(struct tf_scene *scene, struct tf_rect row, const struct tf_app_state *state)
{
    enum tf_lang lang = state->lang;
    int scheme = next_scheme(state);
    struct tf_button buttons[] = {
        {
            .icon = TF_ICON_LANGUAGE,
            .text = tf_lang_own_name(lang),
            .label = tf_tr(lang, "Language"),
            .intent = {TF_INTENT_LANGUAGES, 0, 0},
        },
        {
            .icon = TF_ICON_CONTRAST,
            .text = scheme_name(lang, scheme),
            .intent = {TF_INTENT_SCHEME, (uint64_t)scheme, 0},
        },
        {
            .icon = TF_ICON_TEXT_SIZE,
            .text = state->larger_text ? tf_tr(lang, "Smaller") : tf_tr(lang, "Larger"),
            .label = state->larger_text ? tf_tr(lang, "Smaller text") : tf_tr(lang, "Larger text"),
            .intent = {TF_INTENT_LARGER_TEXT, 0, 0},
        },
        lower_button(scene, state),
        speech_button(state),
        search_button(state),
        home_button(state),
    };
    enum { COUNT = sizeof buttons / sizeof buttons[0] };
    if (state->is_display) {
        return row;
    }
    int gap = tf_style_gap(scene, TF_GAP_TINY), rest = row.w - tf_style_target(scene) * FOR_THE_SCREEN;
    size_t count = COUNT - (is_far_from_home(state) ? 0 : 1);
    for (size_t i = 0; i < count; i++) {
        buttons[i].look = TF_BUTTON_QUIET;
        buttons[i].is_stacked = true;
        buttons[i].rect = row;
    }
    if (state->screen == TF_SCREEN_SETUP) { /* there is nothing to find, and no home yet */
        count = leave_out(buttons, count, TF_INTENT_SEARCH);
        count = leave_out(buttons, count, TF_INTENT_HOME);
    }
    /* In a row that is too narrow for all: lowering what is low already, then searching. */
    int least = count == COUNT ? rest : row.w - tf_style_target(scene); /* at home: one tab */
    if (width_of(scene, buttons, count) > least && !tf_header_can_lower(scene)) {
        count = leave_out(buttons, count, TF_INTENT_LOWER);
    }
    if (is_far_from_home(state) && width_of(scene, buttons, count) > rest) {
        count = leave_out(buttons, count, TF_INTENT_SEARCH);
    }
    for (size_t i = 0; i < count; i++) {
        buttons[i].rect = tf_take_right(&row, tf_button_width(scene, &buttons[i]), gap);
        tf_button(scene, &buttons[i]);
    }
    return row;
}
